using AgentBrain.Application.FunctionalTests.Schema;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Adoption;
using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>What adoption expects is what the baseline migrations make, and the legacy databases of tests are what their document says.</summary>
public sealed class BaselineTests
{
    private static readonly string[] _migrations = ["BrainTables", "SessionTables", "MissingSchema", "SkillTables", "SkillLearnedRuleColumns"];

    /// <summary>Run with <c>BASELINE=write</c> to write what adoption expects.</summary>
    [Test]
    public async Task What_adoption_expects_is_what_the_migrations_make()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = new AgentBrainDbContext(((DbContextOptionsBuilder<AgentBrainDbContext>)new DbContextOptionsBuilder<AgentBrainDbContext>().UseAgentBrain(database.ConnectionString)).Options);
        List<BaselineMigration> made = [];
        await using var empty = await database.OpenConnectionAsync();
        var before = await SchemaCatalog.ReadAsync(empty, CancellationToken.None);
        foreach (var name in _migrations)
        {
            await db.GetService<IMigrator>().MigrateAsync(name);
            await using var connection = await database.OpenConnectionAsync();
            var after = await SchemaCatalog.ReadAsync(connection, CancellationToken.None);
            var id = (await db.Database.GetAppliedMigrationsAsync()).Last();
            made.Add(new BaselineMigration(id, [.. after.Objects.Where(found => !before.Contains(found.Id))]));
            before.Objects.ShouldAllBe(found => found.Equals(after.Objects.Single(other => other.Id == found.Id)), $"{name} changes what was there");
            before = after;
        }

        if (Environment.GetEnvironmentVariable("BASELINE") == "write")
            await File.WriteAllTextAsync(Path.Combine(Root(), "src", "Infrastructure", "Persistence", "Adoption", "Baseline.jsonl"), Baseline.Format(made));
        Baseline.Format(Baseline.Migrations).ShouldBe(Baseline.Format(made), "run this test with BASELINE=write and build again");
    }

    [TestCase(LegacyState.Complete)]
    [TestCase(LegacyState.Before003)]
    [TestCase(LegacyState.Before004)]
    [TestCase(LegacyState.Before003And004)]
    public async Task A_legacy_database_of_tests_is_what_the_document_says(LegacyState state)
    {
        await using var database = await LegacyDatabase.CreateAsync(state);
        await using var connection = await database.OpenConnectionAsync();

        var document = LegacySchemaDocument.Read();
        if (state is LegacyState.Before003 or LegacyState.Before003And004)
        {
            document = document.Only([.. document.Tables.Keys.Except(["brain_config", "brain_skip_rules", "feedback"])])
                .WithoutColumns("sessions", "contact_name", "contact_email", "contact_phone", "report_summary", "email_sent_at");
        }
        if (state is LegacyState.Before004 or LegacyState.Before003And004)
            document = document.WithoutColumns("skill_learned_rules", "rule_type", "source_pattern", "metadata");
        document.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AgentBrain.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
