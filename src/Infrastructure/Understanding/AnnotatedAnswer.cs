using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// An answer with everything that was found in it: the brain's terms, the language's markers, and the clauses. One reading in one language; the stages
/// of understanding take it from here.
/// </summary>
internal sealed class AnnotatedAnswer
{
    /// <summary>How many tokens back a term is looked for that ends at a place.</summary>
    public const int LongestTerm = 8;

    private const int ShortestDeniedRest = 4;

    private readonly Mention?[] _mentionAt;
    private readonly int[] _markerEnd;
    private readonly Marker[] _markers;
    private long _steps;

    private AnnotatedAnswer(string text, List<Token> tokens, LanguageRules rules)
    {
        Text = text;
        Tokens = tokens;
        Rules = rules;
        Clauses = new int[tokens.Count];
        _mentionAt = new Mention?[tokens.Count];
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
    /// <param name="askedSlots">The slots asked about: only for them may a term be what would otherwise decline to answer.</param>
    public static AnnotatedAnswer Create(
        string text, List<Token> tokens, Lexicon lexicon, LanguageRules rules, IReadOnlyCollection<string> askedSlots)
    {
        var answer = new AnnotatedAnswer(text, tokens, rules);
        answer.FindMentions(lexicon);
        answer.DropBareDenials();
        answer.FindMarkers(askedSlots);
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
        return Find(Rules.Markers, mention.Start) is { } own && own.Values[0] == Marker.Only;
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
            if (_markers[before] == Marker.Place)
                return true;
        }
        return false;
    }

    /// <summary>Whether the case of the mention is the one that a verb of absence demands; null when it does not tell.</summary>
    public bool? MayBeDenied(Mention mention) => Rules.IsDeniedCase(Tokens[mention.End - 1].Text);

    /// <summary>Takes a marker for none: what it denies is denied twice.</summary>
    public void Neutralize(int token) => _markers[token] = Marker.Neutral;

    private void FindMentions(Lexicon lexicon)
    {
        var index = 0;
        while (index < Tokens.Count)
        {
            var stating = Find(lexicon.Stating, index);
            var denied = Find(lexicon.StatingWhenDenied, index);
            if (stating is null && denied is null)
            {
                FindDeniedRest(lexicon, index++);
                continue;
            }
            if (stating is { } statement)
                denied ??= DeniedWithin(lexicon, statement);
            var end = Math.Max(stating?.End ?? 0, denied?.End ?? 0);
            _mentionAt[index] = new Mention(index, end, stating?.Values ?? [], denied?.Values ?? [], DenyingWithin(lexicon, stating));
            index = end;
        }
    }

    // "Nothing" may be a term for all that is missing; beside something that it denies it is a denial: "nothing for the sewage".
    private void DropBareDenials()
    {
        foreach (var mention in Mentions.Where(IsBareDenial).ToList())
        {
            if (HasMentionBeside(mention.End, 1) || HasMentionBeside(mention.Start - 1, -1))
                _mentionAt[mention.Start] = null;
        }
    }

    private bool IsBareDenial(Mention mention)
    {
        if (!mention.Stating.Any() || !mention.Stating.All(term => term.OnlyWhenAsked))
            return false;
        for (var index = mention.Start; index < mention.End; index++)
        {
            if (Find(Rules.Markers, index) is { } marker && marker.Values[0].Denies())
                return true;
        }
        return false;
    }

    private bool HasMentionBeside(int index, int direction)
    {
        for (var reach = LongestTerm; reach > 0 && index >= 0 && index < Tokens.Count && Tokens[index].Kind != TokenKind.Break; reach--, index += direction)
        {
            _steps++;
            if (_mentionAt[index] is not null)
                return true;
        }
        return false;
    }

    // What denial states is searched for within a longer statement about the same slot too: "we don't have water", where "have water" is a term.
    private PhraseMatch<Term>? DeniedWithin(Lexicon lexicon, PhraseMatch<Term> statement)
    {
        for (var index = statement.Start + 1; index < statement.End; index++)
        {
            if (Find(lexicon.StatingWhenDenied, index) is { } denied
                && denied.Values.Any(term => statement.Values.Any(stated => stated.Slot.Key == term.Slot.Key)))
            {
                return denied;
            }
        }
        return null;
    }

