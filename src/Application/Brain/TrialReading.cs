using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Brain;

/// <summary>Reads a trial from the interview that it is, with its last decision above all.</summary>
internal sealed class TrialReading
{
    private readonly Session _session;
    private readonly CompiledBrain _brain;
    private readonly BrainWords _words;
    private readonly IReadOnlyList<DecisionRecord> _decisions;
    private readonly DecisionDetails _last;
    private readonly Dictionary<string, TimelineFact> _facts;

    public TrialReading(Session session, CompiledBrain brain)
    {
        (_session, _brain, _words) = (session, brain, new BrainWords(brain));
        _decisions = [.. session.Decisions.OrderBy(decision => decision.Sequence)];
        _last = _decisions[^1].Details;
        _facts = _words.Facts(session.State).ToDictionary(fact => fact.Key);
    }

    private IReadOnlyList<SlotDefinition> Slots => _brain.Document.Slots;

    public TrialView View(IReadOnlyList<TrialStep> steps, int applied, TrialMisfit? misfit) => new()
    {
        Steps = steps,
        Applied = applied,
        Misfit = misfit,
        Turns = [.. Turns()],
        Waiting = Waiting(),
        Ranking = [.. Ranking()],
        TieBreak = _last.TieBreak,
        Skipped = [.. Skipped()],
        WithoutRisk = [.. WithoutRisk()],
        Asked = [.. _last.Inputs.Asked.Select(Item)],
        Questions = [.. _brain.Document.Questions.Select(Item)],
        Disabled = [.. _brain.Document.Questions.Where(question => !question.Enabled).Select(Item)],
        Flags = [.. _last.Flags.Select(Flag)],
        End = End(),
        Facts = [.. Slots.Select(slot => _facts[slot.Key])],
        Slots = [.. Slots.Select(slot => Slot(slot, Languages.English))],
    };

    // Every step makes one decision, and what it brought stands in one entry.
    private IEnumerable<TrialTurn> Turns()
    {
        var messages = _session.Messages.OrderBy(message => message.Sequence).ToList();
        var step = 0;
        foreach (var entry in TimelineEntries.Of(_session, _words, new ContactMask(_session, StoredContact.None, visible: true), messages, _decisions, []))
        {
            if (entry.Event is TimelineEvent.Withdrawn or TimelineEvent.Stopped)
                yield return new TrialTurn(entry, null);
            else if (entry.Event != TimelineEvent.Question || entry.Answer is not null)
                yield return new TrialTurn(entry, step++);
        }
    }

    private TrialQuestion? Waiting()
    {
        if (_session.CurrentQuestion is not { } current || _brain.FindQuestion(current.Id) is not { } question)
            return null;
        return new TrialQuestion(
            current.Id,
            _session.State.AskedQuestionIds.Count,
            current.Text,
            ChoiceView.Of(_decisions[^1], _words),
            [.. question.SlotCoverage.Select(_brain.FindSlot).OfType<SlotDefinition>().Where(slot => slot.Options.Count > 0).Select(slot => Slot(slot, _session.Language))]);
    }

    private static TrialSlot Slot(SlotDefinition slot, string language) =>
        new(slot.Key, slot.Label.In(language), [.. slot.Options.Select(option => KeyValuePair.Create(option.Key, option.Label.In(language)))], slot.Measure);

    private IEnumerable<TrialCandidate> Ranking()
    {
        var before = _decisions.Count > 1 ? Places(_decisions[^2].Details) : [];
        foreach (var (id, position) in Places(_last).OrderBy(place => place.Value))
        {
            var reasons = DecisionReasons.Of(_last, id, _brain)!;
            yield return new TrialCandidate
            {
                Position = position,
                Before = before.TryGetValue(id, out var was) ? was : null,
                Candidate = new CandidateView(id, _words.Question(id), TermView.Of(reasons.Chosen.Terms, _brain), reasons.Chosen.Score),
                MissingSlots = reasons.MissingSlots.ToDictionary(slot => slot.Key, slot => _words.Slot(slot.Key)),
                Risks = [.. reasons.Risks.Select(risk => _words.Flag(risk.Rule.Code, risk.Rule.Severity, risk.Confirmed, null))],
            };
        }
    }

    // Candidates come in the order that settles ties, which sorting keeps.
    private static Dictionary<string, int> Places(DecisionDetails details) => details.Candidates
        .Where(candidate => candidate.Eligible)
        .OrderByDescending(candidate => candidate.Score)
        .Select((candidate, index) => (candidate.Id, Position: index + 1))
        .ToDictionary(place => place.Id, place => place.Position);

    private IEnumerable<TrialSkip> Skipped()
    {
        var skipped = _last.Candidates.Where(candidate => candidate.Reason == Eligibility.Skipped).ToLookup(candidate => candidate.SkippedBy, candidate => Item(candidate.Id));
        return
            from rule in _brain.Document.SkipRules
            where skipped.Contains(rule.Id)
            select new TrialSkip(
                rule.Id,
                ConditionText.Of(rule, Slots),
                rule.ConditionSlot,
                _words.Slot(rule.ConditionSlot),
                Fact(rule.ConditionSlot).Text,
                [.. skipped[rule.Id]]);
    }

    private IEnumerable<TrialUnraised> WithoutRisk() =>
        from candidate in _last.Candidates
        where candidate.Reason == Eligibility.RiskNotRaised
        let codes = _brain.FindQuestion(candidate.Id)!.RiskCoverage
        select new TrialUnraised(
            candidate.Id,
            _words.Question(candidate.Id),
            [.. _brain.Document.RiskRules.Where(rule => rule.Enabled && codes.Contains(rule.Code)).Select(rule => new TrialItem(rule.Id, ConditionText.Of(rule.RuleJson, Slots)))]);

    private TrialFlag Flag(RaisedFlag flag) => new(
        _words.Flag(flag.Code, flag.Severity, flag.Confirmed, null),
        _brain.FindRisk(flag.Code) is { } rule ? ConditionText.Of(rule.RuleJson, Slots) : "",
        [.. flag.Evidence.Distinct().Select(Fact)]);

    private TrialEnd End()
    {
        var missing = InterviewEngine.MissingCriticalSlots(_brain, _brain.Facts(_last.Inputs.Values, _last.Inputs.Declined));
        return new TrialEnd
        {
            Reason = _decisions[^1].StopReason,
            Critical = [.. _brain.Policy.CriticalSlots.Select(slot => new TrialCritical(Fact(slot.Id), slot.MinConfidence, !missing.Contains(slot)))],
            Asked = _last.Inputs.Asked.Count,
            MaxQuestions = _brain.Policy.Limits.MaxQuestions,
            LowInfoStreak = _last.Inputs.LowInfoStreak,
            LowInfoStreakMax = _brain.Policy.Limits.LowInfoStreakMax,
        };
    }

    // Rules may mention slots that are not defined: of those nothing is ever known.
    private TimelineFact Fact(string key) => _facts.TryGetValue(key, out var fact) ? fact : new TimelineFact(key, key, "", 0, false, false);

    private static TrialItem Item(QuestionDefinition question) => new(question.Id, question.Text.In(Languages.English));

    private TrialItem Item(string id) => new(id, _words.Question(id));
}
