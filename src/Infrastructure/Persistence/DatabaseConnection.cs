namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The connection string in use: the configured one, else that of the local server once it runs.</summary>
public sealed class DatabaseConnection(string? configured)
{
    public string? Text { get; set; } = string.IsNullOrWhiteSpace(configured) ? null : configured;
}
