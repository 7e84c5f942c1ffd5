using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// Decides which mentions an answer denies. A denial reaches the next mention of its clause and those joined to it ("no sewage or well water"); a verb
/// of absence also reaches back ("kanalizacijos nėra"). Every token is passed a bounded number of times.
/// </summary>
internal sealed class DenialResolver
{
    // How far back a verb of absence looks for what it denies when something follows it too.
    private const int Near = 4;

    // How far back a verb of absence without an object looks for what was named.
    private const int Far = 16;

    // Pronouns and the like.
    private const int LongestSmall = 3;

    private readonly AnnotatedAnswer _answer;
    private readonly int _denial;
    private readonly int _denialEnd;
    private readonly Marker _kind;

    private DenialResolver(AnnotatedAnswer answer, int denial)
    {
        _answer = answer;
        _denial = denial;
        _denialEnd = answer.MarkerEnd(denial);
        _kind = answer.MarkerAt(denial);
    }

    /// <summary>Sets the stance of the mentions of <paramref name="answer"/>.</summary>
    public static void Resolve(AnnotatedAnswer answer)
    {
        for (var index = 0; index < answer.Tokens.Count; index++)
        {
            if (answer.MarkerAt(index) == Marker.None)
                continue;
            var resolver = new DenialResolver(answer, index);
            if (resolver._kind.Denies() || (resolver._kind == Marker.Likewise && FollowsDenial(answer, index)))
                resolver.Resolve();
            else if (resolver._kind == Marker.Over && resolver.IsBetweenRivals())
                resolver.DenyForward();
        }
    }

    // "Pellets over gas", "wood over an electric one": what is over another of its kind is preferred to it.
    private bool IsBetweenRivals()
    {
        var next = _answer.MarkerAt(_denialEnd) == Marker.Article ? _answer.MarkerEnd(_denialEnd) : _denialEnd;
        return MentionEndingAt(_denial) is { } one && MentionFrom(next) is { } other && SpeakAlike(one, other);
    }

    // "There is no lake, a river neither": a clause without a verb of its own, behind one that ends in a denial or in what was denied.
    private static bool FollowsDenial(AnnotatedAnswer answer, int index)
    {
        var clause = answer.Clauses[index];
        var isDenied = false;
        for (var before = index - 1; before >= Math.Max(0, index - AnnotatedAnswer.LongestTerm) && answer.Clauses[before] >= clause - 1; before--)
        {
            answer.Step();
            var isVerb = answer.MarkerAt(before) == Marker.Affirmation || answer.MarkerAt(before).Denies();
            if (isVerb && (answer.Clauses[before] == clause || answer.MarkerAt(before) == Marker.Affirmation))
                return false;
            isDenied |= isVerb;
        }
        return isDenied;
    }

    private void Resolve()
    {
        if ((_kind.ReachesBack() && BelongsBackward()) || !DenyForward())
            DenyBackward();
        if (_kind == Marker.Absent && IsContrast() && IsBare())
            DenyLastNamed();
    }

    // "But we are not"
    private bool IsContrast()
    {
        for (var index = _denial - 1; index >= Math.Max(0, _denial - Near) && _answer.Clauses[index] == _answer.Clauses[_denial]; index--)
        {
            _answer.Step();
            if (_answer.MarkerAt(index) == Marker.Clause)
                return true;
            if (!IsSmall(index))
                return false;
        }
        return false;
    }

    // Whether it names nothing that it denies: "not connected", "don't need it".
    private bool IsBare()
    {
        for (var index = _denialEnd; index < _answer.Tokens.Count && _answer.Clauses[index] == _answer.Clauses[_denial]; index++)
        {
            _answer.Step();
            if (index - _denialEnd >= Near || !IsSmall(index))
                return false;
        }
        return true;
    }

    private bool IsSmall(int index) =>
        _answer.MentionAt(index) is null && (_answer.MarkerAt(index) != Marker.None || _answer.Tokens[index].Text.Length <= LongestSmall);

    // "The sewer runs along the street but we are not connected": what names nothing denies what was named last.
    private void DenyLastNamed()
    {
        for (var index = _denial - 1; index >= Math.Max(0, _denial - Far) && !_answer.Tokens[index].EndsSentence; index--)
        {
            _answer.Step();
            if (_answer.MentionAt(index) is not { } mention)
                continue;
            mention.Deny(_kind, _denial, _denialEnd);
            return;
        }
    }

