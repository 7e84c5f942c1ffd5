using AgentBrain.Domain.Brain.Analysis.Logic;
using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Risk rules and skip rules: what they look for, whether they can be true and false, and whether they do what others do already.</summary>
internal sealed class RuleChecks(Findings findings, BrainStates states)
{
    private readonly BrainDocument _brain = findings.Brain;
    private readonly Dictionary<string, SlotDefinition> _slots =
        findings.Brain.Slots.GroupBy(slot => slot.Key, StringComparer.Ordinal).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    public void Check()
    {
        foreach (var rule in _brain.RiskRules)
            Written(rule);
        foreach (var rule in _brain.SkipRules)
            Written(rule);

        var risks = new List<Rule>();
        foreach (var rule in _brain.RiskRules.Where(rule => rule.Enabled && BrainStates.CanEvaluate(rule.RuleJson)))
        {
            if (IsComplete(BrainSection.RiskRules, rule.Id) && CanDiffer(rule) is { } checkedRule)
                risks.Add(checkedRule);
        }
        Compare(risks, (one, other) => true, Risks);

        var skips = new List<Rule>();
        foreach (var rule in _brain.SkipRules.Where(rule => rule.Enabled))
        {
            if (IsComplete(BrainSection.SkipRules, rule.Id) && CanDiffer(rule) is { } checkedRule)
                skips.Add(checkedRule);
        }
        Compare(skips, (one, other) => one.Effects.IsSubsetOf(other.Effects), Skips);
    }

    private void Written(RiskRuleDefinition rule)
    {
        if (rule.Severity is not ("low" or "medium" or "high"))
            findings.Add(FindingKinds.UnknownSeverity, RiskAt(rule.Id, "severity"), $"The risk rule {rule.Id} has the severity {Quoted(rule.Severity)}. Use low, medium or high.");
        if (rule.Severity.Length > BrainLimits.SeverityLength)
            findings.Add(FindingKinds.TooLong, RiskAt(rule.Id, "severity"), $"The severity of the risk rule {rule.Id} has {rule.Severity.Length} characters; at most {BrainLimits.SeverityLength} fit.");
        if (ConditionShape.Depth(rule.RuleJson) > ConditionShape.MostLevels)
        {
            findings.Add(FindingKinds.ConditionTooDeep, RiskAt(rule.Id, ConditionShape.Root), $"The condition of the risk rule {rule.Id} has more than {ConditionShape.MostLevels} groups inside each other. Take it apart.");
            return;
        }
        var isLaidOut = BrainStates.CanEvaluate(rule.RuleJson);
        foreach (var (part, path) in ConditionShape.PartsOf(rule.RuleJson))
        {
            var at = RiskAt(rule.Id, path);
            if (part is AllOf { Parts.Count: 0 } or AnyOf { Parts.Count: 0 })
                findings.Add(FindingKinds.EmptyCondition, at, $"The risk rule {rule.Id} has a group without conditions. Add a condition, or remove the group.");
            if (part is not SlotCondition leaf)
                continue;
            if (!Enum.IsDefined(leaf.Operator))
                findings.Add(FindingKinds.UnknownOperator, at, $"The risk rule {rule.Id} compares in a way that does not exist. Use contains_any, not_contains_any, equals_any or not_equals_any.");
            if (!_brain.Slots.Any(slot => slot.Key == leaf.Slot))
                findings.Add(FindingKinds.UnknownSlot, at, $"The risk rule {rule.Id} looks at the slot {Quoted(leaf.Slot)}, which does not exist. Correct the key, or add the slot.");
            Values(leaf, at, $"The risk rule {rule.Id}", isLaidOut);
        }
    }

    private void Written(SkipRuleDefinition rule)
    {
        var condition = BrainStates.AsCondition(rule);
        if (condition is null)
            findings.Add(FindingKinds.UnknownOperator, SkipAt(rule.Id, "condition_type"), $"The skip rule {rule.Id} compares by {Quoted(rule.ConditionType)}, which does not exist. Use contains_any, not_contains_any, equals_any or not_equals_any.");
        Values(condition ?? new SlotCondition(rule.ConditionSlot, ConditionOperator.ContainsAny, rule.ConditionValues), SkipAt(rule.Id, "condition_values"), $"The skip rule {rule.Id}", condition is not null);

        var disabled = _brain.Questions.Where(question => !question.Enabled).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        if (rule.SkipQuestionIds.Count == 0)
            findings.Add(FindingKinds.SkipNothing, SkipAt(rule.Id, "skip_question_ids"), $"The skip rule {rule.Id} leaves no question out. List the questions that it is for, or remove it.");
        else if (rule.Enabled && rule.SkipQuestionIds.All(disabled.Contains))
            findings.Add(FindingKinds.SkipNothing, SkipAt(rule.Id, "skip_question_ids"), $"All questions that the skip rule {rule.Id} leaves out are disabled. Enable one of them, or disable the rule.");
    }

