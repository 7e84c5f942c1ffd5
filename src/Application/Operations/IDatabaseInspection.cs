using AgentBrain.Domain.Operations;

namespace AgentBrain.Application.Operations;

/// <summary>Looks at the database as a whole, and changes nothing.</summary>
public interface IDatabaseInspection
{
    /// <summary>How the database is.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    Task<DatabaseState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Compares the database with what its applied migrations build. Takes about a second.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    Task<DriftComparison> CompareAsync(CancellationToken cancellationToken);
}

/// <summary>How a database is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Server">The server as host and port.</param>
/// <param name="Version">Version of PostgreSQL.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Applied">Migrations that are applied, oldest first.</param>
/// <param name="Unknown">Those of them that this version does not know: a newer one has applied them.</param>
/// <param name="Pending">Migrations of this version that are not applied, oldest first.</param>
/// <param name="Durability">The settings on which depends whether what was confirmed outlives a crash.</param>
public sealed record DatabaseState(
    string Name,
    string Server,
    string Version,
    long Bytes,
    IReadOnlyList<string> Applied,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Pending,
    IReadOnlyList<DurabilitySetting> Durability)
{
    /// <summary>The last applied migration; null when none is.</summary>
    public string? LastApplied => Applied.Count > 0 ? Applied[^1] : null;
}

/// <summary>A setting of the server.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Danger">What may be lost with this value; null when it is safe.</param>
public sealed record DurabilitySetting(string Name, string Value, string? Danger);
