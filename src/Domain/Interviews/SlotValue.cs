using System.Text.Json.Serialization;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Interviews;

/// <summary>What is known of a slot in one interview, with the words it rests on. Immutable.</summary>
public sealed record SlotValue
{
    /// <summary>Nothing is known.</summary>
    public static SlotValue Empty { get; } = new();

    /// <summary>Option keys in their order, then measures, joined by <c>", "</c>; null when nothing is known.</summary>
    [JsonConverter(typeof(LenientTextConverter))]
    public string? Value { get; init; }

    /// <summary>0 to 1; that of the surest statement.</summary>
    public double Confidence { get; init; }

    /// <summary>One entry per option or measure of the value. Values taken over from the legacy service have none.</summary>
    public IReadOnlyList<SlotEvidence> Evidence { get; init; } = [];

    /// <summary>Whether anything is known.</summary>
    [JsonIgnore]
    public bool HasValue => !string.IsNullOrEmpty(Value) && Value != Engine.SlotFact.Unknown;

    /// <summary>
    /// Takes in what a newer answer says. A newer statement replaces an older one that it contradicts when it is at least as sure;
    /// statements that go together are joined.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="understood">What the answer says about it.</param>
    /// <param name="questionId">Id of the answered question.</param>
    /// <param name="answer">The answer's text, which the evidence quotes.</param>
    public SlotValue Merge(SlotDefinition slot, UnderstoodSlot understood, string questionId, string answer)
    {
        var entries = CurrentEntries()
            .Where(entry => !understood.Denied.Any(denied => denied.Key == entry.Supports && denied.Confidence >= entry.Confidence))
            .ToList();
        foreach (var option in understood.Options)
        {
            if (slot.Options.All(known => known.Key != option.Key))
                continue;
            Place(
                new SlotEvidence(option.Key, option.Confidence, questionId, option.Evidence.Of(answer)),
                entry => slot.AreExclusive(entry.Supports, option.Key));
        }
        if (understood.Measure is { } measure)
        {
            Place(
                new SlotEvidence(measure.Text, measure.Confidence, questionId, measure.Evidence.Of(answer)),
                entry => slot.Options.All(option => option.Key != entry.Supports));
        }
        return FromEntries(slot, entries);

        void Place(SlotEvidence newer, Func<SlotEvidence, bool> contradicts)
        {
            var same = entries.Find(entry => entry.Supports == newer.Supports);
            if (same is not null)
            {
                if (newer.Confidence > same.Confidence)
                    entries[entries.IndexOf(same)] = newer;
                return;
            }
            var contradicted = entries.Where(contradicts).ToList();
            if (contradicted.Exists(entry => entry.Confidence > newer.Confidence))
                return;
            entries.RemoveAll(contradicted.Contains);
            entries.Add(newer);
        }
    }

    private static SlotValue FromEntries(SlotDefinition slot, List<SlotEvidence> entries)
    {
        if (entries.Count == 0)
            return Empty;
        var optionOrder = slot.Options.Select((option, index) => (option.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        // Measures have no place among the options: they follow them.
        var ordered = entries.OrderBy(entry => optionOrder.GetValueOrDefault(entry.Supports, int.MaxValue)).ToList();
        return new SlotValue
        {
            Value = string.Join(", ", ordered.Select(entry => entry.Supports)),
            Confidence = ordered.Max(entry => entry.Confidence),
            Evidence = ordered,
        };
    }

    private IEnumerable<SlotEvidence> CurrentEntries()
    {
        if (!HasValue)
            return [];
        return Evidence.Count > 0
            ? Evidence
            : Value!.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => new SlotEvidence(part, Confidence, null, null));
    }
}

/// <summary>The words on which one part of a slot's value rests.</summary>
/// <param name="Supports">The option's key or the measure's text.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="QuestionId">Id of the question that was answered; null when it is not known.</param>
/// <param name="Quote">The respondent's own words; null when they are not known.</param>
public sealed record SlotEvidence(string Supports, double Confidence, string? QuestionId, string? Quote);
