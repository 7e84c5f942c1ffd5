namespace AgentBrain.Domain.Interviews;

/// <summary>A spoken answer: what was heard and what the respondent confirmed.</summary>
public sealed class Transcript
{
    private Transcript()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Id of the answered question; null when it is not known.</summary>
    public string? QuestionId { get; private set; }

    /// <summary>What was heard.</summary>
    public string OriginalText { get; private set; } = "";

    /// <summary>What the respondent confirmed; null before that.</summary>
    public string? ConfirmedText { get; private set; }

    /// <summary>Language of the recording; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = Brain.Languages.Lithuanian;

    /// <summary>How sure the recognition was, 0 to 1; null when it did not say.</summary>
    public decimal? Confidence { get; private set; }

    /// <summary>Length of the recording in seconds; null when it is not known.</summary>
    public decimal? DurationSeconds { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
