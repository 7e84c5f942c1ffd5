using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// Leaves open what an answer does not choose between: "electric or wood, whatever you advise". Without a word of doubt, "or" leaves only those open
/// that cannot both be true: "family or friends" may both come.
/// </summary>
internal static class OpenChoices
{
    /// <summary>Sets the stance of the mentions of <paramref name="answer"/> that it leaves open, and tells whether there are any.</summary>
    public static bool Resolve(AnnotatedAnswer answer)
    {
        var anyOpen = false;
        var list = new List<Mention>();
        var lists = new List<List<Mention>>();
        var hasOr = false;
        var isUndecided = false;
        for (var index = 0; index <= answer.Tokens.Count; index++)
        {
            answer.Step();
            var isEnd = index == answer.Tokens.Count || answer.Tokens[index].EndsSentence;
            var mention = isEnd ? null : answer.MentionAt(index);
            if (mention is { Stance: Stance.Stated })
            {
                list.Add(mention);
                index = mention.End - 1;
                continue;
            }
            var marker = answer.MarkerAt(index);
            isUndecided |= marker is Marker.Either or Marker.Unsure or Marker.Indifferent or Marker.DontKnow or Marker.DeclinesAlone;
            hasOr |= marker == Marker.Or && list.Count > 0;
            if (!isEnd && (marker is Marker.Or or Marker.Either or Marker.Article or Marker.Place or Marker.Continued || answer.Tokens[index].IsBreak(",")))
                continue;
            if (hasOr)
                lists.Add(list);
            (list, hasOr) = ([], false);
            if (!isEnd)
                continue;
            foreach (var choice in lists)
                anyOpen |= LeaveOpen(choice, isUndecided);
            lists.Clear();
            isUndecided = false;
        }
        return anyOpen;
    }

    private static bool LeaveOpen(List<Mention> choice, bool isUndecided)
    {
        var anyOpen = false;
        for (var index = 1; index < choice.Count; index++)
        {
            var (one, other) = (choice[index - 1], choice[index]);
            var isOpen = one.Stating.Any(term => other.Stating.Any(rival =>
                rival.Slot == term.Slot && rival.Option != term.Option && (isUndecided || rival.Slot.AreExclusive(rival.Option.Key, term.Option.Key))));
            if (!isOpen)
                continue;
            one.LeaveOpen();
            other.LeaveOpen();
            anyOpen = true;
        }
        return anyOpen;
    }
}
