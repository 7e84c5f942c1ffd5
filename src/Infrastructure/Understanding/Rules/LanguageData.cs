namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>
/// One language as data. Phrases follow the convention of a brain's terms: a word ending in <c>*</c> is a stem; the longest phrase at a place counts.
/// </summary>
internal sealed record LanguageData
{
    /// <summary>Words that act on their neighbours.</summary>
    public required IReadOnlyDictionary<Marker, string[]> Markers { get; init; }

    /// <summary>Words that act on the numbers next to them.</summary>
    public required IReadOnlyDictionary<NumberJoint, string[]> Joints { get; init; }

    /// <summary>Number words with their inflected forms.</summary>
    public required IReadOnlyList<(NumberWord Number, string[] Words)> Numbers { get; init; }

    /// <summary>Units that follow a number.</summary>
    public required IReadOnlyDictionary<CountedUnit, string[]> Units { get; init; }

    /// <summary>Units, and words with the force of one, that precede a number.</summary>
    public required IReadOnlyDictionary<CountedUnit, string[]> UnitsBefore { get; init; }

    /// <summary>The twelve months.</summary>
    public required IReadOnlyList<string[]> Months { get; init; }

    /// <summary>Words between a year and a month.</summary>
    public IReadOnlyList<string> YearWords { get; init; } = [];

    /// <summary>A prefix that denies the rest of a word.</summary>
    public string? NegatingPrefix { get; init; }

    /// <summary>Endings by which a word is known for a verb: of words with <see cref="NegatingPrefix"/>, or of those behind a denial.</summary>
    public IReadOnlyList<string> VerbEndings { get; init; } = [];

    /// <summary>Endings of nouns in the case that a verb of absence demands.</summary>
    public IReadOnlyList<string> DeniedEndings { get; init; } = [];

    /// <summary>Endings of nouns that cannot be in that case; of the endings that fit, the longest counts.</summary>
    public IReadOnlyList<string> NotDeniedEndings { get; init; } = [];

    /// <summary>Endings of nouns that something is behind; none where nouns do not tell.</summary>
    public IReadOnlyList<string> BehindEndings { get; init; } = [];

    /// <summary>The last letter of nouns that say where something is.</summary>
    public char? PlaceEnding { get; init; }

    /// <summary>The numbers that one word adds, each with its forms.</summary>
    public static IEnumerable<(NumberWord Number, string[] Words)> Simple(NumberRole role, params (decimal Value, string Forms)[] numbers) =>
        numbers.Select(number => (new NumberWord(number.Value, role), number.Forms.Split(' ')));

    /// <summary>Phrases that are numbers only before a multiplier.</summary>
    public static (NumberWord Number, string[] Words) Part(decimal value, params string[] phrases) => (new NumberWord(value, NumberRole.Part), phrases);

    /// <summary>Phrases that are a number.</summary>
    public static (NumberWord Number, string[] Words) Dozens(decimal value, params string[] phrases) => (new NumberWord(value, NumberRole.Unit), phrases);

    /// <summary>Phrases that add a half.</summary>
    public static (NumberWord Number, string[] Words) AndHalf(params string[] phrases) => (new NumberWord(0.5m, NumberRole.AndHalf), phrases);

    /// <summary>The numbers that are said of people only.</summary>
    public static IEnumerable<(NumberWord Number, string[] Words)> OfPeople(params (int Value, string Forms)[] numbers) =>
        numbers.Select(number => (new NumberWord(number.Value, NumberRole.Unit, CountsPeople: true), number.Forms.Split(' ')));
}

/// <summary>Units that are written alike in all languages.</summary>
internal static class CommonData
{
    /// <summary>Units that follow a number.</summary>
    public static IReadOnlyDictionary<CountedUnit, string[]> Units { get; } = new Dictionary<CountedUnit, string[]>
    {
        [CountedUnit.Celsius] = ["°", "°c", "°с", "° c", "° с", "℃", "c", "celsius"],
        [CountedUnit.SquareMetres] = ["m2", "m²", "м2", "м²", "sqm", "kvm", "m kv"],
        [CountedUnit.Euro] = ["€", "eur", "euro", "euros", "евро"],
        [CountedUnit.Metres] = ["m", "м"],
        [CountedUnit.Other] = ["%", "$", "£", "°f", "km", "cm", "mm", "kw", "kwh", "км", "см", "мм", "квт", "usd", "m3", "m³"],
    };

    /// <summary>Units that precede a number.</summary>
    public static IReadOnlyDictionary<CountedUnit, string[]> UnitsBefore { get; } = new Dictionary<CountedUnit, string[]>
    {
        [CountedUnit.Euro] = ["€", "eur"],
        [CountedUnit.Other] = ["$", "£"],
    };
}
