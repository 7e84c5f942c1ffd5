using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>Finds what is denied twice in one clause, and so is stated: "be dušo pirties neįsivaizduoju", "не парюсь без веника".</summary>
internal static class DoubleNegation
{
    /// <summary>Takes both markers of a double denial for none.</summary>
    public static void Settle(AnnotatedAnswer answer)
    {
        var lacking = -1;
        var refusing = -1;
        for (var index = 0; index < answer.Tokens.Count; index++)
        {
            answer.Step();
            if (index > 0 && answer.Clauses[index] != answer.Clauses[index - 1])
                (lacking, refusing) = (-1, -1);
            var marker = answer.MarkerAt(index);
            if (marker == Marker.Without)
                lacking = index;
            else if (marker is Marker.Not or Marker.Absent or Marker.Undone or Marker.DontKnow)
                refusing = index;
            else if (answer.MentionAt(index) is not null && lacking < 0)
                refusing = -1;
            if (lacking < 0 || refusing < 0)
                continue;
            answer.Neutralize(lacking);
            answer.Neutralize(refusing);
            (lacking, refusing) = (-1, -1);
        }
    }
}
