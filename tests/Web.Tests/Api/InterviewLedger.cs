namespace AgentBrain.Web.Tests.Api;

/// <summary>What a respondent was told to be stored.</summary>
public sealed record InterviewLedger(Guid SessionId, string Language)
{
    /// <summary>How often its start was sent; all but the last may have started interviews that nobody knows of.</summary>
    public int StartAttempts { get; init; } = 1;

    /// <summary>Answers that were acknowledged, in their order.</summary>
    public List<AcknowledgedAnswer> Answers { get; } = [];

    /// <summary>The name that was left, once that was acknowledged.</summary>
    public string? ContactName { get; set; }

    /// <summary>The stars that were left, once that was acknowledged.</summary>
    public int? Rating { get; set; }
}

/// <summary>An answer to which a whole 200 came.</summary>
/// <param name="QuestionId">The question.</param>
/// <param name="Text">The words as they are to be stored.</param>
/// <param name="Call">The request, to send it again.</param>
/// <param name="Reply">What was told.</param>
public sealed record AcknowledgedAnswer(string QuestionId, string Text, ApiCall Call, ApiReply Reply);
