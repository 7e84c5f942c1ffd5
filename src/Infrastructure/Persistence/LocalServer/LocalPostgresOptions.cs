namespace AgentBrain.Infrastructure.Persistence.LocalServer;

public sealed record LocalPostgresOptions
{
    /// <summary>The directory that keeps the server's data, its password and its log between runs.</summary>
    public required string DataRoot { get; init; }

    /// <summary>The database that the connection string names; created when it is absent.</summary>
    public string Database { get; init; } = "agentbrain";

    /// <summary>A fixed port. Without it a free one is chosen at the first start and kept while it stays free.</summary>
    public int? Port { get; init; }

    /// <summary>Where <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c> are looked for; the usual places when null.</summary>
    public IReadOnlyList<string>? BinaryDirectories { get; init; }

    /// <summary>How long the server may take to accept connections, crash recovery included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Keeps the data in <c>.local</c> of the repository that holds the content root, or of the content root itself.</summary>
    public static LocalPostgresOptions ForContentRoot(string contentRoot)
    {
        var start = new DirectoryInfo(Path.GetFullPath(contentRoot));
        for (var directory = start; directory is not null; directory = directory.Parent)
        {
            if (Path.Exists(Path.Combine(directory.FullName, ".git")) || directory.EnumerateFiles("*.sln").Any())
                return new LocalPostgresOptions { DataRoot = Path.Combine(directory.FullName, ".local") };
        }

        return new LocalPostgresOptions { DataRoot = Path.Combine(start.FullName, ".local") };
    }
}
