using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>The migration that lets respondents change what they said keeps every conversation on either way.</summary>
public sealed class ChangeAndResumeMigrationTests
{
    private const string Before = "Foundation";
    private const string After = "ChangeAndResume";

    [Test]
    public async Task It_can_be_applied_and_reverted_and_keeps_what_was_said()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, Before);
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(
            connection,
            """
            INSERT INTO sessions (session_id) VALUES ('00000000-0000-0000-0000-00000000000a');
            INSERT INTO messages (session_id, sequence, role, question_id, content, round, submission_id) VALUES
                ('00000000-0000-0000-0000-00000000000a', 1, 'agent', 'Q1', 'Kam?', 1, NULL),
                ('00000000-0000-0000-0000-00000000000a', 2, 'user', 'Q1', 'Poilsiui', 1, gen_random_uuid());
            """);
        var schema = await Catalog.ReadAsync(connection);

        await MigrateAsync(database, After);
        (await SaidAsync(connection)).ShouldBe("Kam?|Poilsiui");
        await ExecuteAsync(
            connection,
            """
            UPDATE messages SET content = 'Sveikatai', changed_at = now() WHERE sequence = 2;
            INSERT INTO replaced_answers (id, session_id, question_id, content, said_at, replaced_at)
                VALUES (gen_random_uuid(), '00000000-0000-0000-0000-00000000000a', 'Q1', 'Poilsiui', now(), now());
            INSERT INTO resume_links (id, session_id, token_hash, created_at, expires_at)
                VALUES (gen_random_uuid(), '00000000-0000-0000-0000-00000000000a', '\x01', now(), now());
            INSERT INTO session_accesses (session_id, token_hash, granted_at) VALUES ('00000000-0000-0000-0000-00000000000a', '\x02', now());
            """);

        await MigrateAsync(database, Before);
        (await SaidAsync(connection)).ShouldBe("Kam?|Sveikatai", "the newest answer stays");
        schema.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
        await MigrateAsync(database, After);
        (await SaidAsync(connection)).ShouldBe("Kam?|Sveikatai");
    }

    [Test]
    public async Task What_belongs_to_a_session_goes_with_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, After);
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(
            connection,
            """
            INSERT INTO sessions (session_id) VALUES ('00000000-0000-0000-0000-00000000000a');
            INSERT INTO replaced_answers (id, session_id, question_id, content, said_at, replaced_at)
                VALUES (gen_random_uuid(), '00000000-0000-0000-0000-00000000000a', 'Q1', 'Poilsiui', now(), now());
            INSERT INTO resume_links (id, session_id, token_hash, created_at, expires_at)
                VALUES (gen_random_uuid(), '00000000-0000-0000-0000-00000000000a', '\x01', now(), now());
            INSERT INTO session_accesses (session_id, token_hash, granted_at) VALUES ('00000000-0000-0000-0000-00000000000a', '\x02', now());
            DELETE FROM sessions;
            """);

        await using var command = new NpgsqlCommand(
            "SELECT (SELECT count(*) FROM replaced_answers) + (SELECT count(*) FROM resume_links) + (SELECT count(*) FROM session_accesses)",
            connection);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private static async Task MigrateAsync(TestDatabase database, string target)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        await using var db = new AgentBrainDbContext(options.Options);
        await db.GetService<IMigrator>().MigrateAsync(target);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> SaidAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT string_agg(content, '|' ORDER BY sequence) FROM messages", connection);
        return await command.ExecuteScalarAsync();
    }
}
