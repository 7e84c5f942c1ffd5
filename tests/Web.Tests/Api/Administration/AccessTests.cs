using System.Net;
using System.Text;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>Who may call what, and what no call takes from anybody.</summary>
public sealed class AccessTests : AdministrationTest
{
    private const string TokenHeader = "RequestVerificationToken";
    private const string NoSession = "00000000-0000-0000-0000-00000000abcd";

    // What nothing exists for, or what asks for nothing: whoever may call it changes nothing.
    private static readonly (string Method, string Path, Permission Permission)[] _calls =
    [
        ("GET", "brain/config/verify", Permission.UseWorkspace),
        ("GET", "admin/verify", Permission.UseWorkspace),
        ("GET", "brain/config/export", Permission.ReadBrain),
        ("POST", "brain/config/validate", Permission.EditBrain),
        ("POST", "brain/config/import", Permission.EditBrain),
        ("GET", "brain/config/feedback", Permission.ReadStatistics),
        ("GET", "brain/config/feedback/stats", Permission.ReadStatistics),
        ("GET", $"brain/config/feedback/{NoSession}", Permission.ReadInterviews),
        ("DELETE", $"brain/config/feedback/{NoSession}", Permission.DeleteInterviews),
        ("GET", "brain/config/config/report-footer", Permission.ReadBrain),
        ("PUT", "brain/config/config/report-footer", Permission.EditBrain),
        ("GET", "admin/sessions", Permission.ReadInterviews),
        ("GET", $"admin/sessions/{NoSession}/review", Permission.ReadInterviews),
        ("POST", $"admin/sessions/{NoSession}/review", Permission.ReadInterviews),
        ("DELETE", $"admin/sessions/{NoSession}", Permission.DeleteInterviews),
        ("GET", "admin/reviews/stats", Permission.ReadStatistics),
        ("GET", "admin/skill/versions", Permission.ReadBrain),
        ("GET", "admin/skill/versions/active", Permission.ReadBrain),
        ("GET", "admin/skill/versions/987654/content", Permission.ReadBrain),
        ("POST", "admin/skill/versions/987654/activate", Permission.EditBrain),
        ("POST", "admin/skill/versions/create", Permission.EditBrain),
        ("POST", "admin/skill/rules/generate", Permission.EditBrain),
        ("GET", "admin/skill/rules/pending", Permission.ReadBrain),
        ("GET", "admin/skill/rules/approved", Permission.ReadBrain),
        ("GET", "admin/skill/rules/applied", Permission.ReadBrain),
        ("POST", "admin/skill/rules/987654/approve", Permission.EditBrain),
        ("DELETE", "admin/skill/rules/987654", Permission.EditBrain),
        ("POST", "admin/brain/interpret", Permission.ReadBrain),
        ("POST", "admin/brain/next-question", Permission.ReadBrain),
    ];

    private static readonly string[] _takingBodies =
    [
        "brain/config/validate", "brain/config/import", $"admin/sessions/{NoSession}/review", "admin/skill/versions/create", "admin/brain/interpret", "admin/brain/next-question",
    ];

    private static IEnumerable<TestCaseData> Calls => _calls.Select(call => new TestCaseData(call.Method, call.Path, call.Permission).SetArgDisplayNames(call.Method, call.Path));

