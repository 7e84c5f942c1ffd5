using System.Globalization;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>A backup and the database whose place it would take.</summary>
/// <param name="Database">The database.</param>
/// <param name="Server">Its server.</param>
/// <param name="MadeAt">When the backup was made, as <c>pg_restore</c> says it.</param>
public sealed record RestorePlan(string Database, string Server, string MadeAt);

/// <summary>A backup that was restored.</summary>
/// <param name="Database">The database that is in use now.</param>
/// <param name="Owner">The role that it belongs to, with all that is in it.</param>
/// <param name="KeptAs">Name under which the database is kept whose place it took; null where there was none.</param>
/// <param name="Tables">What was restored.</param>
/// <param name="Pending">Migrations of this release that the backup lacks, in their order.</param>
public sealed record RestoreSummary(string Database, string Owner, string? KeptAs, IReadOnlyList<TableRows> Tables, IReadOnlyList<string> Pending);

/// <summary>
/// Puts a backup in the place of the database. It is restored into a database beside it and looked at; then both change names in one step, so that at no
/// moment there is half of anything. The database as it was is kept under another name.
/// </summary>
public sealed class DatabaseRestore(DatabaseConnection database, AgentBrainDbContext context, TimeProvider time)
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>Where the programs of PostgreSQL are looked for; the usual places when null.</summary>
    public IReadOnlyList<string>? ProgramDirectories { get; init; }

    /// <summary>Says what a restore would do, and does nothing.</summary>
    /// <exception cref="BackupException">It could not be done.</exception>
    public async Task<RestorePlan> PlanAsync(string file, CancellationToken cancellationToken)
    {
        await using var restore = await OpenAsync(cancellationToken);
        return new RestorePlan(restore.Name, $"{restore.Connection.Host}:{restore.Connection.Port}", await MadeAtAsync(restore.Client, file, cancellationToken));
    }

    /// <summary>Restores a backup.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends it; the database is as it was, unless the backup has taken its place already.</param>
    /// <exception cref="BackupException">It cannot be done; the database is as it was.</exception>
    public async Task<RestoreSummary> RestoreAsync(string file, CancellationToken cancellationToken)
    {
        await using var restore = await OpenAsync(cancellationToken);
        await MadeAtAsync(restore.Client, file, cancellationToken);
        var swap = new DatabaseSwap(restore.Connection, restore.Settings, restore.Name);
        await swap.CheckAsync(cancellationToken);

        var moment = time.GetUtcNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var fresh = DatabaseSwap.NameBeside(restore.Name, $"_restoring_{moment}");
        var owner = await swap.CreateAsync(fresh, cancellationToken);
        var done = false;
        try
        {
            var result = await restore.Client.RestoreAsync(
                fresh,
                ["--exit-on-error", "--single-transaction", "--no-owner", $"--role={owner}", "--no-privileges", "--no-password", $"--dbname=dbname='{fresh.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'", file],
                cancellationToken);
            if (!result.Succeeded)
                throw new BackupException($"{file} could not be restored, and nothing was changed. {result.Summary}");
            var (tables, pending) = await LookAtAsync(swap.To(fresh), file, cancellationToken);
            var keptAs = await swap.SwapAsync(fresh, DatabaseSwap.NameBeside(restore.Name, $"_before_{moment}"), cancellationToken);
            done = true;
            return new RestoreSummary(restore.Name, owner, keptAs, tables, pending);
        }
        finally
        {
            if (!done)
                await swap.DropAsync(fresh);
        }
    }

    private async Task<Opened> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = DatabaseBackup.Patient(database.Unpooled());
        // As Npgsql and PostgreSQL do where no database is named.
        settings.Database ??= settings.Username;
        var name = settings.Database ?? throw new BackupException("The connection string names no database.");
        var connection = await DatabaseSwap.OpenBesideAsync(settings, cancellationToken);
        try
        {
            return new Opened(name, settings, connection, await PostgresClient.FindAsync(connection, settings, ProgramDirectories, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> MadeAtAsync(PostgresClient client, string file, CancellationToken cancellationToken)
    {
        LocalCommand.Result list;
        if (!File.Exists(file) || !(list = await client.RestoreAsync(null, ["--list", file], cancellationToken)).Succeeded)
            throw new BackupException($"{file} is not a backup, or cannot be read. Name a file that 'db backup' has made.");
        if (!list.Output.Contains($" TABLE DATA public {History} ", StringComparison.Ordinal))
            throw new BackupException($"{file} is not a backup of Agent Brain: it has no list of migrations.");
        const string label = "; Archive created at ";
        return list.Output.Split('\n').FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim() ?? "an unknown time";
    }

    private async Task<(IReadOnlyList<TableRows> Tables, IReadOnlyList<string> Pending)> LookAtAsync(
        NpgsqlConnectionStringBuilder settings, string file, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnection.OpenAsync(settings, cancellationToken);
        var applied = new List<string>();
        await using (var list = new NpgsqlCommand($"""SELECT migration_id FROM "{History}" """, connection))
        {
            await using var reader = await list.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                applied.Add(reader.GetString(0));
        }
        var known = context.Database.GetMigrations().ToList();
        if (applied.Except(known).FirstOrDefault() is { } unknown)
            throw new BackupException($"{file} was made by another release, with the migration {unknown}, which this one does not know. Restore it with that release. Nothing was changed.");

        // A backup has no statistics, without which the first requests would take long.
        await using var analyse = new NpgsqlCommand("ANALYZE", connection);
        await analyse.ExecuteNonQueryAsync(cancellationToken);
        return (await TableRows.CountAsync(connection, cancellationToken), [.. known.Except(applied)]);
    }

    private sealed record Opened(string Name, NpgsqlConnectionStringBuilder Settings, NpgsqlConnection Connection, PostgresClient Client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}
