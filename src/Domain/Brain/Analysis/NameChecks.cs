using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Ids, lengths and references between the parts of a brain.</summary>
internal static class NameChecks
{
    public static void Check(Findings findings)
    {
        var brain = findings.Brain;
        Ids(findings, BrainSection.Slots, "slot", [.. brain.Slots.Select(slot => slot.Key)], BrainLimits.SlotKeyLength);
        Ids(findings, BrainSection.Questions, "question", [.. brain.Questions.Select(question => question.Id)], BrainLimits.QuestionIdLength);
        Ids(findings, BrainSection.RiskRules, "risk rule", [.. brain.RiskRules.Select(rule => rule.Id)], BrainLimits.SlotKeyLength);
        Ids(findings, BrainSection.SkipRules, "skip rule", [.. brain.SkipRules.Select(rule => rule.Id)], BrainLimits.SkipRuleIdLength);
        Codes(findings);
        foreach (var slot in brain.Slots)
            Options(findings, slot);
        foreach (var slot in brain.Slots)
            Labels(findings, slot);
        References(findings);
    }

    private static void Ids(Findings findings, BrainSection section, string what, List<string> ids, int longest)
    {
        if (ids.Exists(string.IsNullOrWhiteSpace))
            findings.Add(FindingKinds.MissingId, new BrainAddress(section, ""), $"A {what} has no id. Give it one.");
        foreach (var id in Twice(ids))
            findings.Add(FindingKinds.DuplicateId, new BrainAddress(section, id), $"There are two {what}s with the id {id}. Rename one of them or remove it.");
        foreach (var id in ids.Where(id => id.Length > longest).Distinct())
            findings.Add(FindingKinds.TooLong, new BrainAddress(section, id), $"The id of the {what} {id} has {id.Length} characters; at most {longest} fit.");
        foreach (var id in ids.Where(id => !string.IsNullOrWhiteSpace(id) && !BrainLimits.IsUsableId(id)).Distinct())
            findings.Add(FindingKinds.UnusableId, new BrainAddress(section, id), $"The id {Quoted(id)} of a {what} cannot stand in an address. Use letters a to z, digits, _ and - instead, and not the word new alone.");
    }

