using System.Globalization;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AgentBrain.Api.Load;

/// <summary>A PostgreSQL server of its own with the settings that it comes with, on data that go with this object.</summary>
internal sealed class Database : IAsyncDisposable
{
    // Of the hundred that the server allows, for each of those who share it.
    private const int ConnectionsEach = 28;
    private const double TicksPerSecond = 100;
    private static readonly string[] Durable = ["fsync", "synchronous_commit", "full_page_writes"];

    private readonly LocalPostgres.Running _server;
    private readonly string _postmaster;
    private readonly NpgsqlDataSource _source;
    private Dictionary<string, string>? _columns;

    private Database(LocalPostgres.Running server)
    {
        _server = server;
        _postmaster = File.ReadLines(Path.Combine(server.DataDirectory, "postmaster.pid")).First();
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = ConnectionsEach, MaxAutoPrepare = 100, NoResetOnClose = true }.ConnectionString;
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    /// <summary>Starts the server with its data in a directory.</summary>
    /// <exception cref="InvalidOperationException">It does not wait for the disk.</exception>
    public static async Task<Database> StartAsync(string directory, CancellationToken cancellationToken)
    {
        var database = new Database(await LocalPostgres.StartAsync(new LocalPostgresOptions { DataRoot = directory }, NullLogger.Instance, cancellationToken));
        try
        {
            foreach (var setting in Durable)
            {
                if (await database.ScalarAsync($"SHOW {setting}", cancellationToken) is not "on")
                    throw new InvalidOperationException($"{setting} is not on. Figures of writes that may be lost say nothing.");
            }
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task<string> VersionAsync(CancellationToken cancellationToken) => (string)(await ScalarAsync("SHOW server_version", cancellationToken))!;

    /// <summary>Processor time of all of its processes that live.</summary>
    public TimeSpan ProcessorTime()
    {
        var ticks = 0.0;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                // "123 (postgres) S 1 …": the parent, and ten fields on what it has taken in its own code and in the system's.
                var stat = File.ReadAllText(Path.Combine(process, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[1] == _postmaster)
                    ticks += double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>What the last request to a session left behind.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="after">The last message known before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<StoredStep> LastStepAsync(Guid sessionId, int after, CancellationToken cancellationToken)
    {
        await using var batch = _source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT state, question_count, waiting_question_id, flag_codes, filled_slots FROM sessions WHERE session_id = $1")
        { Parameters = { new() { Value = sessionId } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "SELECT sequence, role, question_id, content, round, input FROM messages WHERE session_id = $1 AND sequence > $2 ORDER BY sequence")
        { Parameters = { new() { Value = sessionId }, new() { Value = after } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT sequence, question_id, stop_reason, details FROM decision_records WHERE session_id = $1 ORDER BY sequence DESC LIMIT 1")
        { Parameters = { new() { Value = sessionId } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (state, count, waiting) = (reader.GetString(0), reader.GetInt32(1), Text(2));
        var (flags, filled) = (reader.GetFieldValue<string[]>(3), reader.GetFieldValue<string[]>(4));
        await reader.NextResultAsync(cancellationToken);
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync(cancellationToken))
            messages.Add(new StoredMessage(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), Text(5)));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new StoredStep
        {
            State = state,
            QuestionCount = count,
            WaitingQuestionId = waiting,
            FlagCodes = flags,
            FilledSlots = filled,
            Messages = messages,
            Decision = new StoredDecision(reader.GetInt32(0), Text(1), Text(2), reader.GetString(3)),
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public async Task<int> RevisionAsync(Guid sessionId, CancellationToken cancellationToken) =>
        (int)(await ScalarAsync($"SELECT revision_id FROM sessions WHERE session_id = '{sessionId}'", cancellationToken))!;

    /// <summary>Repeats a session with its conversation and its decisions, as if as many respondents had sent the same. Their token is the same too.</summary>
    public async Task<Guid[]> CopyAsync(Guid sessionId, int count, CancellationToken cancellationToken)
    {
        _columns ??= await ColumnsAsync(cancellationToken);
        var copies = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var batch = _source.CreateBatch();
        Add($"INSERT INTO sessions (session_id, start_submission_id, {_columns["sessions"]}) SELECT copy, gen_random_uuid(), {_columns["sessions"]}");
        Add($"INSERT INTO messages (session_id, {_columns["messages"]}) SELECT copy, {_columns["messages"]}");
        Add($"INSERT INTO decision_records (id, session_id, {_columns["decision_records"]}) SELECT gen_random_uuid(), copy, {_columns["decision_records"]}");
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return copies;

        void Add(string insert) => batch.BatchCommands.Add(new NpgsqlBatchCommand($"{insert} FROM {insert.Split(' ')[2]}, unnest($2) copy WHERE session_id = $1")
        { Parameters = { new() { Value = sessionId }, new() { Value = copies } } });
    }

    /// <summary>Brings the figures of the planner up to date.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("VACUUM ANALYZE");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_server.DataDirectory)!, recursive: true);
    }

    // All but those that tell one copy from another.
    private async Task<Dictionary<string, string>> ColumnsAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name IN ('sessions', 'messages', 'decision_records')
                AND column_name NOT IN ('session_id', 'start_submission_id', 'id') AND is_generated = 'NEVER'
            GROUP BY 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken))
            columns[reader.GetString(0)] = reader.GetString(1);
        return columns;
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
