using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Compares the database with what its applied migrations build. Nothing in it is changed.</summary>
public sealed class DatabaseDrift(DatabaseConnection connection)
{
    // A migration of this size of schema takes less; one that takes more is worth the answer that it is in progress.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    // What migrations build does not change while the program runs: it is built once for a server's version.
    private readonly ConcurrentDictionary<(string Server, string Migration, DriftYardstick Yardstick), SchemaSnapshot> _expected = new();

    /// <param name="yardstick">What to compare with; null: the shadow, or the manifest where the role may not create databases.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DatabaseNotReadyException">No database is known.</exception>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses.</exception>
    public async Task<DriftReport> CheckAsync(DriftYardstick? yardstick = null, CancellationToken cancellationToken = default)
    {
        if (connection.Text is null)
            throw new DatabaseNotReadyException("No database is configured.");
        var settings = connection.Unpooled();
        var clock = Stopwatch.StartNew();
        var known = Known(settings);
        if (await LiveSchema.ReadAsync(settings, _patience, cancellationToken) is not { } live)
            return NotCompared(DriftState.InProgress, "A migration is in progress, or the schema is being changed: try again when it is done.", [], []);

        var applied = live.Applied ?? [];
        List<string> pending = [.. known.Except(applied)];
        if (applied.Count == 0)
        {
            return live.Schema.HasNoTables
                ? NotCompared(DriftState.Empty, "There is nothing in the database yet. Run 'db migrate'.", applied, pending)
                : NotCompared(DriftState.NotAdopted, "The database has tables, and no record of migrations. Run 'db adopt' to take it over.", applied, pending);
        }
        if (applied.Except(known).ToList() is { Count: > 0 } unknown)
        {
            return NotCompared(
                DriftState.UnknownMigrations,
                $"Migrations were applied that this version does not know: {string.Join(", ", unknown)}. Run the command of the version that applied them.",
                applied,
                pending);
        }
        if (known.Take(applied.Count).Except(applied).ToList() is { Count: > 0 } missing)
        {
            return NotCompared(
                DriftState.MigrationsMissing,
                $"The record of migrations has gaps: {string.Join(", ", missing)} is not recorded, though {applied[^1]} is. Run 'db migrate'; if it fails, restore the table __EFMigrationsHistory.",
                applied,
                pending);
        }

        var (expected, used) = await ExpectedAsync(settings, live.ServerVersion, applied[^1], yardstick, cancellationToken);
        var differences = SchemaComparison.Compare(expected, live.Schema);
        var comparedWith = used == DriftYardstick.Shadow ? "built in a shadow database" : "as the manifest of this version knows them, since the role may not create databases";
        return new(
            differences.Count == 0 ? DriftState.Same : DriftState.Drift,
            differences.Count == 0
                ? $"The database is what its {applied.Count} applied migrations build, {comparedWith}."
                : $"The database differs in {differences.Count} {(differences.Count == 1 ? "object" : "objects")} from what its {applied.Count} applied migrations build, {comparedWith}.",
            applied,
            pending,
            differences,
            live.Schema.Objects.Count,
            used,
            clock.Elapsed);

        DriftReport NotCompared(DriftState state, string sentence, IReadOnlyList<string> applied, IReadOnlyList<string> pending) =>
            new(state, sentence, applied, pending, [], 0, null, clock.Elapsed);
    }

    private async Task<(SchemaSnapshot Expected, DriftYardstick Used)> ExpectedAsync(NpgsqlConnectionStringBuilder settings, string server, string migration, DriftYardstick? yardstick, CancellationToken cancellationToken)
    {
        if (yardstick != DriftYardstick.Manifest)
        {
            if (_expected.TryGetValue((server, migration, DriftYardstick.Shadow), out var built))
                return (built, DriftYardstick.Shadow);
            if (await ShadowDatabase.BuildAsync(settings, migration, cancellationToken) is { } shadow)
                return (_expected[(server, migration, DriftYardstick.Shadow)] = shadow, DriftYardstick.Shadow);
        }
        return (_expected.GetOrAdd((server, migration, DriftYardstick.Manifest), _ => SchemaManifest.Embedded().After(migration)), DriftYardstick.Manifest);
    }

    private static List<string> Known(NpgsqlConnectionStringBuilder settings)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(settings.ConnectionString);
        using var db = new AgentBrainDbContext(options.Options);
        return [.. db.Database.GetMigrations()];
    }
}