    private static void Codes(Findings findings)
    {
        var rules = findings.Brain.RiskRules;
        foreach (var rule in rules.Where(rule => string.IsNullOrWhiteSpace(rule.Code)))
            findings.Add(FindingKinds.MissingId, RiskAt(rule.Id, "code"), $"The risk rule {rule.Id} has no code, so that no question can refer to it. Give it one.");
        foreach (var group in rules.Where(rule => !string.IsNullOrWhiteSpace(rule.Code)).GroupBy(rule => rule.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var ids = group.Select(rule => rule.Id).ToList();
            findings.Add(
                FindingKinds.DuplicateId,
                RiskAt(ids[^1], "code"),
                $"The risk rules {Joined(ids)} have the same code {group.Key}. Give each a code of its own.",
                [.. ids[..^1].Select(id => RiskAt(id, "code"))]);
        }
        foreach (var rule in rules.Where(rule => rule.Code.Length > BrainLimits.SlotKeyLength))
            findings.Add(FindingKinds.TooLong, RiskAt(rule.Id, "code"), $"The code of the risk rule {rule.Id} has {rule.Code.Length} characters; at most {BrainLimits.SlotKeyLength} fit.");
    }

    private static void Options(Findings findings, SlotDefinition slot)
    {
        var keys = slot.Options.Select(option => option.Key).ToList();
        if (keys.Exists(string.IsNullOrWhiteSpace))
            findings.Add(FindingKinds.MissingId, SlotAt(slot.Key, "options"), $"An option of the slot {Named(slot)} has no key. Give it one.");
        foreach (var key in Twice(keys))
            findings.Add(FindingKinds.DuplicateId, SlotAt(slot.Key, $"options.{key}"), $"The slot {Named(slot)} has two options with the key {key}. Rename one of them or remove it.");
        foreach (var option in slot.Options)
        {
            var at = SlotAt(slot.Key, $"options.{option.Key}.excludes");
            foreach (var unknown in option.Excludes.Distinct().Where(key => !keys.Contains(key)))
                findings.Add(FindingKinds.ExcludesUnknownOption, at, $"The option {Named(option)} of the slot {Named(slot)} excludes {Quoted(unknown)}, which is no option of that slot. Correct the key, or take it off the list.");
            if (option.Excludes.Contains(option.Key))
                findings.Add(FindingKinds.ExcludesItself, at, $"The option {Named(option)} of the slot {Named(slot)} excludes itself. Take it off its own list; perhaps another option was meant.");
            Repeated(findings, at, option.Excludes, $"The option {Named(option)} of the slot {Named(slot)} excludes", "");
        }
    }

    private static void Labels(Findings findings, SlotDefinition slot)
    {
        foreach (var (language, label) in InLanguages(slot.Label).Where(pair => pair.Text?.Length > BrainLimits.LabelLength))
        {
            findings.Add(
                FindingKinds.TooLong,
                SlotAt(slot.Key, $"label_{language}"),
                $"The {LanguageName(language)} label of the slot {slot.Key} has {label!.Length} characters; at most {BrainLimits.LabelLength} fit.");
        }
    }

    private static void References(Findings findings)
    {
        var brain = findings.Brain;
        var slots = brain.Slots.Select(slot => slot.Key).ToHashSet(StringComparer.Ordinal);
        var questions = brain.Questions.Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        var codes = brain.RiskRules.Select(rule => rule.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var question in brain.Questions)
        {
            foreach (var key in question.SlotCoverage.Distinct().Where(key => !slots.Contains(key)))
                findings.Add(FindingKinds.UnknownSlot, QuestionAt(question.Id, "slot_coverage"), $"The question {question.Id} covers the slot {Quoted(key)}, which does not exist. Correct the key, or add the slot.");
            foreach (var code in question.RiskCoverage.Distinct().Where(code => !codes.Contains(code)))
                findings.Add(FindingKinds.UnknownRisk, QuestionAt(question.Id, "risk_coverage"), $"The question {question.Id} covers the risk {Quoted(code)}, which does not exist. Correct the code, or take it off the list.");
            Repeated(findings, QuestionAt(question.Id, "slot_coverage"), question.SlotCoverage, $"The question {question.Id} covers the slot", ", so that it counts twice in the score");
            Repeated(findings, QuestionAt(question.Id, "risk_coverage"), question.RiskCoverage, $"The question {question.Id} covers the risk", "");
        }
        foreach (var rule in brain.SkipRules)
        {
            foreach (var id in rule.SkipQuestionIds.Distinct().Where(id => !questions.Contains(id)))
                findings.Add(FindingKinds.UnknownQuestion, SkipAt(rule.Id, "skip_question_ids"), $"The skip rule {rule.Id} leaves out the question {Quoted(id)}, which does not exist. Correct the id, or take it off the list.");
            if (!slots.Contains(rule.ConditionSlot))
                findings.Add(FindingKinds.UnknownSlot, SkipAt(rule.Id, "condition_slot"), $"The skip rule {rule.Id} looks at the slot {Quoted(rule.ConditionSlot)}, which does not exist. Correct the key, or add the slot.");
            Repeated(findings, SkipAt(rule.Id, "skip_question_ids"), rule.SkipQuestionIds, $"The skip rule {rule.Id} leaves out the question", "");
        }
        foreach (var critical in brain.Modes.Quick.CriticalSlots.Select(slot => slot.Id).Distinct().Where(key => !slots.Contains(key)))
            findings.Add(FindingKinds.UnknownSlot, QuickAt($"critical_slots.{critical}"), $"The quick interview waits for the critical slot {Quoted(critical)}, which does not exist, so that only its limits end it. Correct the key, or take it off the list.");
    }

    private static void Repeated(Findings findings, BrainAddress at, IReadOnlyList<string> entries, string subject, string consequence)
    {
        foreach (var entry in Twice(entries))
            findings.Add(FindingKinds.RepeatedEntry, at, $"{subject} {entry} more than once{consequence}. Remove the repetition.");
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.Where(name => !string.IsNullOrWhiteSpace(name)).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
