namespace AgentBrain.Domain.Jobs;

/// <summary>Where a piece of <see cref="OutsideWork"/> stands.</summary>
public enum WorkStatus
{
    /// <summary>To be done at <see cref="OutsideWork.NextAttemptAt"/> or later.</summary>
    Waiting,

    /// <summary>Somebody is at it until <see cref="OutsideWork.LeasedUntil"/>; after that it counts as left behind.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Given up, with the reason in <see cref="OutsideWork.LastError"/>. It is begun again only by hand.</summary>
    Failed,
}