    // A term that is a denial itself ("no sewage") also denies what the rest of it would state about the same slot.
    private List<Term> DenyingWithin(Lexicon lexicon, PhraseMatch<Term>? statement)
    {
        if (statement is not { } whole || whole.End - whole.Start < 2)
            return [];
        var start = Find(Rules.Markers, whole.Start) is { } first && first.Values[0].Denies() ? first.End : whole.Start;
        var end = Find(Rules.Markers, whole.End - 1) is { } last && last.Values[0].Denies() ? whole.End - 1 : whole.End;
        if (end - start >= whole.End - whole.Start || start >= end)
            return [];
        var rest = new List<Token>();
        for (var index = start; index < end; index++)
            rest.Add(Tokens[index]);
        return lexicon.Stating.Longest(rest, 0, ref _steps) is { } narrower
            ? [.. narrower.Values.Where(term => whole.Values.Any(stated => stated.Slot.Key == term.Slot.Key && stated.Option.Key != term.Option.Key))]
            : [];
    }

    private void FindDeniedRest(Lexicon lexicon, int index)
    {
        var token = Tokens[index];
        if (Rules.NegatingPrefix is not { } prefix
            || token.Kind != TokenKind.Word
            || token.Text.Length < prefix.Length + ShortestDeniedRest
            || !token.Text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return;
        }
        var rest = token.Text[prefix.Length..];
        var stating = lexicon.Stating.OfWord(rest, ref _steps);
        var denied = lexicon.StatingWhenDenied.OfWord(rest, ref _steps);
        if (stating is null && denied is null)
            return;
        var mention = new Mention(index, index + 1, stating ?? [], denied ?? [], []);
        mention.Deny(Marker.Not, index, index + 1);
        _mentionAt[index] = mention;
    }

    private void FindMarkers(IReadOnlyCollection<string> askedSlots)
    {
        var index = 0;
        while (index < Tokens.Count)
        {
            if (Find(Rules.Markers, index) is not { } match || !Prevails(match, askedSlots, out var end))
            {
                if (IsNegatedVerb(index))
                    (_markers[index], _markerEnd[index]) = (Marker.Undone, index + 1);
                index++;
                continue;
            }
            for (var covered = match.Start; covered < end; covered++)
            {
                _markers[covered] = Marker.Continued;
                _mentionAt[covered] = null;
            }
            // "Not" before a term "only in winter" denies the term, though "not only" denies nothing.
            _markers[index] = end < match.End && match.Values[0] == Marker.Neutral ? Marker.Not : match.Values[0];
            _markerEnd[index] = end;
            if (match.Values[0] == Marker.Not && IsVerb(end))
            {
                _markers[index] = Marker.Undone;
                _markers[end] = Marker.Continued;
                _markerEnd[index] = ++end;
            }
            index = end;
        }
    }

    private bool IsNegatedVerb(int index) =>
        Rules.NegatingPrefix is { } prefix
        && _mentionAt[index] is null
        && Tokens[index].Kind == TokenKind.Word
        && Tokens[index].Text.StartsWith(prefix, StringComparison.Ordinal)
        && Rules.IsVerb(Tokens[index].Text[prefix.Length..]);

    private bool IsVerb(int index) =>
        index < Tokens.Count
        && _mentionAt[index] is null
        && Tokens[index].Kind == TokenKind.Word
        && Rules.IsVerb(Tokens[index].Text)
        && Find(Rules.Markers, index) is null;

    // A term is stronger than a marker within it ("no power" as a term), a marker stronger than a term within it ("not sure"). Of a marker that
    // runs into a term, what stands before the term is left: "don't" of "don't have", where "have water" is a term.
    private bool Prevails(PhraseMatch<Marker> marker, IReadOnlyCollection<string> askedSlots, out int end)
    {
        end = marker.End;
        for (var index = Math.Max(0, marker.Start - LongestTerm); index < marker.End; index++)
        {
            if (_mentionAt[index] is not { } mention || mention.End <= marker.Start)
                continue;
            var isAsked = mention.Stating.Any(term => askedSlots.Contains(term.Slot.Key));
            var isStronger = marker.Values[0].Declines() || marker.Values[0] is Marker.DeclinesAlone or Marker.Aside;
            if (isStronger && !isAsked && mention.Start == marker.Start && mention.End == marker.End)
                continue;
            if (mention.Start <= marker.Start && mention.End - mention.Start >= marker.End - marker.Start)
                return false;
            if (mention.Start > marker.Start && mention.End > marker.End)
                end = mention.Start;
        }
        return true;
    }

    private void FindClauses()
    {
        var clause = 0;
        for (var index = 0; index < Tokens.Count; index++)
        {
            var isBreak = Tokens[index].Kind == TokenKind.Break && !(Tokens[index].IsBreak(",") && MarkerAt(index + 1) == Marker.Relative);
            if (isBreak || _markers[index].BeginsClause() || BeginsClauseAfterAnd(index))
                clause++;
            Clauses[index] = clause;
        }
    }

    private bool BeginsClauseAfterAnd(int index)
    {
        if (_markers[index] != Marker.And)
            return false;
        var next = MarkerAt(_markerEnd[index]);
        return next == Marker.Affirmation || next.IsSubject() || next.Denies();
    }
}
