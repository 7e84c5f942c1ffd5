namespace AgentBrain.Domain.Engine;

/// <summary>All that a decision depends on besides the brain. Stored with every decision record so that it can be replayed.</summary>
public sealed record DecisionInputs
{
    /// <summary>Per slot what is known.</summary>
    public IReadOnlyDictionary<string, SlotFact> Values { get; init; } = new Dictionary<string, SlotFact>();

    /// <summary>Keys of slots that the respondent declined.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>Ids of the questions asked, in order.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Number of questions asked besides, of which it is not known which they were.</summary>
    public int UnnamedAsked { get; init; }

    /// <summary>Id of the last question; null before the first.</summary>
    public string? LastQuestionId { get; init; }

    /// <summary>Number of low-information answers in a row.</summary>
    public int LowInfoStreak { get; init; }

    /// <summary>Whether the respondent ended the interview before it was complete.</summary>
    public bool EndedEarly { get; init; }
}
