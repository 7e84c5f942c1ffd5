using System.Data;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>A backup that was made.</summary>
/// <param name="Database">The database.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Tables">What is in it.</param>
public sealed record BackupSummary(string Database, long Bytes, IReadOnlyList<TableRows> Tables);

/// <summary>Writes the whole database into one file, as it is at one moment, while everybody goes on working.</summary>
public sealed class DatabaseBackup(DatabaseConnection database)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the programs of PostgreSQL are looked for; the usual places when null.</summary>
    public IReadOnlyList<string>? ProgramDirectories { get; init; }

    /// <summary>Makes a backup. The file has its name once it is complete.</summary>
    /// <param name="file">A file that is not there yet.</param>
    /// <param name="cancellationToken">Ends it; no file is left behind.</param>
    /// <exception cref="BackupException">It cannot be made; no file is left behind.</exception>
    public async Task<BackupSummary> WriteAsync(string file, CancellationToken cancellationToken)
    {
        if (Path.Exists(file))
            throw new BackupException($"{file} is there already. Choose another name: a backup never takes the place of another one.");
        var settings = Patient(database.Unpooled());
        await using var connection = await DatabaseConnection.OpenAsync(settings, cancellationToken);
        var client = await PostgresClient.FindAsync(connection, settings, ProgramDirectories, cancellationToken);
        var unfinished = $"{file}.partial";
        Create(unfinished);
        try
        {
            var tables = await DumpAsync(connection, client, unfinished, cancellationToken);
            File.Move(unfinished, file, overwrite: false);
            return new BackupSummary(connection.Database, new FileInfo(file).Length, tables);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file} cannot be written: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // However large it is, it is worked through to its end.
    internal static NpgsqlConnectionStringBuilder Patient(NpgsqlConnectionStringBuilder settings)
    {
        settings.CommandTimeout = 0;
        return settings;
    }

    private static void Create(string file)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using var created = new FileStream(file, options);
        }
        catch (IOException exception) when (File.Exists(file))
        {
            throw new BackupException($"{file} is there: a backup is being written to it, or one was interrupted. Where none is under way, delete it.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file} cannot be written: {exception.Message}", exception);
        }
    }

    private static async Task<IReadOnlyList<TableRows>> DumpAsync(NpgsqlConnection connection, PostgresClient client, string file, CancellationToken cancellationToken)
    {
        // What is counted and what is written are the same moment.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var begin = new NpgsqlCommand(
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_export_snapshot()", connection, transaction);
        var snapshot = (string)(await begin.ExecuteScalarAsync(cancellationToken))!;
        var tables = await TableRows.CountAsync(connection, cancellationToken);

        var dump = await client.DumpAsync(
            connection.Database, ["--format=custom", "--no-password", $"--snapshot={snapshot}", "--lock-wait-timeout=60s", $"--file={file}"], cancellationToken);
        if (!dump.Succeeded)
            throw new BackupException($"The backup could not be made. {dump.Summary}");
        var read = await client.RestoreAsync(null, ["--list", file], cancellationToken);
        if (!read.Succeeded)
            throw new BackupException($"The backup was made and cannot be read, so it was deleted. {read.Summary}");
        return tables;
    }
}
