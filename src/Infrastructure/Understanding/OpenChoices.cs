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
        var choices = new List<Choice>();
        var sentence = new List<Mention>();
        Mention? last = null;
        var hasOr = false;
        var isDirect = true;
        var isUndecided = false;
        for (var index = 0; index <= answer.Tokens.Count; index++)
        {
            answer.Step();
            if (index == answer.Tokens.Count || answer.Tokens[index].EndsSentence)
            {
                foreach (var choice in choices)
                    anyOpen |= LeaveOpen(choice, isUndecided);
                LeaveOpenAgain(sentence);
                choices.Clear();
                sentence.Clear();
                (last, hasOr, isDirect, isUndecided) = (null, false, true, false);
                continue;
            }
            if (answer.MentionAt(index) is { Stance: Stance.Stated } mention)
            {
                sentence.Add(mention);
                index = mention.End - 1;
                // "Either an electric one or one with wood that burns all the time": what the choice is between may come later.
                if (last is not null && hasOr && !ShareSlot(last, mention))
                {
                    isDirect = false;
                    continue;
                }
                if (last is not null && hasOr)
                    choices.Add(new Choice(last, mention, isDirect));
                (last, hasOr, isDirect) = (mention, false, true);
                continue;
            }
            var marker = answer.MarkerAt(index);
            hasOr |= marker is Marker.Or or Marker.Either;
            isUndecided |= marker is Marker.Either or Marker.Unsure or Marker.Indifferent or Marker.DontKnow or Marker.DeclinesAlone;
            isDirect &= marker is Marker.Or or Marker.Either or Marker.Article or Marker.Place or Marker.Continued || answer.Tokens[index].IsBreak(",");
        }
        return anyOpen;
    }

    private static bool LeaveOpen(Choice choice, bool isUndecided)
    {
        var isOpen = choice.One.Stating.Any(term => choice.Other.Stating.Any(rival =>
            rival.Slot == term.Slot
            && rival.Option != term.Option
            && (isUndecided || (choice.IsDirect && rival.Slot.AreExclusive(rival.Option.Key, term.Option.Key)))));
        if (isOpen)
        {
            choice.One.LeaveOpen();
            choice.Other.LeaveOpen();
        }
        return isOpen;
    }

    private static bool ShareSlot(Mention one, Mention other) => one.Stating.Any(term => other.Stating.Any(rival => rival.Slot == term.Slot));

    // What a sentence leaves open it does not state in other words: "an electric one or one with a fire, a fire that burns all the time".
    private static void LeaveOpenAgain(List<Mention> sentence)
    {
        var open = sentence.Where(mention => mention.Stance == Stance.Open).SelectMany(mention => mention.Stating).Select(term => term.Option).ToHashSet();
        foreach (var mention in sentence.Where(mention => mention.Stating.Any(term => open.Contains(term.Option))))
            mention.LeaveOpen();
    }

    // Two mentions with "or" between them, directly or among other words.
    private readonly record struct Choice(Mention One, Mention Other, bool IsDirect);
}
