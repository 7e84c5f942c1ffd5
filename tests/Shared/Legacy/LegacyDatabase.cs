using System.Text.Json.Nodes;
using Npgsql;

namespace AgentBrain.Testing;

/// <summary>How far the files of an installation of the legacy service had been run.</summary>
public enum LegacyState
{
    /// <summary>All files.</summary>
    Complete,

    /// <summary>Without 003.</summary>
    Before003,

    /// <summary>Without 004.</summary>
    Before004,

    /// <summary>Without 003 and without 004.</summary>
    Before003And004,
}

/// <summary>
/// Databases of the legacy service, built with SQL files written after its document and filled with some years of its work. One of each state is
/// built; tests get copies of it.
/// </summary>
public static class LegacyDatabase
{
    private static readonly Dictionary<LegacyState, Lazy<Task<TestDatabase>>> _templates = Enum.GetValues<LegacyState>()
        .ToDictionary(state => state, state => new Lazy<Task<TestDatabase>>(() => BuildAsync(state, filled: true)));

    /// <summary>A copy of the database in a state, with its rows.</summary>
    public static async Task<TestDatabase> CreateAsync(LegacyState state = LegacyState.Complete) => await TestDatabase.CopyOfAsync(await _templates[state].Value);

    /// <summary>A database in a state, without rows but those of the files.</summary>
    public static Task<TestDatabase> CreateEmptyAsync(LegacyState state = LegacyState.Complete) => BuildAsync(state, filled: false);

    /// <summary>Drops what copies were made of.</summary>
    public static async Task DropTemplatesAsync()
    {
        foreach (var template in _templates.Values.Where(template => template.IsValueCreated))
            await (await template.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> BuildAsync(LegacyState state, bool filled)
    {
        var with003 = state is LegacyState.Complete or LegacyState.Before004;
        var with004 = state is LegacyState.Complete or LegacyState.Before003;
        var database = await TestDatabase.CreateAsync();
        string[] files =
        [
            "001_brain_tables", "002_session_tables",
            .. with003 ? (string[])["003_missing_schema"] : [],
            "add_skill_tables",
            .. with004 ? (string[])["004_skill_learned_rules_columns"] : [],
        ];
        foreach (var file in files)
            await database.ExecuteAsync(File(file));
        if (filled)
            await FillAsync(database, with003);
        return database;
    }

    private static string File(string name) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Legacy", $"{name}.sql"));

    private static async Task FillAsync(TestDatabase database, bool with003)
    {
        await database.ExecuteAsync(File("brain"));
        if (with003)
            await database.ExecuteAsync(File("configuration"));
        await using var connection = await database.OpenConnectionAsync();
        await InsertAsync(connection, "sessions", LegacyInterviews.Sessions());
        foreach (var (table, rows) in LegacyReviews.Rows())
        {
            if (with003 || table != "feedback")
                await InsertAsync(connection, table, rows);
        }
        await database.ExecuteAsync(
            """
            SELECT setval(pg_get_serial_sequence(name, 'id'), 1000) FROM unnest('{transcripts,skill_versions,skill_learned_rules,expert_reviews,question_reviews,summary_reviews}'::text[]) name;
            SELECT setval('messages_id_seq', 77, false);
            ANALYZE;
            """);
    }

    /// <summary>Inserts rows, of which each is an object of all columns; columns that the table does not have yet are left out.</summary>
    private static async Task InsertAsync(NpgsqlConnection connection, string table, JsonArray rows)
    {
        await using var columns = new NpgsqlCommand("SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0", connection)
        {
            Parameters = { new() { Value = table } },
        };
        var names = (string)(await columns.ExecuteScalarAsync())!;
        await using var insert = new NpgsqlCommand($"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(null::{table}, $1::json)", connection)
        {
            Parameters = { new() { Value = rows.ToJsonString() } },
        };
        await insert.ExecuteNonQueryAsync();
    }
}
