using AgentBrain.Application.Operations;
using AgentBrain.Domain.Operations;
using AgentBrain.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <inheritdoc/>
internal sealed class DatabaseInspection(MigrationState migrations, DatabaseConnection connection, DatabaseDrift drift) : IDatabaseInspection
{
    private static readonly Dictionary<string, string> Dangers = new()
    {
        ["fsync"] = "A power cut can destroy the whole database.",
        ["synchronous_commit"] = "What was confirmed in the last moments before a crash is lost.",
        ["full_page_writes"] = "A power cut can leave pages half written that nothing can repair.",
    };

    /// <inheritdoc/>
    public async Task<DatabaseState> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await migrations.FindAsync(cancellationToken);
        await using var own = await connection.OpenUnpooledAsync(cancellationToken);
        await using var read = new NpgsqlCommand(
            """
            SELECT current_database(), current_setting('server_version'), pg_database_size(current_database()),
                current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes')
            """,
            own);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new DatabaseState(
            row.GetString(0),
            $"{own.Host}:{own.Port}",
            row.GetString(1),
            row.GetInt64(2),
            [.. found.Applied.Concat(found.Foreign).Order(StringComparer.Ordinal)],
            found.Foreign,
            found.Pending,
            [.. Dangers.Select((setting, index) => Setting(setting.Key, row.GetString(3 + index), setting.Value))]);
    }

    /// <inheritdoc/>
    public async Task<DriftComparison> CompareAsync(CancellationToken cancellationToken)
    {
        var report = await drift.CheckAsync(cancellationToken: cancellationToken);
        return new DriftComparison(
            report.State switch
            {
                DriftState.Same => DriftOutcome.Same,
                DriftState.Drift => DriftOutcome.Drifted,
                _ => DriftOutcome.Unknown,
            },
            report.Applied.Count > 0 ? report.Applied[^1] : null,
            report.Sentence,
            [.. report.Differences.Select(difference => new DriftFinding(KindOf(difference.Kind), difference.Sentence))],
            SchemaScript.Write(report.Differences));
    }

    private static DriftKind KindOf(SchemaDifferenceKind kind) => kind switch
    {
        SchemaDifferenceKind.Missing => DriftKind.Missing,
        SchemaDifferenceKind.Extra => DriftKind.Extra,
        _ => DriftKind.Different,
    };

    private static DurabilitySetting Setting(string name, string value, string danger) => new(name, value, value == "off" ? danger : null);
}
