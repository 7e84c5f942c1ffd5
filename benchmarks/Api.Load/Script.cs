namespace AgentBrain.Api.Load;

/// <summary>One interview as the application held and stored it. The yardsticks store and answer the same, without knowing why.</summary>
internal sealed record Script
{
    /// <summary>The revision that it was held under.</summary>
    public required int RevisionId { get; init; }

    /// <summary>What is said of every slot before anything is known.</summary>
    public required IReadOnlyList<SlotStatus> Slots { get; init; }

    /// <summary>Most questions of an interview.</summary>
    public required int MostQuestions { get; init; }

    public required StartReply StartReply { get; init; }

    public required StoredStep Start { get; init; }

    /// <summary>By the id of the question that is answered.</summary>
    public required IReadOnlyDictionary<string, AnsweredStep> Answers { get; init; }
}

/// <summary>An answer.</summary>
/// <param name="Reply">What the application said to it.</param>
/// <param name="Stored">What it stored.</param>
internal sealed record AnsweredStep(AnswerReply Reply, StoredStep Stored);

/// <summary>What one request leaves in the database: the new values of the session, and new rows beside it.</summary>
internal sealed record StoredStep
{
    public required string State { get; init; }

    public required int QuestionCount { get; init; }

    public string? WaitingQuestionId { get; init; }

    public required string[] FlagCodes { get; init; }

    public required string[] FilledSlots { get; init; }

    public required IReadOnlyList<StoredMessage> Messages { get; init; }

    public required StoredDecision Decision { get; init; }
}

internal sealed record StoredMessage(int Sequence, string Role, string QuestionId, string Content, int Round, string? Input)
{
    public bool IsAnswer => Role == "user";
}

internal sealed record StoredDecision(int Sequence, string? QuestionId, string? StopReason, string Details);
