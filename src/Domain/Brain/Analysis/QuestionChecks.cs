using AgentBrain.Domain.Brain.Analysis.Logic;
using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Whether questions can be asked, and whether what has to be known is asked for.</summary>
internal sealed class QuestionChecks(Findings findings, BrainStates states)
{
    private readonly BrainDocument _brain = findings.Brain;
    private readonly Asking[] _askings = Askings(findings.Brain, states);

    public void Check()
    {
        foreach (var question in _brain.Questions)
            Written(question);
        Ties();
        foreach (var asking in _askings)
            Reachable(asking);
        if (_askings.Length == 0)
            findings.Add(FindingKinds.NoQuestions, new BrainAddress(BrainSection.Questions), "No question is enabled, so that interviews end before they begin. Enable or add questions.");
        else if (!_askings.Any(asking => asking.MayBeAsked(new Dictionary<string, string>())))
            findings.Add(FindingKinds.NoFirstQuestion, new BrainAddress(BrainSection.Questions), "While nothing is known every question is left out or waits for a risk, so that interviews end before they begin. Let at least one question be asked at once.", witness: new Dictionary<string, string>());
        Slots();
        Risks();
    }

    private static Asking[] Askings(BrainDocument brain, BrainStates states)
    {
        var skips = new Dictionary<string, List<Reason>>(StringComparer.Ordinal);
        foreach (var rule in brain.SkipRules.Where(rule => rule.Enabled))
        {
            var condition = BrainStates.AsCondition(rule);
            var reason = new Reason(SkipAt(rule.Id), condition, condition is null ? states.Anything() : states.Of(condition));
            foreach (var id in rule.SkipQuestionIds.Distinct(StringComparer.Ordinal))
                (skips.TryGetValue(id, out var of) ? of : skips[id] = []).Add(reason);
        }
        var risks = brain.RiskRules.Where(rule => rule.Enabled).ToLookup(
            rule => rule.Code,
            rule => BrainStates.CanEvaluate(rule.RuleJson) ? new Reason(RiskAt(rule.Id), rule.RuleJson, states.Of(rule.RuleJson)) : new Reason(RiskAt(rule.Id), null, states.Anything()),
            StringComparer.Ordinal);
        return
        [
            .. brain.Questions.Where(question => question.Enabled).Select(question => new Asking(
                question,
                skips.GetValueOrDefault(question.Id, []),
                question.RequiresRisk ? [.. question.RiskCoverage.Distinct(StringComparer.Ordinal).SelectMany(code => risks[code])] : null)),
        ];
    }

    private void Written(QuestionDefinition question)
    {
        if (question.RoundHint is < 1 or > 3)
            findings.Add(FindingKinds.RoundHintRange, QuestionAt(question.Id, "round_hint"), $"The question {question.Id} belongs to round {question.RoundHint}. Choose round 1, 2 or 3, or none.");
        if (question.BasePriority is < 0 or > 100)
            findings.Add(FindingKinds.PriorityRange, QuestionAt(question.Id, "base_priority"), $"The question {question.Id} has the priority {question.BasePriority}; priorities usually lie between 0 and 100. Check the figure.");
        if (question is { SlotCoverage.Count: 0, RiskCoverage.Count: 0, RequiresRisk: false })
            findings.Add(FindingKinds.QuestionWithoutTopic, QuestionAt(question.Id, "slot_coverage"), $"The question {question.Id} is about no slot and no risk, so that nothing is expected of its answer. Name the slots that an answer fills.");
    }

    private void Ties()
    {
        var first = new Dictionary<string, QuestionDefinition>(StringComparer.Ordinal);
        foreach (var question in _askings.Select(asking => asking.Question).Where(question => question.SlotCoverage.Count + question.RiskCoverage.Count > 0))
        {
            var sameness = string.Join('\n', [
                $"{question.BasePriority} {question.RoundHint} {question.RequiresRisk}",
                .. question.SlotCoverage.Order(StringComparer.Ordinal),
                "",
                .. question.RiskCoverage.Distinct().Order(StringComparer.Ordinal),
            ]);
            if (!first.TryAdd(sameness, question) && first[sameness].Id != question.Id)
            {
                findings.Add(
                    FindingKinds.QuestionTie,
                    QuestionAt(question.Id, "base_priority"),
                    $"The questions {first[sameness].Id} and {question.Id} have the same priority ({question.BasePriority}), slots, risks and round, so that the order of their ids decides. Give them different priorities.",
                    [QuestionAt(first[sameness].Id, "base_priority")]);
            }
        }
    }

