using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

/// <summary>Holds what logical findings claim to what the engine does.</summary>
internal static class FindingClaims
{
    /// <summary>What the engine contradicts in this state; null when nothing.</summary>
    public static string? Contradicted(CompiledBrain brain, IEnumerable<Finding> findings, DecisionInputs state)
    {
        var raised = Raised(brain, state);
        var candidates = InterviewEngine.Decide(brain, state).Candidates;
        foreach (var finding in findings)
        {
            var id = finding.At.Id!;
            var isRisk = finding.At.Section == BrainSection.RiskRules;
            var holds = finding.Code switch
            {
                "rule-never-true" or "rule-contradictory" => !IsTrue(id),
                "rule-always-true" => IsTrue(id),
                "duplicate-rule" => IsTrue(id) == IsTrue(finding.Involved[0].Id!),
                "subsumed-rule" or "risk-within-risk" => !IsTrue(id) || IsTrue(finding.Involved[0].Id!),
                "question-unreachable" or "risk-needed" => !candidates.Any(candidate => candidate.Question.Id == id && candidate.Eligibility == Eligibility.Eligible),
                _ => true,
            };
            if (!holds)
                return $"{finding.Sentence} But: {Written(state)}";

            bool IsTrue(string rule) => isRisk ? raised.Contains(rule) : SkipRuleHolds(brain, rule, state);
        }
        return null;
    }

    /// <summary>What the engine does not show in the state that a finding brings as its witness; null when it shows it, or there is no witness.</summary>
    public static string? NotShown(CompiledBrain brain, Finding finding)
    {
        if (finding.Witness is not { } witness)
            return null;
        var state = new DecisionInputs { Values = witness.ToDictionary(value => value.Key, value => new SlotFact(value.Value, 0.85)) };
        var raised = Raised(brain, state);
        var isShown = finding.Code switch
        {
            "rule-always-true" or "duplicate-rule" or "subsumed-rule" or "risk-within-risk" => finding.Involved.Append(finding.At).All(at => IsTrue(at)),
            "required-slot-skippable" or "critical-slot-skippable" => !witness.ContainsKey(finding.At.Id!) && !MayBeAskedAbout(finding.At.Id!),
            "no-first-question" => InterviewEngine.Decide(brain, state).Candidates.All(candidate => candidate.Eligibility != Eligibility.Eligible),
            "option-within-option" => finding.Involved.Where(at => at.Section == BrainSection.SkipRules && Type(at) == "contains_any").All(at => IsTrue(at)),
            _ => throw new ArgumentException($"What shows {finding.Code}?", nameof(finding)),
        };
        return isShown ? null : $"{finding.Sentence} Not shown by: {Written(state)}";

        bool IsTrue(BrainAddress at) => at.Section == BrainSection.RiskRules ? raised.Contains(at.Id!) : SkipRuleHolds(brain, at.Id!, state);

        bool MayBeAskedAbout(string slot) => InterviewEngine.Decide(brain, state).Candidates
            .Any(candidate => candidate.Question.SlotCoverage.Contains(slot) && candidate.Eligibility == Eligibility.Eligible);

        string Type(BrainAddress at) => brain.Document.SkipRules.First(rule => rule.Id == at.Id).ConditionType;
    }

    private static HashSet<string> Raised(CompiledBrain brain, DecisionInputs state)
    {
        var codes = InterviewEngine.RaisedFlags(brain, brain.Facts(state)).Select(flag => flag.Code).ToHashSet();
        return [.. brain.Document.RiskRules.Where(rule => rule.Enabled && codes.Contains(rule.Code)).Select(rule => rule.Id)];
    }

    // Asks a brain that has this rule alone, and the question that it leaves out.
    private static bool SkipRuleHolds(CompiledBrain brain, string id, DecisionInputs state)
    {
        var rule = brain.Document.SkipRules.First(rule => rule.Id == id);
        var alone = new CompiledBrain(new BrainDocument { Questions = [TestBrain.Question("Q", 1)], SkipRules = [rule with { SkipQuestionIds = ["Q"] }] });
        return InterviewEngine.Decide(alone, state).Candidates.Single().Eligibility == Eligibility.Skipped;
    }

    private static string Written(DecisionInputs state) => string.Join("; ", state.Values.Select(value => $"{value.Key} = {value.Value.Value}"));
}
