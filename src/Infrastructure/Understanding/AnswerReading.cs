using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Understanding.Measures;
using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>Puts together what one reading of an answer says of each slot.</summary>
internal sealed class AnswerReading
{
    private readonly AnnotatedAnswer _answer;
    private readonly BrainDocument _brain;
    private readonly IReadOnlyCollection<string> _asked;
    private readonly bool _bareFigures;
    private readonly ClauseMood _mood;
    private readonly bool[] _digresses;

    // Who wavers between two has not declined.
    private readonly bool _declines;

    private AnswerReading(AnnotatedAnswer answer, BrainDocument brain, IReadOnlyCollection<string> asked, bool bareFigures)
    {
        _bareFigures = bareFigures;
        _answer = answer;
        _brain = brain;
        _asked = asked;
        DoubleNegation.Settle(answer);
        DenialResolver.Resolve(answer);
        var isUndecided = OpenChoices.Resolve(answer);
        _mood = ClauseMood.Read(answer);
        _declines = isUndecided ? _mood.IsIndifferent : _mood.Declines;
        _digresses = Digressions.Find(answer);
    }

    /// <summary>What an answer says.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="brain">The brain whose slots it may be about.</param>
    /// <param name="asked">Keys of the slots asked about.</param>
    /// <param name="bareFigures">Whether figures without a unit count where the question asks for one kind of measure.</param>
    public static Domain.Interviews.Understanding Of(
        AnnotatedAnswer answer, BrainDocument brain, IReadOnlyCollection<string> asked, bool bareFigures) =>
        new AnswerReading(answer, brain, asked, bareFigures).Read();

    private Domain.Interviews.Understanding Read()
    {
        var slots = new Dictionary<string, SlotFindings>(StringComparer.Ordinal);
        foreach (var mention in _answer.Mentions)
            Add(slots, mention);
        AddMeasures(slots);

        // What is taken back is taken back for all slots: "electric" was a stove and a fuel.
        var corrections = _answer.Corrections;
        var retracted = slots.Values.SelectMany(findings => findings.Retracted(corrections)).ToHashSet();
        foreach (var findings in slots.Values)
            findings.Retract(retracted);

        var understood = _brain.Slots
            .Where(slot => slots.ContainsKey(slot.Key))
            .Select(slot => slots[slot.Key].Understood(corrections))
            .OfType<UnderstoodSlot>()
            .ToList();
        return new() { Slots = understood, Declined = understood.Count == 0 && _declines };
    }

    private void Add(Dictionary<string, SlotFindings> slots, Mention mention)
    {
        if (mention.Stance == Stance.Open || _digresses[mention.Start])
            return;
        var isHedged = _mood.IsHedged(_answer.Clauses[mention.Start]);
        if (mention.Stance == Stance.Stated)
        {
            // Words that have a meaning of their own under this question have it here: "electricity" as a fuel says nothing of the plot.
            var claimed = mention.Stating.Any(term => term.OnlyWhenAsked && _asked.Contains(term.Slot.Key));
            foreach (var term in mention.Stating.Where(term => !claimed || _asked.Contains(term.Slot.Key)))
                Findings(slots, term.Slot).State(term.Option, Confidence(term.Slot, isHedged), Span(mention.Start, mention.End), mention.Start, _answer.IsOnly(mention), term.OnlyWhenAsked);
            foreach (var term in mention.Denying)
                Findings(slots, term.Slot).Deny(term.Option, Confidence(term.Slot, isHedged), Span(mention.Start, mention.End), mention.Start);
            return;
        }
        var denial = Span(Math.Min(mention.Start, mention.DenialStart), Math.Max(mention.End, mention.DenialEnd));
        foreach (var term in mention.Stating.Where(term => !IsBesideTheQuestion(mention, term)))
            Findings(slots, term.Slot).Deny(term.Option, Confidence(term.Slot, isHedged), denial, mention.Start);
        foreach (var term in mention.StatingWhenDenied.Where(term => !IsBesideTheQuestion(mention, term)))
            Findings(slots, term.Slot).StateByDenial(term.Option, Confidence(term.Slot, isHedged), denial, mention.Start);
    }

    // "Not electric, wood" about a stove rejects a kind of stove; that the place has no electricity does not follow.
    private bool IsBesideTheQuestion(Mention mention, Term term)
    {
        if (_asked.Contains(term.Slot.Key) || mention.StatingWhenDenied.All(implied => implied.Slot.Key != term.Slot.Key))
            return false;
        var others = mention.Stating.Where(denied => denied.Slot.Key != term.Slot.Key).ToList();
        return others.Exists(denied => mention.Denial == Marker.Not || _asked.Contains(denied.Slot.Key));
    }

    private void AddMeasures(Dictionary<string, SlotFindings> slots)
    {
        var measured = _brain.Slots.Where(slot => slot.Measure is not null).ToList();
        if (measured.Count == 0)
            return;
        var askedUnits = measured.Where(slot => _asked.Contains(slot.Key)).Select(slot => slot.Measure).Distinct().ToList();
        foreach (var measure in MeasureReader.Read(_answer, askedUnits.Count == 1 ? askedUnits[0] : null, _bareFigures))
        {
            var clause = _answer.Clauses[measure.Start];
            if (_mood.IsDeclined(clause) || _digresses[measure.Start])
                continue;
            foreach (var slot in SlotsOf(measure.Unit, measured))
            {
                var confidence = Confidence(slot, _mood.IsHedged(clause));
                Findings(slots, slot).Measure(measure, confidence, Span(measure.Start, measure.End));
            }
        }
    }

    // The slots asked about; else the only slot with this unit.
    private IEnumerable<SlotDefinition> SlotsOf(MeasureUnit unit, List<SlotDefinition> measured)
    {
        var fitting = measured.Where(slot => slot.Measure == unit).ToList();
        return fitting.Count == 1 ? fitting : fitting.Where(slot => _asked.Contains(slot.Key));
    }

    private double Confidence(SlotDefinition slot, bool isHedged) =>
        isHedged ? ConfidenceLevels.Hedged
        : _asked.Contains(slot.Key) ? ConfidenceLevels.Stated
        : ConfidenceLevels.InPassing;

    private EvidenceSpan Span(int start, int end)
    {
        var first = _answer.Tokens[start].Start;
        return new EvidenceSpan(first, _answer.Tokens[end - 1].End - first);
    }

    private static SlotFindings Findings(Dictionary<string, SlotFindings> slots, SlotDefinition slot)
    {
        if (!slots.TryGetValue(slot.Key, out var findings))
            slots.Add(slot.Key, findings = new SlotFindings(slot));
        return findings;
    }
}
