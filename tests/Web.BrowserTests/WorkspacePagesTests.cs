using System.Globalization;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.BrowserTests;

public class WorkspacePagesTests : VisitorTests
{
    // What the pictures of the main pages are called; those of respondents come first.
    private static readonly Dictionary<string, string> Pictured = new()
    {
        ["admin"] = "50-workspace-dashboard",
        ["admin/interviews"] = "51-workspace-interviews",
        ["admin/interviews/{id:guid}"] = "52-workspace-interview",
        ["admin/feedback"] = "53-workspace-feedback",
        ["admin/brain"] = "54-workspace-brain",
        ["admin/brain/slots"] = "55-workspace-slots",
        ["admin/brain/slots/{id}"] = "56-workspace-slot",
        ["admin/brain/questions"] = "57-workspace-questions",
        ["admin/brain/questions/{id}"] = "58-workspace-question",
        ["admin/brain/risk-rules"] = "59-workspace-risk-rules",
        ["admin/brain/risk-rules/{id}"] = "60-workspace-risk-rule",
        ["admin/brain/skip-rules"] = "61-workspace-skip-rules",
        ["admin/brain/scoring"] = "62-workspace-scoring",
        ["admin/brain/modes"] = "63-workspace-modes",
        ["admin/brain/report"] = "64-workspace-report",
        ["admin/brain/check"] = "65-workspace-check",
        ["admin/brain/try"] = "66-workspace-try",
        ["admin/brain/publish"] = "67-workspace-publish",
        ["admin/brain/history"] = "68-workspace-history",
        ["admin/brain/compare"] = "69-workspace-compare",
        ["admin/brain/import"] = "70-workspace-import",
        ["admin/accounts"] = "71-workspace-accounts",
        ["admin/keys"] = "72-workspace-keys",
        ["admin/audit"] = "73-workspace-audit",
        ["admin/account"] = "74-workspace-account",
        ["admin/database"] = "82-workspace-database",
        ["admin/mail"] = "83-workspace-outbox",
        ["admin/webhooks"] = "84-workspace-webhooks",
        ["admin/webhooks/{id:guid}"] = "85-workspace-webhook",
        ["admin/privacy"] = "86-workspace-privacy",
        ["admin/privacy/retention"] = "87-workspace-retention",
        ["admin/consent"] = "88-workspace-consent",
    };

    /// <summary>From the start page along all links, so that a new page is looked at as soon as one leads to it.</summary>
    [Test]
    [Category("Screenshots")]
    public async Task Every_page_that_an_administrator_can_click_their_way_to_is_fit_for_everybody()
    {
        await using (var respondent = await Visitor.ArriveAsync("en"))
            await respondent.RespondAsync();
        await ConnectReceiverAsync();
        await using var visitor = await Visitor.SignedInAsync(Roles.Administrator, "administrator@example.org");
        var known = new HashSet<string>();
        var queue = new Queue<string>(["/admin"]);

        while (queue.TryDequeue(out var address))
        {
            // Those behind it come with the library and look as it has them.
            if (address == "/admin/jobs")
            {
                (await visitor.FetchAsync(address)).Ok.ShouldBeTrue(address);
                continue;
            }
            if (PatternOf(address) is not { } pattern)
            {
                Visitor.Complaints.Enqueue($"{address} is linked, and no page is there");
                continue;
            }
            if (!known.Add(pattern))
                continue;
            var found = await visitor.FetchAsync(address);
            if (!found.Ok)
            {
                Visitor.Complaints.Enqueue($"{address} is linked, and answers {found.Status}");
                continue;
            }
            if (!found.Headers["content-type"].StartsWith("text/html", StringComparison.Ordinal))
                continue;
            await visitor.OpenAsync(address);
            foreach (var link in await LinksAsync(visitor))
                queue.Enqueue(link);
            await visitor.WorkspaceShouldBeFineAsync(Pictured.GetValueOrDefault(pattern));
        }

        known.Count.ShouldBeGreaterThan(30, string.Join(' ', known));
    }

    [Test]
    public async Task Pages_for_those_who_are_not_signed_in_are_fit_for_everybody()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        await visitor.OpenAsync("/admin");
        (await visitor.HeadingAsync()).ShouldBe("Sign in to the workspace");
        await visitor.WorkspaceShouldBeFineAsync();

        await visitor.SignInAsync("nobody@example.org", "a wrong password");
        await visitor.WorkspaceShouldBeFineAsync();

        await visitor.OpenAsync("/admin/join/" + new string('0', 64));
        (await visitor.HeadingAsync()).ShouldBe("This invitation does not work");
        await visitor.WorkspaceShouldBeFineAsync();
    }

    // With one delivery that failed, so that every page about receivers has something to show.
    private static async Task ConnectReceiverAsync()
    {
        await using var scope = Site.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        var now = DateTimeOffset.UtcNow;
        var endpoint = WebhookEndpoint.Create(WebhookLimits.Endpoints, "https://tickets.example.org/hooks/agent-brain", "Ticket system", WebhookTypes.All, "", "administrator@example.org", now);
        var test = WebhookEvent.Test(endpoint, now);
        var delivery = WebhookDelivery.Of(test, endpoint, now);
        var answer = new WebhookAnswer { Status = 503, Excerpt = "Down for maintenance until noon.", Duration = TimeSpan.FromMilliseconds(218) };
        delivery.Begin(now);
        delivery.End(delivery.OutcomeOf(answer, isTest: true), now);
        var signature = WebhookSignature.Of([WebhookSecret.Write(new byte[WebhookSecret.Bytes])], test.MessageId, now, test.Body());
        db.AddRange(endpoint, test, delivery, WebhookAttempt.Of(delivery.Id, now, signature, answer));
        await db.SaveChangesAsync();
    }

    private static async Task<IEnumerable<string>> LinksAsync(Visitor visitor)
    {
        var links = await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(link => link.href)");
        return links
            .Where(link => link.StartsWith(Site.Address + "/admin", StringComparison.Ordinal))
            .Select(link => new Uri(link).PathAndQuery);
    }

    /// <summary>The page that answers at an address, as routing sees it.</summary>
    private static string? PatternOf(string address)
    {
        var path = new Uri(new Uri(Site.Address), address).AbsolutePath;
        return (
            from endpoint in Site.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = endpoint.RoutePattern
            where pattern.RawText?.StartsWith("admin", StringComparison.Ordinal) == true
            let values = new RouteValueDictionary()
            where new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values) && Fits(pattern, values)
            orderby pattern.InboundPrecedence
            select pattern.RawText).FirstOrDefault();
    }

    private static bool Fits(RoutePattern pattern, RouteValueDictionary values) => pattern.ParameterPolicies.All(policies =>
        policies.Value.All(policy => policy.Content switch
        {
            "guid" => Guid.TryParse(values[policies.Key] as string, out _),
            "int" => int.TryParse(values[policies.Key] as string, CultureInfo.InvariantCulture, out _),
            _ => true,
        }));
}
