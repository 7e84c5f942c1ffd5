namespace AgentBrain.Domain.Brain;

/// <summary>A mention of one item in another.</summary>
/// <param name="From">Where it is mentioned.</param>
/// <param name="To">What is mentioned: a slot, an option of a slot (member <c>options.…</c>), a question or a risk rule. For a risk that no rule has, the id is its code.</param>
public sealed record BrainReference(BrainAddress From, BrainAddress To);

/// <summary>Who mentions whom in a brain.</summary>
public static class BrainReferences
{
    /// <summary>All mentions in the order of the document.</summary>
    public static IEnumerable<BrainReference> Of(BrainDocument document) => Mentions(document).Select(mention => mention.Reference);

    // Whether a code is any rule's is told beside, because another rule's id may read the same.
    private static IEnumerable<(BrainReference Reference, bool NoSuchRisk)> Mentions(BrainDocument document)
    {
        var slots = new Dictionary<string, SlotDefinition>();
        foreach (var slot in document.Slots)
            slots.TryAdd(slot.Key, slot);
        var risks = new Dictionary<string, string>();
        foreach (var rule in document.RiskRules)
            risks.TryAdd(rule.Code, rule.Id);

        foreach (var slot in document.Slots)
        {
            foreach (var option in slot.Options)
            {
                foreach (var excluded in option.Excludes)
                    yield return (new(new(BrainSection.Slots, slot.Key, $"options.{option.Key}.excludes"), Option(slot.Key, excluded)), false);
            }
        }
        foreach (var question in document.Questions)
        {
            foreach (var slot in question.SlotCoverage)
                yield return (new(new(BrainSection.Questions, question.Id, "slot_coverage"), Slot(slot)), false);
            foreach (var code in question.RiskCoverage)
                yield return (new(new(BrainSection.Questions, question.Id, "risk_coverage"), new(BrainSection.RiskRules, risks.GetValueOrDefault(code, code))), !risks.ContainsKey(code));
        }
        foreach (var rule in document.RiskRules)
        {
            foreach (var reference in rule.RuleJson.Leaves.SelectMany(leaf => OfCondition(new(BrainSection.RiskRules, rule.Id, "rule_json"), leaf.Slot, leaf.Values)))
                yield return (reference, false);
        }
        foreach (var rule in document.SkipRules)
        {
            foreach (var reference in OfCondition(new(BrainSection.SkipRules, rule.Id, "condition_values"), rule.ConditionSlot, rule.ConditionValues))
                yield return (reference, false);
            foreach (var question in rule.SkipQuestionIds)
                yield return (new(new(BrainSection.SkipRules, rule.Id, "skip_question_ids"), new(BrainSection.Questions, question)), false);
        }
        foreach (var critical in document.Modes.Quick.CriticalSlots)
            yield return (new(new(BrainSection.Modes, BrainItems.QuickMode, "critical_slots"), Slot(critical.Id)), false);

        IEnumerable<BrainReference> OfCondition(BrainAddress from, string slot, IReadOnlyList<string> values)
        {
            yield return new(from, Slot(slot));

            // The values of a slot without options are anything that people say.
            if (slots.TryGetValue(slot, out var definition) && definition.Options.Count > 0)
            {
                foreach (var value in values)
                    yield return new(from, Option(slot, value));
            }
        }

        static BrainAddress Slot(string key) => new(BrainSection.Slots, key);

        static BrainAddress Option(string slot, string option) => new(BrainSection.Slots, slot, $"options.{option}");
    }

    /// <summary>The mentions of what does not exist.</summary>
    public static IReadOnlyList<BrainReference> Dangling(BrainDocument document)
    {
        var there = new HashSet<BrainAddress>();
        foreach (var slot in document.Slots)
        {
            there.Add(new(BrainSection.Slots, slot.Key));
            foreach (var option in slot.Options)
                there.Add(new(BrainSection.Slots, slot.Key, $"options.{option.Key}"));
        }
        foreach (var question in document.Questions)
            there.Add(new(BrainSection.Questions, question.Id));
        foreach (var rule in document.RiskRules)
            there.Add(new(BrainSection.RiskRules, rule.Id));
        return [.. Mentions(document).Where(mention => mention.NoSuchRisk || !there.Contains(mention.Reference.To)).Select(mention => mention.Reference).Distinct()];
    }

    /// <summary>The mentions of an item, or of one of its options, by other items.</summary>
    /// <param name="document">The brain.</param>
    /// <param name="item">A slot, a question or a risk rule; with the member <c>options.…</c> that option alone.</param>
    public static IReadOnlyList<BrainReference> To(BrainDocument document, BrainAddress item) =>
    [
        .. Of(document).Where(reference => item.Member is null
            ? reference.To.Section == item.Section && reference.To.Id == item.Id && !(reference.From.Section == item.Section && reference.From.Id == item.Id)
            : reference.To == item),
    ];

    /// <summary>
    /// What deleting an item takes along: rules whose condition rests on it cannot go on without it and go too, and so do the risks that
    /// they raise, and skip rules that would leave nothing out any more. Everything else that mentions one of these merely stops mentioning it;
    /// see <see cref="WithoutMentions"/>.
    /// </summary>
    /// <returns>The item itself first.</returns>
    public static IReadOnlyList<BrainAddress> TakenAlong(BrainDocument document, BrainAddress item)
    {
        var gone = new List<BrainAddress> { item with { Member = null } };
        for (var index = 0; index < gone.Count; index++)
        {
            gone.AddRange(To(document, gone[index])
                .Where(reference => reference.From is { Section: BrainSection.RiskRules } or { Section: BrainSection.SkipRules, Member: "condition_values" })
                .Select(reference => reference.From with { Member = null })
                .Where(rule => !gone.Contains(rule))
                .Distinct());
            gone.AddRange(document.SkipRules
                .Where(rule => rule.SkipQuestionIds.Count > 0 && rule.SkipQuestionIds.All(id => gone.Contains(new BrainAddress(BrainSection.Questions, id))))
                .Select(rule => new BrainAddress(BrainSection.SkipRules, rule.Id))
                .Where(rule => !gone.Contains(rule)));
        }
        return gone;
    }

    /// <summary>
    /// The document without <paramref name="items"/> and without any mention of them in coverages, lists of skipped questions and critical
    /// slots.
    /// </summary>
    public static BrainDocument WithoutMentions(BrainDocument document, IReadOnlyCollection<BrainAddress> items)
    {
        var slots = Ids(BrainSection.Slots);
        var questions = Ids(BrainSection.Questions);
        var rules = Ids(BrainSection.RiskRules);
        var codes = document.RiskRules.Where(rule => rules.Contains(rule.Id)).Select(rule => rule.Code).ToHashSet();
        var rest = document.Without(items);
        return rest with
        {
            Questions =
            [
                .. rest.Questions.Select(question => question with
                {
                    SlotCoverage = [.. question.SlotCoverage.Where(slot => !slots.Contains(slot))],
                    RiskCoverage = [.. question.RiskCoverage.Where(code => !codes.Contains(code))],
                }),
            ],
            SkipRules =
            [
                .. rest.SkipRules.Select(rule => rule with { SkipQuestionIds = [.. rule.SkipQuestionIds.Where(question => !questions.Contains(question))] }),
            ],
            Modes = rest.Modes with
            {
                Quick = rest.Modes.Quick with { CriticalSlots = [.. rest.Modes.Quick.CriticalSlots.Where(slot => !slots.Contains(slot.Id))] },
            },
        };

        HashSet<string> Ids(BrainSection section) => [.. items.Where(item => item.Section == section).Select(item => item.Id!)];
    }
}
