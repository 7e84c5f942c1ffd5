using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Routes;

/// <summary>A way into the application.</summary>
internal sealed record Door(string Method, RoutePattern Pattern, string? Handler)
{
    public string Words
    {
        get
        {
            var address = Pattern.RawText!.TrimStart('/');
            if (Pattern.GetParameter("handler") is not null)
                return $"/{address.Replace("{handler?}", Handler?.ToLowerInvariant() ?? "", StringComparison.Ordinal).TrimEnd('/')}";
            return $"/{address}{(Handler is null ? "" : $"?handler={Handler}")}";
        }
    }
}

/// <summary>Who gets through which door of the running application, as it answers to real requests.</summary>
internal static class RouteTable
{
    public const string Anybody = "Anybody";
    public const string Respondent = "Its respondent";

    private const string Yes = "yes";
    private const string No = "–";
    private const string SignIn = "sign-in";
    private const string StaleForm = "This form has gone stale";

    /// <summary>Everybody who tries the doors, in the order of the columns.</summary>
    public static IReadOnlyList<string> Visitors { get; } = [Anybody, Respondent, Roles.Analyst, Roles.Reviewer, Roles.Author, Roles.Administrator];

    /// <summary>All pages and other endpoints but files.</summary>
    public static async Task<IReadOnlyList<Door>> DoorsAsync(AgentBrainApp app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var doors = new List<Door>();
        foreach (var endpoint in Endpoints(app).Where(endpoint => !IsFile(endpoint)))
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var handlers = (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods;
                handlers.Where(handler => handler.HttpMethod.ToUpperInvariant() is not ("GET" or "POST")).Select(handler => handler.MethodInfo.Name)
                    .ShouldBeEmpty($"{page.ViewEnginePath} takes it for a handler; [NonHandler] says that it is none");
                doors.AddRange(handlers.Count == 0
                    ? [new Door("GET", endpoint.RoutePattern, null)]
                    : handlers.Select(handler => new Door(handler.HttpMethod.ToUpperInvariant(), endpoint.RoutePattern, handler.Name)));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>().ShouldNotBeNull($"{endpoint.DisplayName} takes every method").HttpMethods;
                doors.AddRange(methods.Where(method => method != "HEAD").Select(method => new Door(method, endpoint.RoutePattern, null)));
            }
        }
        return [.. doors.DistinctBy(door => (door.Method, door.Words)).OrderBy(door => door.Words, StringComparer.Ordinal).ThenBy(door => door.Method, StringComparer.Ordinal)];
    }

    /// <summary>Addresses of files that anybody may read.</summary>
    public static IReadOnlyList<string> Files(AgentBrainApp app) => [.. Endpoints(app).Where(IsFile).Select(endpoint => $"/{endpoint.RoutePattern.RawText}").Distinct()];

    /// <summary>The rows of the table, which doors that only read come first: the others may change what is behind them.</summary>
    public static async Task<string> TryAsync(AgentBrainApp app)
    {
        using var samples = await RouteSamples.CreateAsync(app);
        var visitors = Visitors.Select(name => new Visitor(
            name,
            () => name switch
            {
                Anybody => Task.FromResult(app.NewRespondent()),
                Respondent => Task.FromResult(samples.Respondent),
                _ => app.NewStaffAsync(name),
            },
            () => name == Respondent ? samples.SessionToken : null)).ToList();
        var doors = await DoorsAsync(app);
        var answers = new Dictionary<Door, IReadOnlyList<string>>();
        foreach (var door in doors.OrderBy(door => door.Method != "GET"))
            answers[door] = await TryAsync(door, visitors, samples);
        visitors.ForEach(visitor => visitor.Dispose());
        return string.Join(
            '\n',
            [$"| Address | Method | {string.Join(" | ", Visitors)} |", $"|---|---|{string.Concat(Enumerable.Repeat("---|", Visitors.Count))}",
                .. doors.Select(door => $"| `{door.Words}` | {door.Method} | {string.Join(" | ", answers[door])} |")]);
    }

    private static async Task<IReadOnlyList<string>> TryAsync(Door door, List<Visitor> visitors, RouteSamples samples)
    {
        var replies = new List<(string Answer, bool IsMissing)>();
        var known = true;
        foreach (var visitor in visitors)
        {
            if (door.Method != "GET" || replies.Count == 0)
                await samples.RenewAsync();
            (var address, known) = samples.AddressOf(door.Pattern, door.Handler);
            var reply = await visitor.TryAsync(door.Method, address);
            replies.Add((AnswerOf(reply, $"{visitor.Name}: {door.Method} {address}", door), reply.Status == HttpStatusCode.NotFound));
        }

        // What exists and is still not found is hidden from whoever does not find it. What nobody finds does not exist.
        var hides = replies.Any(reply => reply is { Answer: Yes, IsMissing: false });
        if (!hides && known && replies.Any(reply => reply.IsMissing) && door.Pattern.Parameters.Any(parameter => !parameter.IsOptional))
            Assert.Fail($"Nobody finds what {door.Method} {door.Words} is about. RouteSamples needs something that exists.");
        return [.. replies.Select(reply => reply.IsMissing && hides ? No : reply.Answer)];
    }

    private static string AnswerOf(HtmlPage reply, string what, Door door)
    {
        if (reply.Status == HttpStatusCode.Redirect && reply.Headers.Location is { } to && to.ToString().Contains("/admin/sign-in?returnUrl", StringComparison.Ordinal))
            return SignIn;
        if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return No;
        // The error page answers with the error that it tells of, and calls of the API say what is not configured.
        if (!door.Pattern.RawText!.StartsWith("error", StringComparison.Ordinal) && !(IsCall(door) && reply.Status == HttpStatusCode.ServiceUnavailable))
            ((int)reply.Status).ShouldBeLessThan(500, what);
        reply.Status.ShouldNotBe(HttpStatusCode.MethodNotAllowed, what);
        reply.Body.ShouldNotContain(StaleForm, Case.Sensitive, what);
        return Yes;
    }

    private static bool IsCall(Door door) => door.Words.StartsWith("/api/", StringComparison.Ordinal);

    private static IEnumerable<RouteEndpoint> Endpoints(AgentBrainApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