    private bool DenyForward()
    {
        Mention? last = null;
        Mention? passedPlace = null;
        var listEnd = 0;
        for (var index = _denialEnd; index < _answer.Tokens.Count; index++)
        {
            _answer.Step();
            if (index >= listEnd && _answer.Clauses[index] != _answer.Clauses[_denial])
            {
                listEnd = last?.End == index || (last is null && _answer.Tokens[index].IsBreak(":")) ? EndOfList(index) : 0;
                if (listEnd == 0)
                    break;
            }
            var marker = _answer.MarkerAt(index);
            if (marker.Denies() || marker.Declines() || (marker == Marker.Affirmation && (last is not null || _kind == Marker.Absent)))
                break;
            if (_answer.MentionAt(index) is not { } mention)
                continue;
            if (last is null)
            {
                if ((_kind == Marker.No || _kind.ReachesBack()) && passedPlace is null && _answer.IsPlace(mention))
                {
                    passedPlace = mention;
                    continue;
                }
                if (_kind.ReachesBack() && _answer.MarkerAt(mention.End) == Marker.Affirmation)
                    break;
            }
            else if (!IsJoined(last, mention))
            {
                break;
            }
            mention.Deny(_kind, _denial, _denialEnd);
            last = mention;
            index = mention.End - 1;
        }

        if (last is not null || passedPlace is null)
            return last is not null;
        // "No sewage in the village" passes the place, "we want no forest" has nothing else to deny.
        if (_kind.ReachesBack() && MentionEndingAt(_denial) is not null)
            return false;
        passedPlace.Deny(_kind, _denial, _denialEnd);
        return true;
    }

    // Whether what is said of a mention is said of another one next to it too.
    private bool IsJoined(Mention mention, Mention other)
    {
        if (_answer.IsPlace(other) || (_answer.MayBeDenied(mention) != false && _answer.MayBeDenied(other) == false))
            return false;
        var (first, second) = mention.Start < other.Start ? (mention, other) : (other, mention);
        // "No water power sewage" is dictated as a list, "instead of metal wood" is not.
        if (first.End == second.Start)
            return !(_kind == Marker.Lacking && SpeakAlike(first, second)) && _answer.MarkerAt(second.End) != Marker.Affirmation;
        var isJoined = false;
        for (var index = first.End; index < second.Start; index++)
        {
            var token = _answer.Tokens[index];
            var marker = _answer.MarkerAt(index);
            isJoined |= marker is Marker.And or Marker.Or or Marker.Relative || token.IsSymbol("/") || token.IsSymbol("&") || token.IsBreak(",");
            // "No sewage and a well": the article begins something that is there.
            if (marker == Marker.Article && _kind is Marker.No or Marker.Lacking or Marker.Without && _answer.MarkerAt(index - 1) == Marker.And)
                return false;
        }
        return isJoined;
    }

    private static bool SpeakAlike(Mention one, Mention other) => one.Stating.Any(term => other.Stating.Any(rival => rival.Slot == term.Slot && rival.Option != term.Option));

    // "No water, power or sewage": commas are no boundary in a bare list that ends in "or" (or, where nothing is corrected, in "and"), whose words say
    // by their case that they are denied, or that a colon begins.
    private int EndOfList(int start)
    {
        var isAnnounced = _answer.Tokens[start].IsBreak(":");
        var isDenied = true;
        Marker conjunction = Marker.None;
        var afterMention = false;
        var index = start;
        while (index < _answer.Tokens.Count)
        {
            _answer.Step();
            var marker = _answer.MarkerAt(index);
            if (_answer.MentionAt(index) is { } mention)
            {
                index = mention.End;
                afterMention = true;
                isDenied &= _answer.MayBeDenied(mention) == true;
                if (conjunction == Marker.None)
                    continue;
                var isList = conjunction == Marker.Or ? _answer.MarkerAt(index) != Marker.Affirmation : EndsSentence(index) && _kind != Marker.Not;
                return isList || isAnnounced ? index : 0;
            }
            if (marker is Marker.And or Marker.Or && afterMention)
                conjunction = marker;
            else if (EndsSentence(index))
                break;
            else if (!(_answer.Tokens[index].IsBreak(",") || index == start) || conjunction != Marker.None)
                return 0;
            index++;
        }
        return afterMention && (isAnnounced || (isDenied && _kind != Marker.Not)) ? index : 0;
    }

    // "Yra šulinys, kanalizacijos nėra, elektra yra": which of its neighbours a verb of absence is about.
    private bool BelongsBackward()
    {
        if (MentionBefore() is not { Stance: Stance.Stated } before || IsAffirmed(before) || (_kind == Marker.Undone && IsDoer(before)))
            return false;
        if (MentionAfter() is not { } after || HasVerbOfItsOwn(after))
            return true;
        return _answer.MayBeDenied(before) == true && _answer.MayBeDenied(after) == false;
    }