    [Test]
    public void Every_call_of_the_administration_is_tried_here()
    {
        var permitted = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PermitApiAttribute>() is not null)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single()} /{Shape(endpoint.RoutePattern.RawText!.TrimStart('/'))}");

        permitted.ShouldBe(_calls.Select(call => $"{call.Method} /api/{call.Path.Replace(NoSession, "*", StringComparison.Ordinal).Replace("987654", "*", StringComparison.Ordinal)}"), ignoreOrder: true);

        static string Shape(string pattern) => string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? "*" : part));
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_call_is_for_keys_of_the_roles_that_may(string method, string path, Permission permission)
    {
        using var stranger = App.NewProgram();
        (await CallAsync(stranger, method, path)).Problem(HttpStatusCode.Unauthorized);
        foreach (var wrong in new[] { "nothing like a key", $"{ApiKey.Prefix}{new string('0', 64)}", await KeyAsync(Roles.Administrator, revoked: true) })
        {
            using var program = App.NewProgram(wrong);
            (await CallAsync(program, method, path)).Problem(HttpStatusCode.Forbidden);
        }
        foreach (var role in Roles.All)
        {
            using var program = await ProgramAsync(role);
            var reply = await CallAsync(program, method, path);
            if (Permissions.Has(role, permission))
                reply.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable], $"{role}: {reply.Text}");
            else
                reply.Problem(HttpStatusCode.Forbidden);
        }
    }

    [TestCaseSource(nameof(_takingBodies))]
    public async Task A_body_is_JSON_and_says_what_the_call_needs(string path)
    {
        (await Administrator.CallAsync(HttpMethod.Post, path, new StringContent("yaml_content: x", Encoding.UTF8, "text/plain"))).Problem(HttpStatusCode.UnsupportedMediaType);
        (await Administrator.CallAsync(HttpMethod.Post, path, Json("{\n  \"a\": oops"))).Problem(HttpStatusCode.BadRequest)["message"]!.GetValue<string>().ShouldContain("line 2, byte 8");
        (await Administrator.CallAsync(HttpMethod.Post, path, Json("{}"))).Errors.ShouldNotBeEmpty();
        (await Administrator.CallAsync(HttpMethod.Post, path, Json(""))).Errors.Keys.ShouldBe(["$"]);
    }

    [Test]
    public async Task A_signed_in_browser_reads_with_its_cookie_and_changes_with_a_token_alone()
    {
        using var author = await App.NewStaffAsync(Roles.Author);
        (await author.GetAsync("/api/brain/config/verify")).Status.ShouldBe(HttpStatusCode.OK);
        (await author.GetAsync("/api/admin/sessions")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var footer = (await author.GetAsync("/api/brain/config/config/report-footer")).Body;

        foreach (var token in new[] { null, "", "no token" })
        {
            var refused = await SetFooterAsync(token);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            refused.Body.ShouldContain(TokenHeader);
        }
        (await author.GetAsync("/api/brain/config/config/report-footer")).Body.ShouldBe(footer);

        var fitting = (await author.OpenAsync("/admin/account")).Form("form:has([name=__RequestVerificationToken])")[HtmlForm.TokenField]!;
        (await SetFooterAsync(fitting)).Status.ShouldBe(HttpStatusCode.OK);
        (await author.GetAsync("/api/brain/config/config/report-footer")).Body.ShouldContain("Set by a browser");

        Task<HtmlPage> SetFooterAsync(string? token)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, "/api/brain/config/config/report-footer?footer_text=Set%20by%20a%20browser");
            if (token is not null)
                request.Headers.TryAddWithoutValidation(TokenHeader, token);
            return author.SendAsync(request);
        }
    }

    [Test]
    public async Task Whoever_is_not_signed_in_any_more_is_nobody()
    {
        using var author = await App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/account");
        var token = author.Page.Form("form:has([name=__RequestVerificationToken])")[HtmlForm.TokenField]!;
        (await author.PostAsync("/admin/sign-out", new FormUrlEncodedContent([KeyValuePair.Create(HtmlForm.TokenField, token)]))).IsRedirect.ShouldBeTrue();

        (await author.GetAsync("/api/brain/config/verify")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Each_key_has_a_limit_of_its_own()
    {
        await using var limited = new AgentBrainApp(AdministrationApp.Database.ConnectionString) { Settings = new Dictionary<string, string> { ["RateLimits:CallsPerKeyPerMinute"] = "2" } };
        using var eager = limited.NewProgram(await KeyAsync(Roles.Analyst));
        using var other = limited.NewProgram(await KeyAsync(Roles.Analyst));
        for (var time = 0; time < 2; time++)
            (await eager.ReadAsync("admin/verify")).Status.ShouldBe(HttpStatusCode.OK);

        (await eager.ReadAsync("admin/verify")).Problem(HttpStatusCode.TooManyRequests);
        (await other.ReadAsync("admin/verify")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_text_may_be_as_large_as_in_the_workspace_and_other_bodies_are_small()
    {
        await using var app = new AgentBrainApp(AdministrationApp.Database.ConnectionString) { EnvironmentName = "Development" };
        app.UseKestrel(0);
        app.StartServer();
        using var program = new HttpClient { BaseAddress = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/api/") };
        program.DefaultRequestHeaders.Add("X-Admin-Key", await KeyAsync(Roles.Author));

        foreach (var call in new[] { "validate", "import" })
        {
            (await program.SendAsync($"brain/config/{call}", new { yaml_content = new string('x', 13 * 1024 * 1024) })).Problem(HttpStatusCode.RequestEntityTooLarge);
            (await program.SendAsync($"brain/config/{call}", new { yaml_content = new string('x', 2_000_001) })).Errors.Keys.ShouldBe(["yaml_content"]);
        }
        (await program.SendAsync("brain/config/validate", new { yaml_content = "#" + new string('x', 1_900_000) })).Status.ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync("admin/brain/interpret", new { language = "en", text = new string('x', 70_000), slots = Array.Empty<string>() })).Problem(HttpStatusCode.RequestEntityTooLarge);
    }

    private static Task<ProgramReply> CallAsync(HttpClient program, string method, string path) =>
        program.CallAsync(new HttpMethod(method), path, method == "POST" ? Json("{}") : null);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
