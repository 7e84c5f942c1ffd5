using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// An answer with everything that was found in it: the brain's terms, the language's markers, and the clauses. One reading in one language; the stages
/// of understanding take it from here.
/// </summary>
internal sealed partial class AnnotatedAnswer
{
    /// <summary>How many tokens back a term is looked for that ends at a place.</summary>
    public const int LongestTerm = 8;

    private const int ShortestDeniedRest = 4;

    private readonly IReadOnlyCollection<string> _asked;
    private readonly Predicate<Term> _counts;
    private readonly Mention?[] _mentionAt;
    private readonly string?[] _topicAt;
    private readonly int[] _markerEnd;
    private readonly Marker[] _markers;
    private long _steps;

    // Where a term is looked for that may count because of what is near.
    private int _place;

    private AnnotatedAnswer(string text, List<Token> tokens, LanguageRules rules, IReadOnlyCollection<string> asked)
    {
        _asked = asked;
        _counts = Counts;
        Text = text;
        Tokens = tokens;
        Rules = rules;
        Clauses = new int[tokens.Count];
        _mentionAt = new Mention?[tokens.Count];
        _topicAt = new string?[tokens.Count];
        _markers = new Marker[tokens.Count];
        _markerEnd = new int[tokens.Count];
    }

    /// <summary>The answer as it was given.</summary>
    public string Text { get; }

    /// <summary>Its tokens.</summary>
    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The rules of the language in which it is read.</summary>
    public LanguageRules Rules { get; }

    /// <summary>The number of the clause that each token is in, rising from 0.</summary>
    public int[] Clauses { get; }

    /// <summary>How many tokens belong to terms and markers: how much of the text its language recognizes.</summary>
    public int Recognized { get; private set; }

    /// <summary>How many look-ups and moves reading has taken so far; grows with the length of the text and not faster.</summary>
    public long Steps => _steps;

    /// <summary>The terms found, in their order.</summary>
    public IEnumerable<Mention> Mentions => _mentionAt.OfType<Mention>();

    /// <summary>Finds terms, markers and clauses in <paramref name="tokens"/>.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="lexicon">The terms to look for.</param>
    /// <param name="rules">The language's markers.</param>
    /// <param name="askedSlots">The slots asked about: only for them do terms count that are clear only under their question, or that would otherwise decline to answer.</param>
    public static AnnotatedAnswer Create(
        string text, List<Token> tokens, Lexicon lexicon, LanguageRules rules, IReadOnlyCollection<string> askedSlots)
    {
        var answer = new AnnotatedAnswer(text, tokens, rules, askedSlots);
        answer.FindTopics(lexicon);
        answer.FindMentions(lexicon);
        answer.DropBareDenials();
        answer.FindMarkers();
        answer.FindClauses();
        answer.Recognized = answer._markers.Count(marker => marker != Marker.None) + answer.Mentions.Sum(mention => mention.End - mention.Start);
        return answer;
    }

    /// <summary>The marker that begins at <paramref name="token"/>; none outside the text.</summary>
    public Marker MarkerAt(int token) => token >= 0 && token < Tokens.Count ? _markers[token] : Marker.None;

    /// <summary>The token behind the marker that begins at <paramref name="token"/>.</summary>
    public int MarkerEnd(int token) => _markerEnd[token];

    /// <summary>The mention that begins at <paramref name="token"/>, or null.</summary>
    public Mention? MentionAt(int token) => _mentionAt[token];

    /// <summary>Counts a move.</summary>
    public void Step() => _steps++;

    /// <summary>Looks a phrase up.</summary>
    public PhraseMatch<T>? Find<T>(PhraseTrie<T> phrases, int token) => phrases.Longest(Tokens, token, ref _steps);

    // Whether a term says anything here: one that is clear only under its question does when that was asked, or when the answer names the slot shortly
    // before or after it: "as for the budget, it is flexible".
    private bool Counts(Term term) => !term.OnlyWhenAsked || _asked.Contains(term.Slot.Key) || IsAbout(_place, term.Slot.Key);

    private bool IsAbout(int place, string slot) =>
        _topicAt.AsSpan(Math.Max(0, place - LongestTerm)..Math.Min(Tokens.Count, place + LongestTerm)).Contains(slot);

    /// <summary>Where what was said before is replaced by what follows: at words of correction, and at denials that stand alone.</summary>
    public IReadOnlyList<int> Corrections
    {
        get
        {
            var corrections = new List<int>();
            for (var index = 0; index < Tokens.Count; index++)
            {
                if (_markers[index] == Marker.Correction || (_markers[index] is Marker.No or Marker.Not or Marker.Absent && IsAlone(index)))
                    corrections.Add(index);
            }
            return corrections;
        }
    }

    /// <summary>Whether the mention is said to be the only one: "only in winter".</summary>
    public bool IsOnly(Mention mention)
    {
        for (var before = mention.Start - 1; before >= Math.Max(0, mention.Start - 3); before--)
        {
            if (_markers[before] == Marker.Only)
                return true;
            if (_mentionAt[before] is not null || Tokens[before].Kind == TokenKind.Break)
                return false;
        }
        return MarkerAt(mention.End) == Marker.Only || (Find(Rules.Markers, mention.Start) is { } own && own.Values[0] == Marker.Only);
    }

    private bool IsAlone(int index) =>
        index > 0
        && Tokens[index - 1].Kind == TokenKind.Break
        && _markerEnd[index] < Tokens.Count
        && Tokens[_markerEnd[index]].Kind == TokenKind.Break;

    /// <summary>Whether the word before or in the mention says that it is a place: "in the village", "kaime".</summary>
    public bool IsPlace(Mention mention)
    {
        var last = Tokens[mention.End - 1];
        if (Rules.PlaceEnding is { } ending && last.Length > 2 && char.ToLowerInvariant(Text[last.End - 1]) == ending)
            return true;
        if (Find(Rules.Markers, mention.Start) is { } own && own.Values[0] == Marker.Place)
            return true;
        for (var before = mention.Start - 1; before >= Math.Max(0, mention.Start - 2); before--)
        {
            if (_mentionAt[before] is not null || Tokens[before].Kind == TokenKind.Break)
                return false;
            if (_markers[before] is Marker.Place or Marker.Behind)
                return true;
        }
        return false;
    }

    /// <summary>Whether the case of the mention is the one that a verb of absence demands; null when it does not tell.</summary>
    public bool? MayBeDenied(Mention mention) => Rules.IsDeniedCase(Tokens[mention.End - 1].Text);

    /// <summary>Whether the case of the mention is the one in which something stands that something else is behind.</summary>
    public bool MayStandBehind(Mention mention) => Rules.IsBehindCase(Tokens[mention.End - 1].Text);

    /// <summary>Takes a marker for none: what it denies is denied twice.</summary>
    public void Neutralize(int token) => _markers[token] = Marker.Neutral;
}
