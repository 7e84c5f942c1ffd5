using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>A fact that a consultation needs, as a brain document states it.</summary>
public sealed record SlotDefinition
{
    /// <summary>Stable key, for example <c>stove_type</c>; at most <see cref="BrainLimits.SlotKeyLength"/> characters.</summary>
    public required string Key { get; init; }

    /// <summary>Lithuanian label.</summary>
    public string? LabelLt { get; init; }

    /// <summary>English label.</summary>
    public string? LabelEn { get; init; }

    /// <summary>Russian label.</summary>
    public string? LabelRu { get; init; }

    /// <summary>What the slot is about, for authors.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the consultation is incomplete without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Relative importance, 0 to 9.99; kept for legacy configurations.</summary>
    public decimal PriorityWeight { get; init; } = 1.0m;

    /// <summary>The quantity that an answer may state in figures; none when null.</summary>
    public MeasureUnit? Measure { get; init; }

    /// <summary>The canonical answers in the order in which a value lists them.</summary>
    public IReadOnlyList<SlotOption> Options { get; init; } = [];

    /// <summary>The label in all languages.</summary>
    [JsonIgnore]
    public LocalizedText Label => new(LabelLt, LabelEn, LabelRu);

    /// <summary>The option with this key, or null.</summary>
    public SlotOption? FindOption(string key) => Options.FirstOrDefault(option => option.Key == key);

    /// <summary>Whether two options of this slot cannot be true together.</summary>
    public bool AreExclusive(string one, string other) =>
        FindOption(one)?.Excludes.Contains(other) == true || FindOption(other)?.Excludes.Contains(one) == true;
}

/// <summary>A canonical answer to a slot.</summary>
public sealed record SlotOption
{
    /// <summary>Stable key, for example <c>soft_steam</c>. No option's key contains another's, because rules look for substrings.</summary>
    public required string Key { get; init; }

    /// <summary>Lithuanian label.</summary>
    public string? LabelLt { get; init; }

    /// <summary>English label.</summary>
    public string? LabelEn { get; init; }

    /// <summary>Russian label.</summary>
    public string? LabelRu { get; init; }

    /// <summary>Words and phrases that state this option. A word ending in <c>*</c> is a stem: any ending fits.</summary>
    public LocalizedTerms Synonyms { get; init; } = new();

    /// <summary>
    /// Further words and phrases that state this option, but only in answer to a question about its slot, because elsewhere they mean something
    /// else: "electricity" says what heats the stove only when that was asked.
    /// </summary>
    public LocalizedTerms WhenAsked { get; init; } = new();

    /// <summary>Words and phrases whose denial states this option: "no <i>sewage</i>" states <c>no_sewage</c>.</summary>
    public LocalizedTerms WhenDenied { get; init; } = new();

    /// <summary>Keys of options of the same slot that cannot be true together with this one. Read in both directions.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The option also follows from a measure of at least this many units (for example 8 people); null when it does not.</summary>
    public decimal? MeasureAtLeast { get; init; }

    /// <summary>The label in all languages.</summary>
    [JsonIgnore]
    public LocalizedText Label => new(LabelLt, LabelEn, LabelRu);
}

/// <summary>Quantities that understanding reads from an answer.</summary>
public enum MeasureUnit
{
    /// <summary>A number of people, written <c>6 people</c> or <c>4-6 people</c>.</summary>
    People,

    /// <summary>Degrees Celsius, written <c>70 °C</c> or <c>60-80 °C</c>.</summary>
    Celsius,

    /// <summary>Square metres, written <c>20 m²</c> or <c>20-30 m²</c>.</summary>
    SquareMetres,

    /// <summary>Euros, written <c>20000 EUR</c> or <c>15000-20000 EUR</c>.</summary>
    Euro,

    /// <summary>A calendar month, written <c>2027-05</c>.</summary>
    Month,
}
