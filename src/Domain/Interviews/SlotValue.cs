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

    /// <summary>Whether the respondent set it by hand; then no answer changes it.</summary>
    public bool SetByHand { get; init; }

    /// <summary>Statements that gave way to others which contradict them, oldest first.</summary>
    public IReadOnlyList<OverruledStatement> Overruled { get; init; } = [];

    /// <summary>Whether anything is known.</summary>
    [JsonIgnore]
    public bool HasValue => !string.IsNullOrEmpty(Value) && Value != Engine.SlotFact.Unknown;

    /// <summary>Its options and measures, one by one.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Parts => HasValue ? Value!.Split(", ", StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>
    /// Takes in what a newer answer says. A newer statement replaces an older one that it contradicts when it is at least as sure;
    /// statements that go together are joined. Whichever gives way is kept among <see cref="Overruled"/>.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="said">What the answer says about it.</param>
    /// <param name="questionId">Id of the answered question.</param>
    public SlotValue Merge(SlotDefinition slot, SlotStatements said, string questionId)
    {
        var entries = CurrentEntries().ToList();
        var overruled = Overruled.ToList();
        foreach (var denied in said.Denied)
        {
            var gone = entries.Where(entry => entry.Supports == denied.Key && denied.Confidence >= entry.Confidence).ToList();
            entries.RemoveAll(gone.Contains);
            overruled.AddRange(gone.Select(entry => new OverruledStatement(entry, questionId)));
        }
        foreach (var option in said.Options)
        {
            if (slot.FindOption(option.Supports) is not null)
                Place(option, entry => slot.AreExclusive(entry.Supports, option.Supports));
        }
        if (said.Measure is { } measure)
            Place(measure, entry => slot.FindOption(entry.Supports) is null);
        return FromEntries(slot, entries, overruled);

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
            if (contradicted.Find(entry => entry.Confidence > newer.Confidence) is { } surer)
            {
                overruled.Add(new OverruledStatement(newer, surer.QuestionId));
                return;
            }
            entries.RemoveAll(contradicted.Contains);
            overruled.AddRange(contradicted.Select(entry => new OverruledStatement(entry, questionId)));
            entries.Add(newer);
        }
    }

    /// <summary>What remains of it when an answer no longer counts.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="questionId">Id of the question that was answered.</param>
    internal SlotValue Without(SlotDefinition slot, string questionId) =>
        Evidence.Any(entry => entry.QuestionId == questionId)
            ? FromEntries(slot, [.. Evidence.Where(entry => entry.QuestionId != questionId)], [.. Overruled])
            : this;

    private static SlotValue FromEntries(SlotDefinition slot, List<SlotEvidence> entries, List<OverruledStatement> overruled)
    {
        if (entries.Count == 0)
            return overruled.Count == 0 ? Empty : new SlotValue { Overruled = overruled };
        var optionOrder = slot.Options.Select((option, index) => (option.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        // Measures have no place among the options: they follow them.
        var ordered = entries.OrderBy(entry => optionOrder.GetValueOrDefault(entry.Supports, int.MaxValue)).ToList();
        return new SlotValue
        {
            Value = string.Join(", ", ordered.Select(entry => entry.Supports)),
            Confidence = ordered.Max(entry => entry.Confidence),
            Evidence = ordered,
            Overruled = overruled,
        };
    }

    private IEnumerable<SlotEvidence> CurrentEntries()
    {
        if (!HasValue)
            return [];
        return Evidence.Count > 0
            ? Evidence
            : Parts.Select(part => new SlotEvidence(part, Confidence, null, null));
    }
}

/// <summary>The words on which one part of a slot's value rests.</summary>
/// <param name="Supports">The option's key or the measure's text.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="QuestionId">Id of the question that was answered; null when it is not known.</param>
/// <param name="Quote">The respondent's own words; null when they are not known.</param>
public sealed record SlotEvidence(string Supports, double Confidence, string? QuestionId, string? Quote);

/// <summary>A statement that gave way to one that contradicts it.</summary>
/// <param name="Statement">What was said.</param>
/// <param name="ByQuestionId">Id of the question whose answer overruled it; null when it is not known.</param>
public sealed record OverruledStatement(SlotEvidence Statement, string? ByQuestionId);
