using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Interviews;

/// <summary>Which question was chosen, from which candidates, by which terms; or why the interview ended. Never changed once stored.</summary>
public sealed class DecisionRecord
{
    private DecisionRecord()
    {
    }

    /// <summary>Id, assigned when the decision is made.</summary>
    public Guid Id { get; private set; }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Place among the session's decisions, counted from 1; unique in the session.</summary>
    public int Sequence { get; private set; }

    /// <summary>The revision under which it was made.</summary>
    public int RevisionId { get; private set; }

    /// <summary>Id of the chosen question; null when the interview ended.</summary>
    public string? QuestionId { get; private set; }

    /// <summary>Why the interview ended; null when it went on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Inputs, candidates and arithmetic.</summary>
    public DecisionDetails Details { get; private set; } = new();

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Puts other words in the place of known values, which the legacy service kept as they were said.</summary>
    public void Reword(Func<string, string> words) => Details = Details with
    {
        Inputs = Details.Inputs with
        {
            Values = Details.Inputs.Values.ToDictionary(known => known.Key, known => known.Value with { Value = known.Value.Value is { } value ? words(value) : null }),
        },
    };

    internal static DecisionRecord Of(Guid sessionId, int sequence, int revisionId, DecisionInputs inputs, Decision decision, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = sessionId,
        Sequence = sequence,
        RevisionId = revisionId,
        QuestionId = decision.Chosen?.Id,
        StopReason = decision.Stop.Reason,
        Details = DecisionDetails.Of(inputs, decision),
        CreatedAt = now,
    };
}

/// <summary>The body of a decision record.</summary>
public sealed record DecisionDetails
{
    /// <summary>What the decision depended on besides the revision. Replaying it gives the same choice.</summary>
    public DecisionInputs Inputs { get; init; } = new();

    /// <summary>All enabled questions in tie-break order.</summary>
    public IReadOnlyList<CandidateDetails> Candidates { get; init; } = [];

    /// <summary>Raised flags.</summary>
    public IReadOnlyList<RaisedFlag> Flags { get; init; } = [];

    /// <summary>What settled the choice between equal scores: <c>none</c>, <c>base_priority</c> or <c>id</c>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>Id of the eligible question that came second; null when there was none.</summary>
    public string? RunnerUpId { get; init; }

    /// <summary>The body for <paramref name="decision"/> made from <paramref name="inputs"/>.</summary>
    public static DecisionDetails Of(DecisionInputs inputs, Decision decision) => new()
    {
        Inputs = inputs,
        Candidates = [.. decision.Candidates.Select(candidate => new CandidateDetails
        {
            Id = candidate.Question.Id,
            Eligible = candidate.Eligibility == Eligibility.Eligible,
            Reason = candidate.Eligibility == Eligibility.Eligible ? null : candidate.Eligibility,
            SkippedBy = candidate.SkippedBy,
            Score = candidate.Score,
            Terms = candidate.Terms(decision.Weights),
        })],
        Flags = decision.Flags,
        TieBreak = decision.TieBreak,
        RunnerUpId = decision.RunnerUp?.Question.Id,
    };
}

/// <summary>A question that was considered.</summary>
public sealed record CandidateDetails
{
    /// <summary>The question's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it could be asked.</summary>
    public bool Eligible { get; init; }

    /// <summary>Why it could not be asked: <c>asked</c>, <c>skipped</c> or <c>risk_not_raised</c>; null when it could.</summary>
    public Eligibility? Reason { get; init; }

    /// <summary>Id of the skip rule that left it out; null otherwise.</summary>
    public string? SkippedBy { get; init; }

    /// <summary>The sum of the terms.</summary>
    public decimal Score { get; init; }

    /// <summary>Points by name; see <see cref="ScoreTerms"/>.</summary>
    public IReadOnlyDictionary<string, decimal> Terms { get; init; } = new Dictionary<string, decimal>();
}
