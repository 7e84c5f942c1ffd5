using System.Text.Json;
using AgentBrain.Application.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Follows the foreign keys of the database as it is, from the interview to whatever refers to it.</summary>
internal sealed class StoredRows(AgentBrainDbContext db) : IStoredRows
{
    // What opens something, or is a hash of what does: nobody's words.
    private const int LongestSecret = 64;

    // Who judged an interview has not agreed to be told to its respondent.
    private static readonly Dictionary<string, string[]> Withheld = new() { ["expert_reviews"] = ["reviewer_name"] };

    // A chain of references that leads back to itself ends here.
    private const int MostSteps = 8;

    // Keys of one column alone: an interview's id is one. What is about an interview and has no key names it by the same name.
    private const string References =
        """
        SELECT c.conrelid::regclass::text, quote_ident(a.attname), c.confrelid::regclass::text, quote_ident(f.attname)
        FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.conrelid <> c.confrelid AND c.conparentid = 0
        UNION
        SELECT a.attrelid::regclass::text, quote_ident(a.attname), 'sessions', 'session_id'
        FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE a.attname = 'session_id' AND a.atttypid = 'uuid'::regtype AND t.relkind IN ('r', 'p') AND NOT t.relispartition
            AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.attrelid NOT IN ('sessions'::regclass, 'erased_interviews'::regclass)
        ORDER BY 1, 2
        """;

    private const string Binaries =
        """
        SELECT a.attname::text, CASE WHEN a.atttypid = 'bytea'::regtype THEN quote_ident(a.attname) ELSE '' END FROM pg_attribute a
        WHERE a.attrelid = to_regclass(@table) AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('bytea'::regtype, 'bytea[]'::regtype)
        """;

    public async Task<IReadOnlyList<StoredTable>> OfInterviewAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var stored = new List<StoredTable>();
        foreach (var table in (await TablesAsync(cancellationToken)).GroupBy(table => table.Name))
        {
            var condition = string.Join(" OR ", table.Select(way => $"({way.Condition})"));
            var binaries = await RowsAsync(Binaries, [new("table", table.Key)], cancellationToken);
            var rows = await ColumnAsync<string>(
                $"SELECT (to_jsonb(t) - @omitted)::text FROM {table.Key} t WHERE {condition}",
                [new("id", sessionId), new("omitted", binaries.Select(column => column[0]).Concat(Withheld.GetValueOrDefault(table.Key, [])).ToArray())],
                cancellationToken);
            if (rows.Count == 0)
                continue;
            var contents = new List<byte[]>();
            foreach (var column in binaries.Select(column => column[1]).Where(column => column.Length > 0))
            {
                contents.AddRange(await ColumnAsync<byte[]>(
                    $"SELECT t.{column} FROM {table.Key} t WHERE ({condition}) AND length(t.{column}) > {LongestSecret}", [new("id", sessionId)], cancellationToken));
            }
            stored.Add(new StoredTable(table.Key, [.. rows.Select(row => JsonSerializer.Deserialize<JsonElement>(row, AnyDepth))], contents));
        }
        return stored;
    }

    public async Task RemoveAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        try
        {
            // What refers to others goes before them, whatever the foreign keys would do by themselves.
            foreach (var table in (await TablesAsync(cancellationToken)).Reverse())
                await ExecuteAsync($"DELETE FROM {table.Name} t WHERE {table.Condition}", sessionId, cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new DbUpdateException($"The database refused to remove what it holds of an interview ({exception.SqlState}).", exception);
        }
    }

    private static JsonSerializerOptions AnyDepth { get; } = new() { MaxDepth = 1010 };

    private async Task<IReadOnlyList<Related>> TablesAsync(CancellationToken cancellationToken)
    {
        var references = await RowsAsync(References, [], cancellationToken);
        var found = new List<Related> { new("sessions", "t.session_id = @id", ["sessions"]) };
        for (var place = 0; place < found.Count; place++)
        {
            var parent = found[place];
            foreach (var reference in references.Where(reference => reference[2] == parent.Name && parent.Path.Count < MostSteps && !parent.Path.Contains(reference[0])))
            {
                found.Add(new Related(
                    reference[0],
                    $"t.{reference[1]} IN (SELECT t.{reference[3]} FROM {parent.Name} t WHERE {parent.Condition})",
                    [.. parent.Path, reference[0]]));
            }
        }
        return found;
    }

    private async Task<List<T>> ColumnAsync<T>(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        await ReadAsync(sql, parameters, reader => reader.GetFieldValue<T>(0), cancellationToken);

    private async Task<List<string[]>> RowsAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        await ReadAsync(sql, parameters, reader => Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray(), cancellationToken);

    private async Task<List<T>> ReadAsync<T>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = CommandOf(sql);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task ExecuteAsync(string sql, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(sql);
        command.Parameters.AddWithValue("id", sessionId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand CommandOf(string sql) => new(sql, (NpgsqlConnection)db.Database.GetDbConnection())
    {
        Transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(),
    };

    private sealed record Related(string Name, string Condition, IReadOnlyList<string> Path);
}
