using System.Globalization;
using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Jobs;
using AgentBrain.Infrastructure.Persistence;
using Hangfire.PostgreSql;
using Npgsql;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>The tables of background jobs, which the library's scripts build.</summary>
public sealed partial class JobStoreTests
{
    private TestDatabase _database = null!;
    private DatabaseConnection _connection = null!;

    [SetUp]
    public async Task Create()
    {
        _database = await TestDatabase.CreateAsync();
        _connection = new DatabaseConnection(_database.ConnectionString);
    }

    [TearDown]
    public async Task Drop() => await _database.DisposeAsync();

    [Test]
    public void The_version_that_is_looked_for_is_that_of_the_librarys_newest_script() =>
        typeof(PostgreSqlStorage).Assembly.GetManifestResourceNames().Select(name => Script().Match(name)).Where(match => match.Success)
            .Max(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ShouldBe(JobStore.Version);

    [Test]
    public async Task They_are_built_once()
    {
        await JobStore.PrepareAsync(_connection, CancellationToken.None);
        await _database.ExecuteAsync("INSERT INTO hangfire.list (key, value) VALUES ('kept', 'yes')");

        await JobStore.PrepareAsync(_connection, CancellationToken.None);

        await using var connection = await _database.OpenConnectionAsync();
        await using var read = new NpgsqlCommand("SELECT (SELECT max(version) FROM hangfire.schema) || ' ' || (SELECT value FROM hangfire.list WHERE key = 'kept')", connection);
        (await read.ExecuteScalarAsync()).ShouldBe($"{JobStore.Version} yes");
    }

    [Test]
    public async Task Whoever_may_not_build_them_is_told_what_to_do()
    {
        var role = $"jobs_{Guid.NewGuid():N}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Password = "secret" };

            var refusal = await Should.ThrowAsync<DatabaseNotReadyException>(() => JobStore.PrepareAsync(new DatabaseConnection(settings.ConnectionString), CancellationToken.None));

            refusal.Message.ShouldContain("Run 'db migrate' as the owner of the database.");
        }
        finally
        {
            await _database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [GeneratedRegex(@"Install\.v(\d+)\.sql$")]
    private static partial Regex Script();
}