    private void Values(SlotCondition leaf, BrainAddress at, string subject, bool isLaidOut)
    {
        if (leaf.Values.Count == 0)
            findings.Add(FindingKinds.EmptyValues, at, $"{subject} compares the slot {Quoted(leaf.Slot)} with nothing. Pick at least one option.");
        if (leaf.Values.Any(string.IsNullOrEmpty))
            findings.Add(FindingKinds.BlankValue, at, $"{subject} compares the slot {Quoted(leaf.Slot)} with an empty text. Pick an option instead.");
        if (!isLaidOut || !_slots.TryGetValue(leaf.Slot, out var slot) || slot.Options.Count == 0)
            return;
        var isWhole = leaf.Operator is ConditionOperator.EqualsAny or ConditionOperator.NotEqualsAny;
        foreach (var value in leaf.Values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var lowered = value.ToLowerInvariant();
            if (isWhole ? !states.Slot(leaf.Slot).CanEqual(lowered) : !states.Slot(leaf.Slot).CanContain(lowered))
            {
                findings.Add(FindingKinds.UnknownOption, at, $"{subject} looks for {Quoted(value)} in the slot {Named(slot)}, which never has it. Pick one of its options: {Joined(slot.Options.Select(option => option.Key), "or")}.");
            }
            else if (!isWhole
                && !slot.Options.Any(option => option.Key.Equals(value, StringComparison.OrdinalIgnoreCase))
                && slot.Options.Where(option => option.Key.Contains(value, StringComparison.OrdinalIgnoreCase)).Select(option => option.Key).ToList() is { Count: > 0 } met)
            {
                findings.Add(FindingKinds.PartialOption, at, $"{subject} looks for {Quoted(value)} in the slot {Named(slot)}, which is part of {Joined(met)}. Name the options if you do not mean all of them.");
            }
        }
    }

    // What is written incompletely is reported as that.
    private bool IsComplete(BrainSection section, string id) =>
        !findings.Has(FindingKinds.EmptyCondition, section, id) && !findings.Has(FindingKinds.EmptyValues, section, id) && !findings.Has(FindingKinds.BlankValue, section, id);

    // A rule that is sometimes true and sometimes false, or null with a finding.
    private Rule? CanDiffer(RiskRuleDefinition rule)
    {
        var formula = states.Of(rule.RuleJson);
        var at = RiskAt(rule.Id, ConditionShape.Root);
        var example = states.Solver.Find([formula], out var isNever);
        if (isNever)
        {
            var parts = ConditionShape.JoinedParts(rule.RuleJson).ToList();
            var conflict = states.Solver.SmallestConflict([.. parts.Select(part => states.Of(part.Part))]).Select(index => parts[index]).ToList();
            if (conflict.Count == 1)
            {
                findings.Add(
                    FindingKinds.RuleNeverTrue,
                    RiskAt(rule.Id, conflict[0].Path),
                    $"The risk rule {rule.Id} can never be true, because this never is: {Text(conflict[0].Part)}. Correct the condition, or remove the rule.",
                    [at]);
            }
            else
            {
                findings.Add(
                    FindingKinds.RuleContradictory,
                    at,
                    $"The risk rule {rule.Id} can never be true, because these cannot be true together: {string.Join("; ", conflict.Select(part => Text(part.Part)))}. Change one of them.",
                    [.. conflict.Select(part => RiskAt(rule.Id, part.Path))]);
            }
            return null;
        }
        if (states.Solver.IsImpossible(formula.Not()))
        {
            findings.Add(FindingKinds.RuleAlwaysTrue, at, $"The risk rule {rule.Id} is true in every interview, even while nothing is known: {Text(rule.RuleJson)}. Correct the condition, or remove the rule.", witness: Nothing);
            return null;
        }
        Parts(rule);
        return new Rule(at, rule.RuleJson, formula, example, new HashSet<string>());
    }

