using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// Decides which mentions an answer denies. A denial reaches the next mention of its clause and those joined to it ("no sewage or well water"); a verb
/// of absence with nothing after it reaches back ("kanalizacijos nėra"). Every token is passed a bounded number of times.
/// </summary>
internal static class DenialResolver
{
    /// <summary>Sets the stance of the mentions of <paramref name="answer"/>.</summary>
    public static void Resolve(AnnotatedAnswer answer)
    {
        for (var index = 0; index < answer.Tokens.Count; index++)
        {
            var marker = answer.MarkerAt(index);
            if (marker.Denies() && !DenyForward(answer, index, marker))
                DenyBackward(answer, index, marker);
        }
    }

    private static bool DenyForward(AnnotatedAnswer answer, int denial, Marker kind)
    {
        var denialEnd = answer.MarkerEnd(denial);
        Mention? last = null;
        Mention? passedPlace = null;
        var listEnd = 0;
        var index = denialEnd;
        for (; index < answer.Tokens.Count; index++)
        {
            answer.Step();
            if (index >= listEnd && answer.Clauses[index] != answer.Clauses[denial])
            {
                listEnd = last?.End == index ? EndOfList(answer, index, kind) : 0;
                if (listEnd == 0)
                    break;
            }
            var marker = answer.MarkerAt(index);
            if (marker.Denies() || marker.Declines() || (marker == Marker.Affirmation && (last is not null || kind == Marker.Absent)))
                break;
            if (answer.MentionAt(index) is not { } mention)
                continue;
            if (last is null)
            {
                if (kind is Marker.No or Marker.Absent && passedPlace is null && answer.IsPlace(mention))
                {
                    passedPlace = mention;
                    continue;
                }
                if (kind == Marker.Absent && answer.MarkerAt(mention.End) == Marker.Affirmation)
                    break;
            }
            else if (!IsJoined(answer, last, mention, kind))
            {
                break;
            }
            mention.Deny(kind, denial, denialEnd);
            last = mention;
            index = mention.End - 1;
        }

        if (last is not null || passedPlace is null)
            return last is not null;
        // "No sewage in the village" passes the place, "we want no forest" has nothing else to deny.
        if (kind == Marker.Absent && HasMentionJustBefore(answer, denial))
            return false;
        passedPlace.Deny(kind, denial, denialEnd);
        return true;
    }

    private static bool IsJoined(AnnotatedAnswer answer, Mention last, Mention next, Marker kind)
    {
        if (answer.IsPlace(next))
            return false;
        if (next.Start == last.End)
            return true;
        var isJoined = false;
        for (var index = last.End; index < next.Start; index++)
        {
            var token = answer.Tokens[index];
            var marker = answer.MarkerAt(index);
            isJoined |= marker is Marker.And or Marker.Or || token.IsSymbol("/") || token.IsSymbol("&") || token.IsBreak(",");
            // "No sewage and a well": the article begins something that is there.
            if (marker == Marker.Article && kind is Marker.No or Marker.Lacking && answer.MarkerAt(index - 1) == Marker.And)
                return false;
        }
        return isJoined;
    }

    // "No water, power or sewage": commas are no boundary in a bare list that ends in "or" (or, where nothing is corrected, in "and").
    private static int EndOfList(AnnotatedAnswer answer, int comma, Marker kind)
    {
        Marker conjunction = Marker.None;
        var afterMention = false;
        var index = comma;
        while (index < answer.Tokens.Count)
        {
            answer.Step();
            var marker = answer.MarkerAt(index);
            if (answer.MentionAt(index) is { } mention)
            {
                index = mention.End;
                afterMention = true;
                if (conjunction == Marker.None)
                    continue;
                var next = answer.MarkerAt(index);
                var endsThere = index >= answer.Tokens.Count || answer.Tokens[index].EndsSentence;
                var isList = conjunction == Marker.Or ? next != Marker.Affirmation : endsThere && kind != Marker.Not;
                return isList ? index : 0;
            }
            if (marker is Marker.And or Marker.Or && afterMention)
                conjunction = marker;
            else if (!answer.Tokens[index].IsBreak(",") || conjunction != Marker.None)
                return 0;
            index++;
        }
        return 0;
    }

    private static void DenyBackward(AnnotatedAnswer answer, int denial, Marker kind)
    {
        var denialEnd = answer.MarkerEnd(denial);
        var isClauseEnd = denialEnd >= answer.Tokens.Count || answer.Clauses[denialEnd] != answer.Clauses[denial];
        if (kind == Marker.Lacking || (kind != Marker.Absent && !isClauseEnd))
            return;

        var index = denial - 1;
        // "Sewage: no", "душ - нет", "Electricity? No."
        if (index >= 0 && answer.Tokens[index].Kind == TokenKind.Break && answer.Tokens[index].Text is "-" or ":" or "?")
            index--;
        if (index < 0)
            return;
        var clause = answer.Clauses[index];
        Mention? next = null;
        for (; index >= 0 && answer.Clauses[index] == clause; index--)
        {
            answer.Step();
            var marker = answer.MarkerAt(index);
            if (answer.Tokens[index].Kind == TokenKind.Break || marker.Denies() || marker.Declines() || marker == Marker.Affirmation)
                break;
            if (answer.MentionAt(index) is not { } mention)
                continue;
            if (next is not null && (answer.IsPlace(mention) || !IsJoined(answer, mention, next, kind)))
                return;
            mention.Deny(kind, denial, denialEnd);
            if (next is not null)
                DenyListBefore(answer, mention, kind, denial, denialEnd);
            next = mention;
        }
    }

    // "Water, power and sewage there are none": the bare items before the joined ones.
    private static void DenyListBefore(AnnotatedAnswer answer, Mention item, Marker kind, int denial, int denialEnd)
    {
        while (item.Start > 1 && answer.Tokens[item.Start - 1].IsBreak(",") && MentionEndingAt(answer, item.Start - 1) is { } before)
        {
            answer.Step();
            if (before.Stance == Stance.Denied || (before.Start > 0 && answer.Tokens[before.Start - 1].Kind != TokenKind.Break))
                return;
            before.Deny(kind, denial, denialEnd);
            item = before;
        }
    }

    private static bool HasMentionJustBefore(AnnotatedAnswer answer, int denial) => MentionEndingAt(answer, denial) is not null;

    private static Mention? MentionEndingAt(AnnotatedAnswer answer, int end)
    {
        for (var index = end - 1; index >= Math.Max(0, end - AnnotatedAnswer.LongestTerm); index--)
        {
            if (answer.MentionAt(index) is { } mention)
                return mention.End == end ? mention : null;
        }
        return null;
    }
}
