using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>What a database held before somebody took it over.</summary>
internal sealed class OldContent
{
    private readonly Dictionary<string, string[]> _columns;
    private readonly Dictionary<string, string> _checksums;
    private readonly Dictionary<string, Dictionary<string, JsonObject>> _rows;

    private OldContent(Dictionary<string, string[]> columns, Dictionary<string, string> checksums, Dictionary<string, Dictionary<string, JsonObject>> rows) =>
        (_columns, _checksums, _rows) = (columns, checksums, rows);

    /// <summary>Number of rows of all tables.</summary>
    public int Count => _rows.Values.Sum(rows => rows.Count);

    /// <summary>Rows by table and key.</summary>
    public IReadOnlyDictionary<string, JsonObject> this[string table] => _rows[table];

    public static async Task<OldContent> ReadAsync(TestDatabase database)
    {
        await using var connection = await ConnectionAsync(database);
        var columns = (await RowsAsync(
                connection,
                """
                SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '__EFMigrationsHistory' ORDER BY c.relname, a.attnum
                """,
                row => (Table: row.GetString(0), Column: row.GetString(1))))
            .GroupBy(row => row.Table, row => row.Column)
            .ToDictionary(table => table.Key, table => table.ToArray());
        return new OldContent(columns, await ChecksumsAsync(connection, columns), await RowsAsync(connection, columns));
    }

    /// <summary>What the first start tells of slots that it gave the options of the shipped pack.</summary>
    public const string WhenSlotsChanged = "brain_slots updated_at";

    /// <summary>The same bytes in the same columns.</summary>
    public async Task ShouldBeUntouchedAsync(TestDatabase database)
    {
        await using var connection = await ConnectionAsync(database);
        (await ChecksumsAsync(connection, _columns)).ShouldBe(_checksums, ignoreOrder: true);
    }

    /// <summary>
    /// The same values after the later migrations, which fill nulls that may no longer be, put conversations and contact details into columns, and give
    /// timestamps a zone.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="changed">What may differ all the same, as <c>table key column</c>, or <c>table column</c> for all rows.</param>
    public async Task ShouldStillBeThereAsync(TestDatabase database, params string[] changed)
    {
        await using var connection = await ConnectionAsync(database);
        var rows = await RowsAsync(connection, _columns);
        foreach (var (table, before) in _rows)
        {
            before.Keys.Except(rows[table].Keys).ShouldBeEmpty(table);
            // Conversations become messages, and what is published first is completed with settings.
            if (table is not ("messages" or "brain_config"))
                rows[table].Count.ShouldBe(before.Count, table);
            foreach (var (key, row) in before)
            {
                foreach (var (column, value) in row.Where(each => each.Value is not null && (table, each.Key) != ("sessions", "state") && !changed.Contains($"{table} {key} {each.Key}") && !changed.Contains($"{table} {each.Key}")))
                    JsonNode.DeepEquals(value, rows[table][key][column]).ShouldBeTrue($"{table} {key} {column}: {value} -> {rows[table][key][column]}");
            }
        }
        await StatesShouldBeThereAsync(connection, rows["sessions"]);
    }

    private async Task StatesShouldBeThereAsync(NpgsqlConnection connection, Dictionary<string, JsonObject> sessions)
    {
        var messages = (await RowsAsync(
                connection,
                "SELECT session_id::text, to_json(m)::text FROM messages m ORDER BY session_id, sequence",
                row => (Session: row.GetString(0), Message: JsonNode.Parse(row.GetString(1))!.AsObject())))
            .ToLookup(row => row.Session, row => row.Message);
        var contacts = (await RowsAsync(connection, new() { ["sessions"] = ["session_id", "contact_name", "contact_email", "contact_phone"] }))["sessions"];
        foreach (var (id, row) in _rows["sessions"])
        {
            var (before, after) = (row["state"]!.AsObject(), sessions[id]["state"]!.AsObject());
            foreach (var (key, value) in before.Where(member => member.Key is not ("history" or "contact_info")))
                JsonNode.DeepEquals(value, after[key]).ShouldBeTrue($"{id} {key}: {value} -> {after[key]}");
            after.Select(member => member.Key).Except(before.Select(member => member.Key)).ShouldBeEmpty(id);

            // What left the state stands in rows, exactly.
            if (before["history"] is JsonArray history && !after.ContainsKey("history"))
                messages[id].Select(Said).ShouldBe(history.Select(entry => Said(entry!.AsObject())), id);
            else
                JsonNode.DeepEquals(before["history"], after["history"]).ShouldBeTrue(id);
            if (before["contact_info"] is JsonObject contact && !after.ContainsKey("contact_info"))
            {
                foreach (var (key, value) in contact.Where(detail => !string.IsNullOrEmpty(detail.Value?.GetValue<string>())))
                    ((string?)contacts[id][$"contact_{key}"]).ShouldBe((string?)value, $"{id} {key}");
            }
            else if (before["contact_info"] is not null)
                JsonNode.DeepEquals(before["contact_info"], after["contact_info"]).ShouldBeTrue(id);
        }

        static string Said(JsonObject entry) => JsonSerializer.Serialize(
            new { role = (string?)entry["role"], question = (string?)entry["question_id"], text = (string?)(entry["text"] ?? entry["content"]), round = entry["round"]?.ToString() });
    }

    private static async Task<Dictionary<string, string>> ChecksumsAsync(NpgsqlConnection connection, Dictionary<string, string[]> columns)
    {
        var checksums = new Dictionary<string, string>();
        foreach (var (table, names) in columns)
        {
            var row = $"ROW({string.Join(", ", names.Select(name => $"\"{name}\""))})::text";
            checksums[table] = (await RowsAsync(connection, $"SELECT format('%s rows, %s', count(*), md5(coalesce(string_agg({row}, '|' ORDER BY {row} COLLATE \"C\"), ''))) FROM \"{table}\"", each => each.GetString(0)))[0];
        }
        return checksums;
    }

    // Timestamps without a zone are UTC, so that the same moment has the same digits when it has got one. Digits after the point of a number are kept by its text.
    private static async Task<Dictionary<string, Dictionary<string, JsonObject>>> RowsAsync(NpgsqlConnection connection, Dictionary<string, string[]> columns)
    {
        var tables = new Dictionary<string, Dictionary<string, JsonObject>>();
        foreach (var (table, names) in columns)
        {
            var rows = await RowsAsync(
                connection,
                $"""SELECT row_to_json(t)::text FROM (SELECT {string.Join(", ", names.Select(name => $"\"{name}\""))} FROM "{table}") t""",
                row => JsonNode.Parse(row.GetString(0))!.AsObject());
            tables[table] = rows.ToDictionary(row => row[0]!.ToString(), WithoutZones);
        }
        return tables;
    }

    private static JsonObject WithoutZones(JsonObject row)
    {
        foreach (var (key, value) in row.ToList())
        {
            if (value is JsonValue && value.GetValueKind() == JsonValueKind.String && key.EndsWith("_at", StringComparison.Ordinal))
                row[key] = ((string)value!).Replace("+00:00", "", StringComparison.Ordinal);
        }
        return row;
    }

    private static async Task<NpgsqlConnection> ConnectionAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = "UTC", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
