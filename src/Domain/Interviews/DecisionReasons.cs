using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Interviews;

/// <summary>Why a question was chosen, read from its decision record.</summary>
public sealed record DecisionReasons
{
    /// <summary>Covered slots of which nothing sure was known.</summary>
    public IReadOnlyList<SlotDefinition> MissingSlots { get; private init; } = [];

    /// <summary>Raised risks that the question helps to settle, and whether they were confirmed.</summary>
    public IReadOnlyList<(RiskRuleDefinition Rule, bool Confirmed)> Risks { get; private init; } = [];

    /// <summary>The candidate with its arithmetic.</summary>
    public required CandidateDetails Chosen { get; init; }

    /// <summary>The eligible candidate that came second; null when there was none.</summary>
    public CandidateDetails? RunnerUp { get; private init; }

    /// <summary>The reasons behind <paramref name="record"/>; null when it chose no question of <paramref name="brain"/>.</summary>
    /// <param name="record">A decision made under the revision of <paramref name="brain"/>.</param>
    /// <param name="brain">The revision's brain.</param>
    public static DecisionReasons? Of(DecisionRecord record, CompiledBrain brain) => record.QuestionId is { } id ? Of(record.Details, id, brain) : null;

    /// <summary>The reasons why a candidate of a decision has its score, chosen or not; null when it is no question of <paramref name="brain"/>.</summary>
    /// <param name="details">A decision made under <paramref name="brain"/>.</param>
    /// <param name="questionId">Id of the candidate.</param>
    /// <param name="brain">The brain.</param>
    public static DecisionReasons? Of(DecisionDetails details, string questionId, CompiledBrain brain)
    {
        if (brain.FindQuestion(questionId) is not { } question)
            return null;
        var chosen = details.Candidates.FirstOrDefault(candidate => candidate.Id == questionId);
        return chosen is null ? null : new DecisionReasons
        {
            Chosen = chosen,
            RunnerUp = details.Candidates.FirstOrDefault(candidate => candidate.Id == details.RunnerUpId),
            MissingSlots =
            [
                .. question.SlotCoverage
                    .Where(key => !details.Inputs.Declined.Contains(key)
                        && (!details.Inputs.Values.TryGetValue(key, out var fact) || fact.Confidence < ConfidenceLevels.Missing))
                    .Select(brain.FindSlot)
                    .OfType<SlotDefinition>(),
            ],
            Risks =
            [
                .. details.Flags
                    .Where(flag => question.RiskCoverage.Contains(flag.Code))
                    .Select(flag => (Rule: brain.FindRisk(flag.Code)!, flag.Confirmed))
                    .Where(risk => risk.Rule is not null),
            ],
        };
    }
}
