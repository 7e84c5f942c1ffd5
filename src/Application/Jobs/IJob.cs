using MediatR;

namespace AgentBrain.Application.Jobs;

/// <summary>
/// A use case that is carried out in the background. It holds ids alone, since jobs can be read by those who operate the server, and may be
/// carried out any number of times: what is to be done is read from the database.
/// </summary>
public interface IJob : IRequest
{
    /// <summary>Where it waits for its turn.</summary>
    static abstract JobQueue Queue { get; }
}

/// <summary>Where jobs wait. Each has workers of its own, so that none waits for another's slow partner.</summary>
public enum JobQueue
{
    /// <summary>Mail.</summary>
    Mail,

    /// <summary>Deliveries to other programs.</summary>
    Webhooks,

    /// <summary>Transcriptions.</summary>
    Speech,

    /// <summary>Clean-up and other work of the house.</summary>
    Upkeep,
}
