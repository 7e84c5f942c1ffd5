namespace AgentBrain.Infrastructure.Persistence;

/// <summary>How the application treats its database. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Database";

    /// <summary>Whether pending migrations are applied at the start. Null: only to the server that the application starts itself.</summary>
    public bool? MigrateOnStart { get; set; }

    /// <summary>Whether it is checked once a day that the schema is as the migrations build it.</summary>
    public bool WatchForDrift { get; set; } = true;

    /// <summary>Where the data of the server that the application starts itself is kept. Null: <c>.local</c> in the repository or the content root.</summary>
    public string? LocalDataPath { get; set; }
}
