namespace AgentBrain.Domain.Interviews;

/// <summary>Why a recording has no transcript.</summary>
public enum RecordingProblem
{
    /// <summary>There are no words in it.</summary>
    NothingHeard,

    /// <summary>The service cannot read it.</summary>
    Unreadable,

    /// <summary>It is longer than it may be, as the service found.</summary>
    TooLong,

    /// <summary>The service was away, slow or busy each time. Another time may be better.</summary>
    ServiceAway,

    /// <summary>The service refuses this application: it is not configured as it should be.</summary>
    ServiceRefuses,
}
