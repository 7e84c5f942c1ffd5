namespace AgentBrain.Web.Controllers.Models;

/// <summary>What works.</summary>
/// <param name="Status">`healthy` or `unhealthy`.</param>
/// <param name="DbReady">Whether the database answers.</param>
/// <param name="SttReady">Whether speech is recognised.</param>
public sealed record HealthReply(string Status, bool DbReady, bool SttReady);