    private void Reachable(Asking asking)
    {
        var id = asking.Question.Id;
        if (asking.Risks is { Count: 0 })
        {
            findings.Add(
                FindingKinds.RiskNeeded,
                QuestionAt(id, "risk_coverage"),
                asking.Question.RiskCoverage.Count == 0
                    ? $"The question {id} waits for a risk but names none, so that it can never be asked. Name the risk that it clarifies, or let it be asked without one."
                    : $"The question {id} waits for {Joined(asking.Question.RiskCoverage, "or")}, and no enabled risk rule has that code, so that it can never be asked. Enable the rule, or let the question be asked without it.");
            return;
        }
        var parts = asking.Parts;
        if (parts.Count == 0 || !states.Solver.IsImpossible(parts))
            return;
        var conflict = states.Solver.SmallestConflict(parts);
        var skips = conflict.Where(index => index < asking.Skips.Count).Select(index => asking.Skips[index]).ToList();
        var risks = conflict.Contains(asking.Skips.Count) ? asking.Risks! : [];
        var causes = skips.Select((skip, index) => $"{skip.At.Id} {(index == 0 ? "leaves it out " : "")}when {Text(skip)}").ToList();
        if (risks.Count > 0)
            causes.Insert(0, $"it waits for {Joined(risks.Select(risk => $"{risk.At.Id}, raised only when {Text(risk)}"), "or")}");
        findings.Add(
            FindingKinds.QuestionUnreachable,
            QuestionAt(id),
            $"The question {id} can never be asked: {string.Join("; ", causes)}. Change {(skips.Count + risks.Count == 1 ? "that rule" : "one of these rules")}, or disable the question.",
            [.. skips.Select(skip => skip.At), .. risks.Select(risk => risk.At)]);

        string Text(Reason reason) => reason.Condition is null ? "its condition can be evaluated" : ConditionText.Of(reason.Condition, _brain.Slots);
    }

    private void Slots()
    {
        var policy = _brain.Modes.Quick;
        var critical = policy.CriticalSlots.Select(slot => slot.Id).ToHashSet(StringComparer.Ordinal);
        var mentioned = _brain.SkipRules.Select(rule => rule.ConditionSlot)
            .Concat(_brain.RiskRules.Where(rule => BrainStates.CanEvaluate(rule.RuleJson)).SelectMany(rule => rule.RuleJson.Leaves).Select(leaf => leaf.Slot))
            .ToHashSet(StringComparer.Ordinal);
        var asked = new Dictionary<string, List<Asking>>(StringComparer.Ordinal);
        foreach (var asking in _askings)
        {
            foreach (var key in asking.Question.SlotCoverage.Distinct(StringComparer.Ordinal))
                (asked.TryGetValue(key, out var of) ? of : asked[key] = []).Add(asking);
        }
        foreach (var slot in _brain.Slots.DistinctBy(slot => slot.Key))
        {
            if (asked.GetValueOrDefault(slot.Key) is { } askings)
            {
                if (critical.Contains(slot.Key) || slot.IsRequired)
                    Skippable(slot, askings, critical.Contains(slot.Key));
                continue;
            }
            var disabled = _brain.Questions.Where(question => !question.Enabled && question.SlotCoverage.Contains(slot.Key)).Select(question => QuestionAt(question.Id, "enabled")).ToList();
            var instead = disabled.Count == 0 ? "Add a question about it" : $"Enable {Joined(disabled.Select(at => at.Id!), "or")}, or add a question";
            if (critical.Contains(slot.Key))
                findings.Add(FindingKinds.CriticalSlotUncovered, QuickAt($"critical_slots.{slot.Key}"), $"The quick interview waits for the critical slot {Named(slot)}, but no enabled question covers it. {instead}, or take it off the list.", [SlotAt(slot.Key), .. disabled]);
            else if (slot.IsRequired && disabled.Count == 0)
                findings.Add(FindingKinds.RequiredSlotUncovered, SlotAt(slot.Key, "is_required"), $"The slot {Named(slot)} is required, but no question covers it. {instead}, or make the slot optional.");
            else if (slot.IsRequired)
                findings.Add(FindingKinds.RequiredSlotDisabled, SlotAt(slot.Key, "is_required"), $"The slot {Named(slot)} is required, but only disabled questions cover it. {instead}.", disabled);
            else if (mentioned.Contains(slot.Key))
                findings.Add(FindingKinds.SlotUncovered, SlotAt(slot.Key), $"No enabled question covers the slot {Named(slot)}, though rules look at it. {instead}.", disabled);
            else
                findings.Add(disabled.Count == 0 ? FindingKinds.SlotUnused : FindingKinds.SlotUncovered, SlotAt(slot.Key), $"{(disabled.Count == 0 ? "Nothing uses" : "No enabled question covers")} the slot {Named(slot)}. {instead}, or remove the slot.", disabled);
        }
    }

