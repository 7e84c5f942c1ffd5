using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>
/// After every migration the database, the shadow and the manifest are the same. Run with MANIFEST=write after a migration was added, and read what changes
/// in src/Infrastructure/Persistence/Schema/SchemaManifest.json.
/// </summary>
public sealed class SchemaManifestTests
{
    [Test]
    public async Task The_manifest_and_the_shadow_are_what_the_migrations_build()
    {
        await using var database = await TestDatabase.CreateAsync();
        var drift = DriftFixture.Drift(database);
        List<(string Migration, SchemaSnapshot Schema)> levels = [];
        List<string> said = [];
        await using var db = DriftFixture.Context(database);
        foreach (var migration in db.Database.GetMigrations())
        {
            await DriftFixture.MigrateAsync(database, migration);
            levels.Add((migration, await DriftFixture.ReadAsync(database)));
            if (Environment.GetEnvironmentVariable("MANIFEST") == "write")
                continue;
            foreach (var yardstick in Enum.GetValues<DriftYardstick>())
            {
                var report = await drift.CheckAsync(yardstick);
                said.Add($"{migration} {yardstick}: {report.State} {report.Yardstick} {string.Join(' ', report.Differences.Select(each => each.Sentence))}");
                if (report.State == DriftState.Same && report.Yardstick == yardstick)
                    said.RemoveAt(said.Count - 1);
            }
        }

        var manifest = SchemaManifest.Of(levels);
        var file = Path.Combine(Root(), "src", "Infrastructure", "Persistence", "Schema", SchemaManifest.FileName);
        if (Environment.GetEnvironmentVariable("MANIFEST") == "write")
            await File.WriteAllTextAsync(file, manifest.ToJson());

        said.ShouldBeEmpty();
        (await File.ReadAllTextAsync(file)).ShouldBe(manifest.ToJson(), "The manifest is not up to date: run this test with MANIFEST=write and build again.");
        foreach (var (migration, schema) in levels)
            manifest.After(migration).Objects.ShouldBe(schema.Objects, ignoreOrder: true);
    }

    [Test]
    public void A_migration_that_the_manifest_does_not_know_is_refused() =>
        Should.Throw<ArgumentException>(() => SchemaManifest.Embedded().After("20990101000000_Unknown"));

    private static string Root()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
            directory = directory.Parent!;
        return directory.FullName;
    }
}
