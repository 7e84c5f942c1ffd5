using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <content>How terms, markers and clauses are found.</content>
internal sealed partial class AnnotatedAnswer
{
    private void FindTopics(Lexicon lexicon)
    {
        for (var index = 0; index < Tokens.Count; index++)
        {
            if (Find(lexicon.Topics, index) is { } topic)
                _topicAt[index] = topic.Values[0].Key;
        }
    }

    private void FindMentions(Lexicon lexicon)
    {
        var index = 0;
        while (index < Tokens.Count)
        {
            _place = index;
            var stating = lexicon.Stating.Longest(Tokens, index, _counts, ref _steps);
            var denied = Find(lexicon.StatingWhenDenied, index);
            if (stating is null && denied is null)
            {
                FindDeniedRest(lexicon, index++);
                continue;
            }
            if (stating is { } statement)
                denied ??= DeniedWithin(lexicon, statement);
            var end = Math.Max(stating?.End ?? 0, denied?.End ?? 0);
            // "A couple of" is a number before it is a couple.
            if (Find(Rules.Numbers, index) is { } number && number.End > end)
            {
                index = number.End;
                continue;
            }
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
        return lexicon.Stating.Longest(rest, 0, _counts, ref _steps) is { } narrower
            ? [.. narrower.Values.Where(term =>
                whole.Values.Any(stated => stated.Slot.Key == term.Slot.Key) && !whole.Values.Any(stated => stated.Option == term.Option))]
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
        var stating = lexicon.Stating.OfWord(rest, _counts, ref _steps);
        var denied = lexicon.StatingWhenDenied.OfWord(rest, null, ref _steps);
        if (stating is null && denied is null)
            return;
        var mention = new Mention(index, index + 1, stating ?? [], denied ?? [], []);
        mention.Deny(Marker.Not, index, index + 1);
        _mentionAt[index] = mention;
    }

    private void FindMarkers()
    {
        var index = 0;
        while (index < Tokens.Count)
        {
            if (Find(Rules.Markers, index) is not { } match || !Prevails(match, out var end))
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
    private bool Prevails(PhraseMatch<Marker> marker, out int end)
    {
        end = marker.End;
        for (var index = Math.Max(0, marker.Start - LongestTerm); index < marker.End; index++)
        {
            if (_mentionAt[index] is not { } mention || mention.End <= marker.Start)
                continue;
            var isAsked = mention.Stating.Any(term => _asked.Contains(term.Slot.Key));
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
            var isBreak = Tokens[index].Kind == TokenKind.Break && !(Tokens[index].IsBreak(",") && IsRelative(index + 1));
            if (isBreak || _markers[index].BeginsClause() || BeginsClauseAfterAnd(index))
                clause++;
            Clauses[index] = clause;
        }
    }

    // "Which", "in which"
    private bool IsRelative(int index) =>
        MarkerAt(index) == Marker.Relative || (MarkerAt(index) == Marker.Place && MarkerAt(_markerEnd[index]) == Marker.Relative);

    private bool BeginsClauseAfterAnd(int index)
    {
        if (_markers[index] != Marker.And)
            return false;
        var next = MarkerAt(_markerEnd[index]);
        return next == Marker.Affirmation || next.IsSubject() || next.Denies();
    }
}