    // Whether there is a state without the slot's value in which none of the questions may be asked.
    private void Skippable(SlotDefinition slot, List<Asking> askings, bool isCritical)
    {
        var atoms = states.Solver.Find([states.Slot(slot.Key).HasNoValue, .. askings.Select(asking => asking.MayBeAsked().Not())], out _);
        if (atoms is null || states.TryWrite(atoms) is not { } texts || texts.ContainsKey(slot.Key) || askings.Exists(asking => asking.MayBeAsked(texts)))
            return;
        var rules = askings.SelectMany(asking => asking.Skips.Where(skip => skip.Condition is not null && BrainStates.Holds(skip.Condition, texts))).Select(skip => skip.At).Distinct().ToList();
        var waiting = askings.Where(asking => asking.Risks is { } risks && !risks.Exists(risk => risk.IsTrueOf(texts))).Select(asking => QuestionAt(asking.Question.Id)).ToList();
        findings.Add(
            isCritical ? FindingKinds.CriticalSlotSkippable : FindingKinds.RequiredSlotSkippable,
            SlotAt(slot.Key),
            $"The {(isCritical ? "critical" : "required")} slot {Named(slot)} may never be asked about: {Joined(askings.Select(asking => asking.Question.Id))} cannot be asked "
                + $"{(texts.Count == 0 ? "while nothing is known" : $"when {Joined(texts.Select(text => $"{text.Key} is {Quoted(text.Value)}"))}")}. "
                + $"{(rules.Count > 0 ? $"Narrow {Joined(rules.Select(at => at.Id!), "or")}, or add" : "Add")} a question that can always be asked.",
            [.. rules, .. waiting],
            texts);
    }

    private void Risks()
    {
        var covered = _askings.SelectMany(asking => asking.Question.RiskCoverage).ToHashSet(StringComparer.Ordinal);
        var asked = _askings.SelectMany(asking => asking.Question.SlotCoverage).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in _brain.RiskRules.Where(rule => rule.Enabled && !covered.Contains(rule.Code) && BrainStates.CanEvaluate(rule.RuleJson)))
        {
            if (rule.RuleJson.Leaves.Any(leaf => asked.Contains(leaf.Slot)))
                findings.Add(FindingKinds.RiskWithoutQuestion, RiskAt(rule.Id, "code"), $"No enabled question clarifies the risk {rule.Code}. Add one that covers it, if asking could settle the matter.");
            else
                findings.Add(FindingKinds.RiskUnresolvable, RiskAt(rule.Id, "code"), $"No enabled question covers the risk {rule.Code} or any slot on which it rests. Add a question about one of them.");
        }
    }

    /// <summary>A rule on which it depends whether a question may be asked.</summary>
    /// <param name="At">The rule.</param>
    /// <param name="Condition">Its condition; null when the engine cannot evaluate it.</param>
    /// <param name="Formula">When it is true.</param>
    private sealed record Reason(BrainAddress At, Condition? Condition, Formula Formula)
    {
        public bool IsTrueOf(IReadOnlyDictionary<string, string> texts) => Condition is not null && BrainStates.Holds(Condition, texts);
    }

    /// <summary>An enabled question and when it may be asked.</summary>
    /// <param name="Question">The question.</param>
    /// <param name="Skips">The rules that leave it out.</param>
    /// <param name="Risks">The rules of which one has to be raised; null when none has to.</param>
    private sealed record Asking(QuestionDefinition Question, List<Reason> Skips, List<Reason>? Risks)
    {
        /// <summary>What has to be true for it to be asked: one part per skip rule, then the risks.</summary>
        public IReadOnlyList<Formula> Parts => [.. Skips.Select(skip => skip.Formula.Not()), .. Risks is null ? Array.Empty<Formula>() : [Formula.Or(Risks.Select(risk => risk.Formula))]];

        public Formula MayBeAsked() => Formula.And(Parts);

        /// <summary>Whether it may be asked in this state. What cannot be evaluated is taken to allow it.</summary>
        public bool MayBeAsked(IReadOnlyDictionary<string, string> texts) =>
            !Skips.Exists(skip => skip.IsTrueOf(texts)) && (Risks is null || Risks.Exists(risk => risk.Condition is null || risk.IsTrueOf(texts)));
    }
}
