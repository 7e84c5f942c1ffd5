using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// Finds the parts of an answer that do not say how it is for the respondent: what others have, what used to be, conditions, and questions back.
/// </summary>
internal static class Digressions
{
    // How far before it the marker may be named what it tells of: "a well the neighbours have".
    private const int Near = 4;

    /// <summary>For each token, whether it digresses.</summary>
    public static bool[] Find(AnnotatedAnswer answer)
    {
        var digresses = new bool[answer.Tokens.Count];
        var start = 0;
        while (start < answer.Tokens.Count)
        {
            var end = start;
            while (end < answer.Tokens.Count && !answer.Tokens[end].EndsSentence && !answer.Tokens[end].IsBreak("?"))
                end++;
            if (Asks(answer, start, end))
                Array.Fill(digresses, true, start, end - start);
            else
                FindAsides(answer, start, end, digresses);
            start = end + 1;
        }
        return digresses;
    }

    // "Sewage? No." names its subject, "What would you advise?" asks.
    private static bool Asks(AnnotatedAnswer answer, int start, int end)
    {
        var isMarked = end < answer.Tokens.Count && answer.Tokens[end].IsBreak("?");
        for (var index = start; index < end; index++)
        {
            answer.Step();
            var marker = answer.MarkerAt(index);
            if (marker == Marker.Inquiry || (isMarked && (marker == Marker.Question || (marker == Marker.Or && index == start))))
                return true;
        }
        return false;
    }

    // From the clause of the marker on, until the respondent speaks of themselves again or turns to something else.
    private static void FindAsides(AnnotatedAnswer answer, int start, int end, bool[] digresses)
    {
        var clauseStart = start;
        var isAside = false;
        for (var index = start; index < end; index++)
        {
            answer.Step();
            var marker = answer.MarkerAt(index);
            if (index > start && answer.Clauses[index] != answer.Clauses[index - 1])
            {
                clauseStart = index;
                isAside &= !Returns(answer, index, end);
            }
            if (marker == Marker.Aside && !isAside)
            {
                isAside = true;
                if (index - clauseStart <= Near)
                    Array.Fill(digresses, true, clauseStart, index - clauseStart);
            }
            digresses[index] |= isAside;
            if (marker == Marker.If)
                FillClause(answer, index, end, digresses);
            else if (marker == Marker.Behind)
                FillNext(answer, index, end, digresses);
        }
    }

    // "If there is gas in the street" does not say that there is.
    private static void FillClause(AnnotatedAnswer answer, int start, int end, bool[] digresses)
    {
        for (var index = start; index < end && answer.Clauses[index] == answer.Clauses[start]; index++)
        {
            answer.Step();
            digresses[index] = true;
        }
    }

    // "Behind the garage" is not in it; "už malkas" and "за газ", in other cases, speak in favour.
    private static void FillNext(AnnotatedAnswer answer, int start, int end, bool[] digresses)
    {
        for (var index = start + 1; index < Math.Min(end, start + Near) && answer.Clauses[index] == answer.Clauses[start]; index++)
        {
            answer.Step();
            if (answer.MentionAt(index) is not { } mention)
                continue;
            digresses[index] |= answer.MayStandBehind(mention);
            return;
        }
    }

    private static bool Returns(AnnotatedAnswer answer, int index, int end)
    {
        if (answer.MarkerAt(index).BeginsClause())
            return true;
        for (; index < end; index++)
        {
            answer.Step();
            if (answer.MarkerAt(index) is Marker.Self or Marker.Affirmation)
                return true;
            if (answer.MarkerAt(index) == Marker.Aside || (index + 1 < end && answer.Clauses[index + 1] != answer.Clauses[index]))
                return false;
        }
        return false;
    }
}
