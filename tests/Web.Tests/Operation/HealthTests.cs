using System.Net;
using System.Text.Json;
using AgentBrain.Application.Operations;
using AgentBrain.Infrastructure.Health;
using AgentBrain.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AgentBrain.Web.Tests.Operation;

public sealed class HealthTests
{
    private const string NewerMigration = "99990101000000_OfANewerBuild";

    [Test]
    public async Task What_is_ready_says_so_of_every_check()
    {
        using var browser = SharedApp.App.NewApiClient();

        var (status, health) = await AskAsync(browser, "/health/ready");

        status.ShouldBe(HttpStatusCode.OK);
        health.Status.ShouldBe("healthy");
        health.Checks.Select(check => check.Name).ShouldBe(["database", "migrations", "drift", "application"], ignoreOrder: true);
        health.Checks.ShouldAllBe(check => check.Status == "healthy" && check.Text.EndsWith('.'));
    }

    [Test]
    public async Task Nothing_of_it_is_kept_by_anybody_and_all_of_it_may_be_asked_without_end()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { Settings = new Dictionary<string, string> { ["RateLimits:CallsPerMinute"] = "1", ["RateLimits:ReadsPerMinute"] = "1" } };
        using var browser = app.NewApiClient();
        foreach (var address in (string[])["/health/live", "/health/ready", "/version"])
        {
            for (var time = 0; time < 3; time++)
            {
                using var reply = await browser.GetAsync(new Uri(address, UriKind.Relative));
                reply.StatusCode.ShouldBe(HttpStatusCode.OK, address);
                reply.Headers.CacheControl.ShouldNotBeNull(address).NoStore.ShouldBeTrue(address);
                reply.Content.Headers.ContentType!.MediaType.ShouldBe("application/json", address);
            }
            using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
            head.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Test]
    public async Task Without_its_database_the_application_lives_and_is_not_ready()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var way = new TcpProxy(connection.Host!, connection.Port);
        way.Restore();
        (connection.Host, connection.Port) = ("127.0.0.1", way.Port);
        await using var app = new AgentBrainApp(connection.ConnectionString);
        using var browser = app.NewApiClient();
        (await AskAsync(browser, "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);

        way.Cut();
        var (status, health) = await AskAsync(browser, "/health/ready");
        var live = await AskAsync(browser, "/health/live");
        using var version = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/version", UriKind.Relative)));

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        health["database"].ShouldBe(new Check("database", "unhealthy", "The database does not answer."));
        health["migrations"].Status.ShouldBe("unhealthy");
        health["application"].Status.ShouldBe("healthy");
        live.Status.ShouldBe(HttpStatusCode.OK);
        live.Health.Checks.ShouldBeEmpty();
        version.RootElement.GetProperty("commit").GetString().ShouldNotBeNullOrEmpty();
        version.RootElement.GetProperty("migration").ValueKind.ShouldBe(JsonValueKind.Null);

        way.Restore();
        (await AskAsync(browser, "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Drift_is_named_as_degraded_and_turns_nobody_away()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var browser = app.NewApiClient();
        (await AskAsync(browser, "/health/ready")).Health["drift"].Status.ShouldBe("healthy");

        await database.ExecuteAsync("DROP INDEX idx_feedback_rating");
        using (var scope = app.Services.CreateScope())
            await scope.ServiceProvider.GetRequiredService<DriftChecks>().CheckAsync(CancellationToken.None);
        var (status, health) = await AskAsync(browser, "/health/ready");

        status.ShouldBe(HttpStatusCode.OK);
        health.Status.ShouldBe("degraded");
        health["drift"].Status.ShouldBe("degraded");
        health["drift"].Text.ShouldEndWith("the database differed from what its migrations build. The workspace and 'db drift' say in what.");
    }

    [Test]
    public async Task A_migration_that_is_missing_keeps_requests_away_and_one_of_a_newer_build_does_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var browser = app.NewApiClient();
        var newest = await VersionAsync(browser);

        await database.ExecuteAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{NewerMigration}', '99.0.0')");
        var (status, health) = await AskAsync(browser, "/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        health["migrations"].Text.ShouldContain(NewerMigration);
        (await VersionAsync(browser)).ShouldBe(newest);

        await database.ExecuteAsync($"DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id = '{newest}'");
        (status, health) = await AskAsync(browser, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        health["database"].Status.ShouldBe("healthy");
        health["migrations"].ShouldBe(new Check("migrations", "unhealthy", $"Migrations that are not applied: 1, the first of them {newest}."));
        (await VersionAsync(browser)).ShouldNotBe(newest);
    }

    [Test]
    public async Task What_is_degraded_is_ready_and_what_breaks_tells_nothing()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString)
        {
            ChangeServices = services => services.AddHealthChecks()
                .AddCheck("other", () => HealthCheckResult.Degraded("Not as it should be."), tags: [Readiness.Tag])
                .AddCheck("elsewhere", () => HealthCheckResult.Unhealthy("Nobody asks for this.")),
        };
        using var browser = app.NewApiClient();
        var (status, health) = await AskAsync(browser, "/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        health.Status.ShouldBe("degraded");
        health["other"].ShouldBe(new Check("other", "degraded", "Not as it should be."));
        health.Checks.ShouldNotContain(check => check.Name == "elsewhere");

        await using var broken = new AgentBrainApp(SharedApp.Database.ConnectionString)
        {
            ChangeServices = services => services.AddHealthChecks().AddCheck("other", () => throw new InvalidOperationException("secret detail"), tags: [Readiness.Tag]),
        };
        using var other = broken.NewApiClient();
        (status, health) = await AskAsync(other, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        health["other"].ShouldBe(new Check("other", "unhealthy", "The check failed; the log says why."));
    }

    private static async Task<(HttpStatusCode Status, Health Health)> AskAsync(HttpClient browser, string address)
    {
        using var reply = await browser.GetAsync(new Uri(address, UriKind.Relative));
        return (reply.StatusCode, JsonSerializer.Deserialize<Health>(await reply.Content.ReadAsStreamAsync(), JsonSerializerOptions.Web)!);
    }

    private static async Task<string?> VersionAsync(HttpClient browser)
    {
        using var version = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/version", UriKind.Relative)));
        return version.RootElement.GetProperty("migration").GetString();
    }

    private sealed record Health(string Status, IReadOnlyList<Check> Checks)
    {
        public Check this[string name] => Checks.Single(check => check.Name == name);
    }

    private sealed record Check(string Name, string Status, string Text);
}
