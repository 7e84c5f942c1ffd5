using System.Diagnostics;
using System.Reflection;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>The commands that the guides name do what they say, from the root of the repository.</summary>
public sealed class EntityFrameworkToolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static string Root
    {
        get
        {
            for (var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); directory is not null; directory = directory.Parent)
            {
                if (File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
                    return directory.FullName;
            }
            throw new InvalidOperationException("The tests do not run inside the repository.");
        }
    }

    private static string Configuration => typeof(EntityFrameworkToolTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [Test]
    public void The_model_has_no_changes_without_a_migration()
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain("Host=nowhere.invalid");
        using var db = new AgentBrainDbContext(options.Options);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Test]
    public async Task Database_update_fills_an_empty_database_and_the_model_has_no_pending_changes()
    {
        await using var database = await TestDatabase.CreateAsync();
        string[] projects = ["--project", "src/Infrastructure", "--startup-project", "src/Web", "--no-build", "--configuration", Configuration];
        await RunAsync(database, "tool", "restore");
        await BuildAsync(database);

        await RunAsync(database, ["ef", "database", "update", .. projects]);
        var pending = await RunAsync(database, ["ef", "migrations", "has-pending-model-changes", .. projects]);

        pending.ShouldContain("No changes have been made to the model since the last migration.");
        await using var migrated = await TestDatabase.CreateAsync();
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(migrated.ConnectionString);
        await using (var db = new AgentBrainDbContext(options.Options))
            await db.Database.MigrateAsync();
        await using var expected = await migrated.OpenConnectionAsync();
        await using var connection = await database.OpenConnectionAsync();
        (await Catalog.ReadAsync(expected)).DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    /// <summary>Builds the application unless it was built from the code under test: that takes most of the time.</summary>
    private static async Task BuildAsync(TestDatabase database)
    {
        var tested = typeof(AgentBrainDbContext).Assembly.Location;
        var built = Path.Combine(Root, "src", "Web", "bin", Configuration, Path.GetFileName(Path.GetDirectoryName(tested)!), Path.GetFileName(tested));
        if (!File.Exists(built) || !SameContent(built, tested))
            await RunAsync(database, "build", "src/Web", "--configuration", Configuration);
    }

    private static bool SameContent(string one, string other) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));

    private static async Task<string> RunAsync(TestDatabase database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__AgentBrain"] = database.ConnectionString;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
