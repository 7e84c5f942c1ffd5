namespace AgentBrain.Web.Tests.Api;

/// <summary>Counts what clients meet.</summary>
public sealed class ApiTraffic
{
    private int _requests;
    private int _repeats;
    private int _broken;
    private int _conflicts;
    private int _unavailable;
    private int _limited;

    /// <summary>Requests sent, repeats included.</summary>
    public int Requests => _requests;

    /// <summary>Requests that were sent again.</summary>
    public int Repeats => _repeats;

    /// <summary>Requests to which no whole reply came.</summary>
    public int Broken => _broken;

    /// <summary>Answers that met another request (409).</summary>
    public int Conflicts => _conflicts;

    /// <summary>Requests that came while the database was away (503).</summary>
    public int Unavailable => _unavailable;

    /// <summary>Requests that were one too many (429).</summary>
    public int Limited => _limited;

    public void CountRequest(bool repeat)
    {
        Interlocked.Increment(ref _requests);
        if (repeat)
            Interlocked.Increment(ref _repeats);
    }

    public void CountBroken() => Interlocked.Increment(ref _broken);

    public void CountConflict() => Interlocked.Increment(ref _conflicts);

    public void CountUnavailable() => Interlocked.Increment(ref _unavailable);

    public void CountLimited() => Interlocked.Increment(ref _limited);
}
