using System.Net;
using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Routes;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>
/// The permission tables in docs/security.md say what the running application does: every route is tried by everybody. With
/// <c>SECURITY_TABLE=write</c> the tables are brought up to date; what then changes in them is to be looked at, because it is what people may do.
/// </summary>
public sealed class RouteTableTests
{
    private const string Hint = "docs/security.md says something else. Where the application is right, run this test with SECURITY_TABLE=write and look at what changes.";
    private readonly string _mail = Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}");
    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;

    private static bool Writes => Environment.GetEnvironmentVariable("SECURITY_TABLE") == "write";

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _app = new AgentBrainApp(_database.ConnectionString) { Settings = new Dictionary<string, string> { ["Mail:Folder"] = _mail } };
        _app.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        if (Directory.Exists(_mail))
            Directory.Delete(_mail, recursive: true);
    }

    [Test]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        var table = await RouteTable.TryAsync(_app);
        var guide = SecurityGuide.Read();
        if (Writes)
            guide = guide.Write("routes", table);

        guide.Table("routes").Split('\n').ShouldBe(table.Split('\n'), Hint);
    }

    [Test]
    public void The_roles_may_do_what_the_table_says()
    {
        string[] roles = [Roles.Analyst, Roles.Reviewer, Roles.Author, Roles.Administrator];
        roles.ShouldBe(Roles.All, ignoreOrder: true);
        var rows = Enum.GetValues<Permission>()
            .Select(permission => $"| {Words(permission)} | {string.Join(" | ", roles.Select(role => Permissions.Has(role, permission) ? "yes" : "–"))} |");
        var table = string.Join('\n', [$"| May | {string.Join(" | ", roles)} |", "|---|---|---|---|---|", .. rows]);
        var guide = SecurityGuide.Read();
        if (Writes)
            guide = guide.Write("permissions", table);

        guide.Table("permissions").Split('\n').ShouldBe(table.Split('\n'), Hint);

        static string Words(Permission permission) => Regex.Replace(permission.ToString(), "(?<!^)[A-Z]", letter => $" {letter.Value.ToLowerInvariant()}");
    }

    [Test]
    public async Task Nothing_but_pages_that_are_meant_for_strangers_opens_without_signing_in()
    {
        foreach (var door in (await RouteTable.DoorsAsync(_app)).Where(door => door.Words.StartsWith("/admin", StringComparison.Ordinal)))
        {
            var row = SecurityGuide.Read().Table("routes").Split('\n').Single(line => line.StartsWith($"| `{door.Words}` | {door.Method} |", StringComparison.Ordinal));
            var open = row.Split('|', StringSplitOptions.TrimEntries)[3] == "yes";

            open.ShouldBe(door.Words.StartsWith("/admin/sign-in", StringComparison.Ordinal) || door.Words.StartsWith("/admin/join/", StringComparison.Ordinal), door.Words);
        }
    }

    [Test]
    public async Task No_call_of_the_administration_is_for_strangers()
    {
        var calls = (await RouteTable.DoorsAsync(_app))
            .Where(door => door.Words.StartsWith("/api/admin/", StringComparison.Ordinal) || door.Words.StartsWith("/api/brain/", StringComparison.Ordinal))
            .Select(door => SecurityGuide.Read().Table("routes").Split('\n').Single(line => line.StartsWith($"| `{door.Words}` | {door.Method} |", StringComparison.Ordinal)))
            .ToList();

        calls.ShouldNotBeEmpty();
        calls.ShouldAllBe(row => row.Contains("| – | – |", StringComparison.Ordinal));
    }

    [Test]
    public async Task Files_are_for_everybody_and_lie_where_the_guide_says()
    {
        var guide = SecurityGuide.Read().Text;
        using var stranger = _app.NewRespondent();
        var files = RouteTable.Files(_app);

        files.Select(file => file.Split('/')[1]).Distinct().Where(folder => !guide.Contains($"`/{folder}/`", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var file in files.Where(file => !Regex.IsMatch(file, @"\.(gz|br)$")))
            (await stranger.GetAsync(file)).Status.ShouldBe(HttpStatusCode.OK, file);
    }

    [Test]
    public void Every_endpoint_has_a_route() =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint is not RouteEndpoint).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();
}
