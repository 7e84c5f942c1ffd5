namespace AgentBrain.Domain.Interviews;

/// <summary>
/// What one answer says, with the words it rests on. The session keeps one for every answer, so that everything known can be gathered anew
/// when an answer changes.
/// </summary>
public sealed record AnswerStatements
{
    /// <summary>Id of the answered question.</summary>
    public required string QuestionId { get; init; }

    /// <summary>What it says, slot by slot.</summary>
    public IReadOnlyList<SlotStatements> Slots { get; init; } = [];

    /// <summary>Whether it says that the respondent does not know or does not mind, and nothing else.</summary>
    public bool Declined { get; init; }

    /// <summary>What <paramref name="answer"/> says.</summary>
    public static AnswerStatements Of(SubmittedAnswer answer) => new()
    {
        QuestionId = answer.QuestionId,
        Slots = [.. answer.Understanding.Slots.Select(slot => SlotStatements.Of(slot, answer.QuestionId, answer.Text))],
        Declined = answer.Understanding.Declined,
    };
}

/// <summary>What one answer says of one slot.</summary>
public sealed record SlotStatements
{
    /// <summary>Key of the slot.</summary>
    public required string SlotKey { get; init; }

    /// <summary>Options that it states.</summary>
    public IReadOnlyList<SlotEvidence> Options { get; init; } = [];

    /// <summary>The quantity that it states, or null.</summary>
    public SlotEvidence? Measure { get; init; }

    /// <summary>Options that it rejects.</summary>
    public IReadOnlyList<DeniedOption> Denied { get; init; } = [];

    /// <summary>What was understood of an answer, with the words themselves in the place of their positions.</summary>
    /// <param name="understood">What was understood of one slot.</param>
    /// <param name="questionId">Id of the answered question.</param>
    /// <param name="answer">The answer's text, in which the evidence lies.</param>
    public static SlotStatements Of(UnderstoodSlot understood, string questionId, string answer) => new()
    {
        SlotKey = understood.SlotKey,
        Options = [.. understood.Options.Select(option => new SlotEvidence(option.Key, option.Confidence, questionId, option.Evidence.Of(answer)))],
        Measure = understood.Measure is { } measure
            ? new SlotEvidence(measure.Text, measure.Confidence, questionId, measure.Evidence.Of(answer))
            : null,
        Denied = understood.Denied,
    };
}
