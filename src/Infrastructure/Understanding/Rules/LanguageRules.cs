using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>What is known of one language, whatever the interview is about: compiled <see cref="LanguageData"/>.</summary>
internal sealed class LanguageRules
{
    private static readonly Dictionary<string, LanguageRules> ByLanguage = new(StringComparer.Ordinal)
    {
        [Languages.Lithuanian] = new(Languages.Lithuanian, LithuanianData.Create()),
        [Languages.English] = new(Languages.English, EnglishData.Create()),
        [Languages.Russian] = new(Languages.Russian, RussianData.Create()),
    };

    private const int ShortestVerb = 2;

    private readonly IReadOnlyList<string> _verbEndings;
    private readonly IReadOnlyList<string> _behindEndings;
    private readonly List<(string Ending, bool IsDenied)> _caseEndings;

    private LanguageRules(string language, LanguageData data)
    {
        CommonWords = CommonWords.Of(language, inflects: data.DeniedEndings.Count > 0);
        _verbEndings = data.VerbEndings;
        _behindEndings = data.BehindEndings;
        _caseEndings = data.DeniedEndings.Select(ending => (ending, true))
            .Concat(data.NotDeniedEndings.Select(ending => (ending, false)))
            .OrderByDescending(entry => entry.Item1.Length)
            .ToList();
        NegatingPrefix = data.NegatingPrefix;
        PlaceEnding = data.PlaceEnding;
        foreach (var (marker, phrases) in data.Markers)
            AddAll(Markers, phrases, marker);
        foreach (var (joint, phrases) in data.Joints)
            AddAll(Joints, phrases, joint);
        foreach (var (word, words) in data.Numbers)
            AddAll(Numbers, words, word);
        foreach (var (unit, phrases) in data.Units)
            AddAll(Units, phrases, unit);
        foreach (var (unit, phrases) in CommonData.Units)
            AddAll(Units, phrases, unit);
        foreach (var (unit, phrases) in data.UnitsBefore)
            AddAll(UnitsBefore, phrases, unit);
        foreach (var (unit, phrases) in CommonData.UnitsBefore)
            AddAll(UnitsBefore, phrases, unit);
        AddAll(YearWords, data.YearWords, true);
        for (var month = 0; month < data.Months.Count; month++)
            AddAll(Months, data.Months[month], month + 1);
    }

    /// <summary>Words that are not to be taken for misspelt ones.</summary>
    public CommonWords CommonWords { get; }

    /// <summary>Words that act on their neighbours.</summary>
    public PhraseTrie<Marker> Markers { get; } = new();

    /// <summary>Words that act on the numbers next to them.</summary>
    public PhraseTrie<NumberJoint> Joints { get; } = new();

    /// <summary>Number words.</summary>
    public PhraseTrie<NumberWord> Numbers { get; } = new();

    /// <summary>Units that follow a number.</summary>
    public PhraseTrie<CountedUnit> Units { get; } = new();

    /// <summary>Units, and words with the force of one, that precede a number.</summary>
    public PhraseTrie<CountedUnit> UnitsBefore { get; } = new();

    /// <summary>Words between a year and a month.</summary>
    public PhraseTrie<bool> YearWords { get; } = new();

    /// <summary>Months, 1 to 12.</summary>
    public PhraseTrie<int> Months { get; } = new();

    /// <summary>A prefix that denies the rest of a word, or null.</summary>
    public string? NegatingPrefix { get; }

    /// <summary>The last letter of nouns that say where something is, or null.</summary>
    public char? PlaceEnding { get; }

    /// <summary>The rules of <paramref name="language"/>; of Lithuanian for an unknown one.</summary>
    public static LanguageRules Of(string language) =>
        ByLanguage.TryGetValue(language, out var rules) ? rules : ByLanguage[Languages.Lithuanian];

    /// <summary>Whether a word looks like a verb.</summary>
    public bool IsVerb(string word) =>
        word.Length >= ShortestVerb && _verbEndings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether a noun is in the case that a verb of absence demands; null when its ending does not tell.</summary>
    public bool? IsDeniedCase(string noun)
    {
        foreach (var (ending, isDenied) in _caseEndings)
        {
            if (noun.EndsWith(ending, StringComparison.Ordinal))
                return isDenied;
        }
        return null;
    }

    /// <summary>Whether a noun is in the case of what something is behind.</summary>
    public bool IsBehindCase(string noun) =>
        _behindEndings.Count == 0 || _behindEndings.Any(ending => noun.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Makes the words of the language known.</summary>
    public void AddWordsTo(Spelling spelling)
    {
        Markers.VisitWords(spelling.Add);
        Joints.VisitWords(spelling.Add);
        Numbers.VisitWords(spelling.Add);
        Units.VisitWords(spelling.Add);
        UnitsBefore.VisitWords(spelling.Add);
        Months.VisitWords(spelling.Add);
    }

    private static void AddAll<T>(PhraseTrie<T> trie, IEnumerable<string> phrases, T value)
    {
        foreach (var phrase in phrases)
            trie.Add(phrase, value);
    }
}