    private Mention? MentionBefore()
    {
        for (var index = _denial - 1; index >= Math.Max(0, _denial - Near) && _answer.Clauses[index] == _answer.Clauses[_denial]; index--)
        {
            _answer.Step();
            if (MentionEndingAt(index + 1) is { } mention)
                return mention;
            if (IsVerb(index))
                return null;
        }
        return null;
    }

    private Mention? MentionAfter()
    {
        for (var index = _denialEnd; index < _answer.Tokens.Count && _answer.Clauses[index] == _answer.Clauses[_denial]; index++)
        {
            _answer.Step();
            if (_answer.MentionAt(index) is { } mention)
                return mention;
            if (IsVerb(index))
                return null;
        }
        return null;
    }

    private bool HasVerbOfItsOwn(Mention mention)
    {
        for (var index = mention.End; index < Math.Min(_answer.Tokens.Count, mention.End + Near) && _answer.Clauses[index] == _answer.Clauses[_denial]; index++)
        {
            if (_answer.MentionAt(index) is not null)
                return false;
            if (_answer.MarkerAt(index) is Marker.Affirmation or Marker.Absent or Marker.Undone)
                return MentionFrom(_answer.MarkerEnd(index)) is not { } next || _answer.MayBeDenied(next) != true;
        }
        return false;
    }

    private Mention? MentionFrom(int index) => index < _answer.Tokens.Count ? _answer.MentionAt(index) : null;

    // "Yra šulinys ir elektra": a verb before the first of those joined affirms them all.
    private bool IsAffirmed(Mention mention)
    {
        var reach = Near;
        for (var index = mention.Start - 1; index >= 0 && reach > 0 && _answer.Clauses[index] == _answer.Clauses[_denial]; index--, reach--)
        {
            _answer.Step();
            if (_answer.MarkerAt(index) == Marker.Affirmation)
                return true;
            if (_answer.MarkerAt(index).Denies() || (MentionEndingAt(index + 1) is { } earlier && !IsJoined(mention, earlier)))
                return false;
        }
        return false;
    }

    private void DenyBackward()
    {
        var isClauseEnd = _denialEnd >= _answer.Tokens.Count || _answer.Clauses[_denialEnd] != _answer.Clauses[_denial];
        if (_kind is Marker.Lacking or Marker.Without || (!_kind.ReachesBack() && !isClauseEnd))
            return;

        var index = _denial - 1;
        // "Sewage: no", "душ - нет", "Electricity? No."
        if (index >= 0 && _answer.Tokens[index].Kind == TokenKind.Break && _answer.Tokens[index].Text is "-" or ":" or "?")
            index--;
        if (index < 0)
            return;
        var clause = _answer.Clauses[index];
        Mention? next = null;
        for (; index >= 0 && _answer.Clauses[index] == clause; index--)
        {
            _answer.Step();
            if (_answer.Tokens[index].Kind == TokenKind.Break || IsVerb(index))
                break;
            if (_answer.MentionAt(index) is not { } mention)
                continue;
            if (next is null && _kind == Marker.Undone && (IsDoer(mention) || mention.End < _denial - Near))
                return;
            if (next is not null && !IsJoined(next, mention))
                return;
            mention.Deny(_kind, _denial, _denialEnd);
            if (next is not null)
                DenyListBefore(mention);
            next = mention;
        }
    }

    // "Water, power and sewage there are none": the bare items before the joined ones.
    private void DenyListBefore(Mention item)
    {
        while (item.Start > 1 && _answer.Tokens[item.Start - 1].IsBreak(",") && MentionEndingAt(item.Start - 1) is { } before)
        {
            _answer.Step();
            if (before.Stance == Stance.Denied || (before.Start > 0 && _answer.Tokens[before.Start - 1].Kind != TokenKind.Break))
                return;
            before.Deny(_kind, _denial, _denialEnd);
            item = before;
        }
    }

    // "The children don't like it hot" does not deny the children.
    private static bool IsDoer(Mention mention) => mention.Stating.Any(term => term.Slot.Measure == MeasureUnit.People);

    private bool IsVerb(int index)
    {
        var marker = _answer.MarkerAt(index);
        return marker == Marker.Affirmation || marker.Denies() || marker.Declines();
    }

    private bool EndsSentence(int index) => index >= _answer.Tokens.Count || _answer.Tokens[index].EndsSentence;

    private Mention? MentionEndingAt(int end)
    {
        for (var index = end - 1; index >= Math.Max(0, end - AnnotatedAnswer.LongestTerm); index--)
        {
            if (_answer.MentionAt(index) is { } mention)
                return mention.End == end ? mention : null;
        }
        return null;
    }
}
