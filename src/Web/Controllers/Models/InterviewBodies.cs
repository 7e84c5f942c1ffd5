namespace AgentBrain.Web.Controllers.Models;

/// <summary>How an interview starts.</summary>
/// <param name="Language">`lt`, `en` or `ru`; `lt` where it is left out.</param>
/// <param name="InterviewMode">`quick` where it is left out.</param>
/// <param name="ConsentVersion">The consent text that the respondent agreed to; may be left out where you ask for consent by yourself.</param>
public sealed record StartBody(string? Language, InterviewMode? InterviewMode, int? ConsentVersion = null);

/// <summary>How thorough an interview is.</summary>
public enum InterviewMode
{
    Quick,
    Precise,
}

/// <summary>An answer.</summary>
/// <param name="Transcripts">Its parts.</param>
public sealed record AnswerBody(IReadOnlyList<AnswerPart> Transcripts)
{
    // Nothing keeps a client from sending null in a list.
    private IEnumerable<AnswerPart> Parts => Transcripts.OfType<AnswerPart>();

    internal IReadOnlyList<string> QuestionIds => [.. Parts.Select(part => part.QuestionId).Distinct()];

    internal string Text => string.Join('\n', Parts.Select(part => part.Text));
}

/// <summary>A part of an answer.</summary>
/// <param name="QuestionId">Id of the question that waits.</param>
/// <param name="Text">What the respondent said; all parts together 4,000 characters at most.</param>
public sealed record AnswerPart(string QuestionId, string Text);

/// <summary>How an interview is finished.</summary>
/// <param name="ContactInfo">How the respondent can be reached; may be left out.</param>
public sealed record FinalizeBody(ContactBody? ContactInfo);

/// <summary>How the respondent can be reached.</summary>
/// <param name="Name">The name, 255 characters at most.</param>
/// <param name="Email">The e-mail address, 255 characters at most.</param>
/// <param name="Phone">The telephone number, 50 characters at most.</param>
public sealed record ContactBody(string? Name, string? Email, string? Phone);

/// <summary>Feedback.</summary>
/// <param name="Rating">1 to 5 stars.</param>
/// <param name="FeedbackText">What the respondent adds, 2,000 characters at most.</param>
public sealed record FeedbackBody(int? Rating, string? FeedbackText);

/// <summary>What a respondent has spoken.</summary>
public sealed record RecordingForm
{
    // What a form puts around its parts.
    internal const int FrameBytes = 64 * 1024;

    /// <summary>webm, ogg, wav, mp3 or m4a; 8 MiB and 3 minutes at most. What it is, its content tells.</summary>
    public required IFormFile Audio { get; init; }

    /// <summary>`lt`, `en` or `ru`; the language of the interview where it is left out.</summary>
    public string? Language { get; init; }
}