    private Rule? CanDiffer(SkipRuleDefinition rule)
    {
        if (BrainStates.AsCondition(rule) is not { } condition)
            return null;
        var formula = states.Of(condition);
        var at = SkipAt(rule.Id, "condition_values");
        var example = states.Solver.Find([formula], out var isNever);
        if (isNever)
        {
            findings.Add(FindingKinds.RuleNeverTrue, at, $"The skip rule {rule.Id} can never be true: {Text(condition)}. Correct the condition, or remove the rule.");
            return null;
        }
        if (states.Solver.IsImpossible(formula.Not()))
        {
            findings.Add(FindingKinds.RuleAlwaysTrue, at, $"The skip rule {rule.Id} is true in every interview, even while nothing is known: {Text(condition)}. Correct the condition, or remove the rule.", witness: Nothing);
            return null;
        }
        var enabled = _brain.Questions.Where(question => question.Enabled).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        return new Rule(at, condition, formula, example, rule.SkipQuestionIds.Where(enabled.Contains).ToHashSet(StringComparer.Ordinal));
    }

    private void Parts(RiskRuleDefinition rule)
    {
        var reported = new List<string>();
        foreach (var (part, path) in ConditionShape.PartsOf(rule.RuleJson).Skip(1))
        {
            if (reported.Exists(outer => path.StartsWith(outer + ".", StringComparison.Ordinal)))
                continue;
            var formula = states.Of(part);
            if (states.Solver.IsImpossible(formula))
                Add(FindingKinds.PartNeverTrue, "never");
            else if (states.Solver.IsImpossible(formula.Not()))
                Add(FindingKinds.PartAlwaysTrue, "always");

            void Add(FindingKind kind, string when)
            {
                reported.Add(path);
                findings.Add(kind, RiskAt(rule.Id, path), $"A part of the risk rule {rule.Id} is {when} true: {Text(part)}. Correct it, or remove it.", [RiskAt(rule.Id, ConditionShape.Root)]);
            }
        }
    }

    // For each rule those of the others that are true whenever it is.
    private void Compare(List<Rule> rules, Func<Rule, Rule, bool> isOfInterest, Action<Rule, Rule, bool> report)
    {
        var slots = rules.ConvertAll(rule => rule.Condition.Leaves.Select(leaf => leaf.Slot).ToHashSet(StringComparer.Ordinal));
        for (var one = 0; one < rules.Count; one++)
        {
            for (var other = 0; other < rules.Count; other++)
            {
                // Rules about different slots come true independently of each other.
                if (one == other || !isOfInterest(rules[one], rules[other]) || !slots[one].Overlaps(slots[other]) || !Implies(rules[one], rules[other]))
                    continue;
                var areEqual = isOfInterest(rules[other], rules[one]) && Implies(rules[other], rules[one]);
                if (!areEqual || other < one)
                    report(rules[one], rules[other], areEqual);
                if (areEqual && other < one)
                    break;
            }
        }
    }

    private bool Implies(Rule one, Rule other) =>
        // An example of the one that is none of the other settles most pairs.
        (one.Example is null || other.Formula.IsTrueIn(one.Example)) && states.Solver.IsImpossible(one.Formula, other.Formula.Not());

    private void Risks(Rule one, Rule other, bool areEqual)
    {
        if (areEqual)
            findings.Add(FindingKinds.DuplicateRule, one.At, $"The risk rules {other.At.Id} and {one.At.Id} are always raised together: {Text(one.Condition)}. Keep one of them, or tell them apart.", [other.At], Both(one, other));
        else
            findings.Add(FindingKinds.RiskWithinRisk, one.At, $"Whenever the risk rule {one.At.Id} is raised, {other.At.Id} is raised as well. Tell them apart, unless the one is a graver case of the other.", [other.At], Both(one, other));
    }

    private void Skips(Rule one, Rule other, bool areEqual)
    {
        if (one.Effects.Count == 0)
            return;
        if (areEqual)
            findings.Add(FindingKinds.DuplicateRule, one.At, $"The skip rules {other.At.Id} and {one.At.Id} leave the same questions out at the same time: when {Text(one.Condition)}. Keep one of them.", [other.At], Both(one, other));
        else
            findings.Add(FindingKinds.SubsumedRule, one.At, $"The skip rule {one.At.Id} does nothing that {other.At.Id} does not do already: whenever it is true the other is, and leaves the same questions out. Remove it, or correct its condition.", [other.At], Both(one, other));
    }

    // A state in which both are true.
    private SortedDictionary<string, string>? Both(Rule one, Rule other)
    {
        if (states.Solver.Find([one.Formula, other.Formula], out _) is not { } atoms || states.TryWrite(atoms) is not { } texts)
            return null;
        return BrainStates.Holds(one.Condition, texts) && BrainStates.Holds(other.Condition, texts) ? texts : null;
    }

    private string Text(Condition condition) => ConditionText.Of(condition, _brain.Slots);

    private static Dictionary<string, string> Nothing => [];

    private sealed record Rule(BrainAddress At, Condition Condition, Formula Formula, HashSet<int>? Example, HashSet<string> Effects);
}
