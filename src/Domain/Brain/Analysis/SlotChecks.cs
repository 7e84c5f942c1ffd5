using System.Globalization;
using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Slots and their options.</summary>
internal static class SlotChecks
{
    private const decimal MostPriorityWeight = 9.99m;
    private const int ShownTerms = 3;

    public static void Check(Findings findings)
    {
        foreach (var slot in findings.Brain.Slots)
        {
            if (slot.PriorityWeight is < 0 or > MostPriorityWeight || decimal.Round(slot.PriorityWeight, 2) != slot.PriorityWeight)
            {
                findings.Add(
                    FindingKinds.PriorityWeightRange,
                    SlotAt(slot.Key, "priority_weight"),
                    $"The slot {Named(slot)} has the priority weight {slot.PriorityWeight.ToString(CultureInfo.InvariantCulture)}. Choose one from 0 to 9.99 with two decimals at most.");
            }
            if (slot.Options.Count == 0 && slot.Measure is null)
                findings.Add(FindingKinds.SlotNotFillable, SlotAt(slot.Key, "options"), $"The slot {Named(slot)} has neither options nor a measure, so that it stays empty whatever is said. Add options or a unit.");
            foreach (var option in slot.Options)
                Check(findings, slot, option);
            Contained(findings, slot);
            Terms(findings, slot);
        }
    }

    private static void Check(Findings findings, SlotDefinition slot, SlotOption option)
    {
        var at = SlotAt(slot.Key, $"options.{option.Key}");
        if (option.Key.Contains(',', StringComparison.Ordinal) || option.Key == Engine.SlotFact.Unknown || option.Key != option.Key.Trim())
            findings.Add(FindingKinds.UnusableOptionKey, at, $"The slot {Named(slot)} has an option with the key {Quoted(option.Key)}, which cannot stand in a value. Use letters, figures and underscores.");
        if (option.MeasureAtLeast is { } threshold && slot.Measure is null)
            findings.Add(FindingKinds.ThresholdWithoutMeasure, SlotAt(slot.Key, $"options.{option.Key}.measure_at_least"), $"The option {Named(option)} of the slot {Named(slot)} follows from {Figure(threshold)} or more, but the slot has no measure. Give the slot a unit, or remove the threshold.");
        if (option.MeasureAtLeast is null
            && option.Label.In(Languages.Lithuanian).Length == 0
            && new[] { option.Synonyms, option.WhenAsked, option.WhenDenied }.All(terms => Languages.All.All(language => terms.In(language).Count == 0)))
        {
            findings.Add(FindingKinds.OptionWithoutWords, at, $"Nothing that is said states the option {option.Key} of the slot {Named(slot)}: it has no label and no words in any language. Add some.");
        }
    }

    private static void Contained(Findings findings, SlotDefinition slot)
    {
        foreach (var shorter in slot.Options.Where(option => option.Key.Length > 0))
        {
            foreach (var longer in slot.Options.Where(option => option.Key.Length > shorter.Key.Length && option.Key.Contains(shorter.Key, StringComparison.OrdinalIgnoreCase)))
            {
                var deceived = LooksFor(findings.Brain, slot.Key, shorter.Key);
                findings.Add(
                    FindingKinds.OptionWithinOption,
                    SlotAt(slot.Key, $"options.{shorter.Key}"),
                    $"The option {shorter.Key} of the slot {Named(slot)} is part of the option {longer.Key}: a rule that asks for {shorter.Key} is true of {longer.Key} as well"
                        + $"{(deceived.Count == 0 ? "" : $", as happens to {Joined(deceived.Select(at => at.Id!).Distinct())}")}. Rename one of the two.",
                    [SlotAt(slot.Key, $"options.{longer.Key}"), .. deceived],
                    new Dictionary<string, string> { [slot.Key] = longer.Key });
            }
        }
    }

    private static List<BrainAddress> LooksFor(BrainDocument brain, string slot, string option) =>
    [
        .. brain.RiskRules
            .Where(rule => Logic.BrainStates.CanEvaluate(rule.RuleJson) && rule.RuleJson.Leaves.Any(leaf => LooksFor(leaf, slot, option)))
            .Select(rule => RiskAt(rule.Id, ConditionShape.Root)),
        .. brain.SkipRules
            .Where(rule => Logic.BrainStates.AsCondition(rule) is { } leaf && LooksFor(leaf, slot, option))
            .Select(rule => SkipAt(rule.Id, "condition_values")),
    ];

    private static bool LooksFor(SlotCondition leaf, string slot, string option) =>
        leaf.Slot == slot
        && leaf.Operator is ConditionOperator.ContainsAny or ConditionOperator.NotContainsAny
        && leaf.Values.Contains(option, StringComparer.OrdinalIgnoreCase);

    private static void Terms(Findings findings, SlotDefinition slot)
    {
        var shared = new Dictionary<(int One, int Other), List<string>>();
        foreach (var language in Languages.All)
        {
            var optionsOf = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
            foreach (var (index, option) in slot.Options.Index())
            {
                foreach (var term in option.Synonyms.In(language).Concat(option.WhenAsked.In(language)).Select(term => term.Trim()).Where(term => term.Length > 0))
                {
                    if (!optionsOf.TryGetValue(term, out var options))
                        optionsOf.Add(term, options = []);
                    foreach (var other in options.Where(other => other != index))
                    {
                        var pair = (other, index);
                        if (!shared.TryGetValue(pair, out var terms))
                            shared.Add(pair, terms = []);
                        if (!terms.Contains(term))
                            terms.Add(term);
                    }
                    if (!options.Contains(index))
                        options.Add(index);
                }
            }
        }
        foreach (var ((one, other), terms) in shared.OrderBy(pair => pair.Key.One).ThenBy(pair => pair.Key.Other))
        {
            var (first, second) = (slot.Options[one], slot.Options[other]);
            var contradict = slot.AreExclusive(first.Key, second.Key);

            // Whoever gives a whole phrase to both of two options that go together ("water and electricity") means it.
            if (!contradict)
                terms.RemoveAll(term => term.Contains(' ', StringComparison.Ordinal));
            if (terms.Count == 0)
                continue;
            var words = Joined(terms.Take(ShownTerms).Select(Quoted)) + (terms.Count > ShownTerms ? $" and {terms.Count - ShownTerms} more" : "");
            findings.Add(
                contradict ? FindingKinds.ContradictoryTerm : FindingKinds.SharedTerm,
                SlotAt(slot.Key, $"options.{second.Key}.synonyms"),
                $"The options {Named(first)} and {Named(second)} of the slot {Named(slot)} share {(terms.Count == 1 ? "a term" : "terms")}: {words}. "
                    + (contradict ? "They exclude each other, so leave that to one of them." : "Leave that to one option, unless whoever says so means both."),
                [SlotAt(slot.Key, $"options.{first.Key}.synonyms")]);
        }
    }
}
