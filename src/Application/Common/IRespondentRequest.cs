namespace AgentBrain.Application.Common;

/// <summary>A request about one session, which only the holder of its token may make.</summary>
public interface IRespondentRequest
{
    /// <summary>The session.</summary>
    Guid SessionId { get; }
}
