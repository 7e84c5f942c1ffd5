namespace AgentBrain.Web.Common;

/// <summary>How far an interview is, as a row of stones.</summary>
/// <param name="Done">Number of questions answered.</param>
/// <param name="Waiting">Whether a question waits for an answer.</param>
/// <param name="UsuallyFrom">Number of questions in the shortest usual interview.</param>
/// <param name="UsuallyTo">Number of questions in the longest interview.</param>
public sealed record Stones(int Done, bool Waiting = false, int UsuallyFrom = 0, int UsuallyTo = 0)
{
    /// <summary>The class of each stone.</summary>
    public IEnumerable<string> Classes()
    {
        for (var place = 1; place <= Math.Max(UsuallyTo, Done + (Waiting ? 1 : 0)); place++)
        {
            yield return place switch
            {
                _ when place <= Done => "stone is-done",
                _ when Waiting && place == Done + 1 => "stone is-now",
                _ when place > UsuallyFrom => "stone is-maybe",
                _ => "stone",
            };
        }
    }
}
