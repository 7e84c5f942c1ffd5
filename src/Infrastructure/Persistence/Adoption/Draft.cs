using AgentBrain.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>A plan in the making: what is known of the database, and what was found so far.</summary>
internal sealed class Draft(NpgsqlConnection connection, SchemaSnapshot live, LaterMigrations later)
{
    private readonly List<(Phase Phase, string Sql)> _statements = [];
    private readonly List<AdoptionFinding> _findings = [];

    public NpgsqlConnection Connection => connection;

    public SchemaSnapshot Live => live;

    public LaterMigrations Later => later;

    /// <summary>Everything that the baseline makes.</summary>
    public SchemaSnapshot Expected { get; } = new(Baseline.Migrations.SelectMany(migration => migration.Objects));

    /// <summary>Objects that take the place of one of the baseline under a name of their own.</summary>
    public HashSet<SchemaObjectId> Renamed { get; } = [];

    public IReadOnlyList<AdoptionFinding> Findings => _findings;

    public IEnumerable<string> Statements => _statements.OrderBy(statement => statement.Phase).Select(statement => statement.Sql);

    public void Do(Phase phase, string sql) => _statements.Add((phase, sql));

    public void Kept(string sentence) => _findings.Add(new AdoptionFinding(FindingKind.Kept, sentence));

    public void Warn(string sentence, string? suggestion = null) => _findings.Add(new AdoptionFinding(FindingKind.Warning, sentence, suggestion));

    public void Conflict(string sentence, string? suggestion) => _findings.Add(new AdoptionFinding(FindingKind.Conflict, sentence, suggestion));

    public void PutRight(string sentence, params (Phase Phase, string Sql)[] statements)
    {
        _findings.Add(new AdoptionFinding(FindingKind.PutRight, sentence));
        _statements.AddRange(statements);
    }

    /// <summary>Whether a table is there, as a table.</summary>
    public bool HasTable(string name) => live.Contains(new SchemaObjectId(SchemaObjectKind.Table, null, name));

    public bool HasColumns(string table, IEnumerable<string> columns) =>
        columns.All(column => live.Contains(new SchemaObjectId(SchemaObjectKind.Column, table, column)));

    /// <summary>Reads rows of the database as it is.</summary>
    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    public async Task<long> CountAsync(string from, CancellationToken cancellationToken) =>
        (await RowsAsync($"SELECT count(*) FROM {from}", row => row.GetInt64(0), cancellationToken))[0];

    /// <summary>Does something that the server may refuse, such as comparing columns that are of another type than expected.</summary>
    /// <returns>Why the server refused; null when it did not.</returns>
    public async Task<string?> TryAsync(Func<Task> read, CancellationToken cancellationToken)
    {
        await using var save = new NpgsqlCommand("SAVEPOINT looking", connection);
        await save.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            await read();
            return null;
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("42", StringComparison.Ordinal) || exception.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            await using var back = new NpgsqlCommand("ROLLBACK TO SAVEPOINT looking", connection);
            await back.ExecuteNonQueryAsync(cancellationToken);
            return exception.MessageText;
        }
    }

    public static string Rows(long count) => count == 1 ? "1 row" : FormattableString.Invariant($"{count} rows");
}
