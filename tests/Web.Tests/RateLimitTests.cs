using System.Net;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

public class RateLimitTests
{
    private const string Remote = "Test-Remote-Address";

    [TestCase("lt", "Palaukite ", "Per trumpą laiką gauta per daug užklausų.")]
    [TestCase("en", "Please wait ", "Too many requests came in a short time.")]
    [TestCase("ru", "Подождите ", "За короткое время пришло слишком много запросов.")]
    public async Task Too_many_forms_are_asked_to_wait_while_pages_stay_open(string language, string title, string text)
    {
        await using var app = Limited(("RateLimits:StartsPerMinute", "2"));
        using var respondent = app.NewRespondent(language);
        await respondent.OpenAsync("/");
        var form = respondent.Page.Form().With("Agreed", "true");

        for (var time = 0; time < 2; time++)
            (await respondent.PostAsync("/", form.Content())).IsRedirect.ShouldBeTrue();
        var refused = await respondent.PostAsync("/", form.Content());

        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        var wait = refused.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().TotalSeconds;
        wait.ShouldBeInRange(1, 60);
        refused.Title.ShouldStartWith($"{title}{wait}");
        refused.Text(".lead").ShouldStartWith(text);
        for (var time = 0; time < 5; time++)
            (await respondent.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Answers_contact_details_and_stars_have_limits_of_their_own()
    {
        await using var app = Limited(("RateLimits:AnswersPerMinute", "1"), ("RateLimits:FeedbackPerMinute", "1"));
        using var respondent = app.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Rest.");
        var form = respondent.Page.Form();

        foreach (var path in new[] { respondent.QuestionPath(1), respondent.CheckPath, respondent.FactPath("budget"), respondent.ContactPath })
            (await respondent.PostAsync(path, form.Content())).Status.ShouldBe(HttpStatusCode.TooManyRequests, path);
        (await respondent.PostAsync(respondent.ReportPath, form.Content())).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);
        (await respondent.PostAsync(respondent.ReportPath, form.Content())).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await app.AnswersAsync(respondent.SessionId)).ShouldBe(["Rest."]);
    }

    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    [TestCase("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [TestCase("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public async Task Each_address_or_network_of_addresses_has_its_own_count(string one, string other, bool same)
    {
        await using var app = Limited(("RateLimits:StartsPerMinute", "1"));

        (await SendAsync(app, one)).ShouldBeFalse();
        (await SendAsync(app, one)).ShouldBeTrue();
        (await SendAsync(app, other)).ShouldBe(same);
    }

    [Test]
    public async Task A_forged_address_is_ignored_where_no_proxy_is_configured()
    {
        await using var app = Limited(("RateLimits:StartsPerMinute", "1"));

        (await SendAsync(app, "192.0.2.1", "198.51.100.1")).ShouldBeFalse();
        (await SendAsync(app, "192.0.2.1", "198.51.100.2")).ShouldBeTrue();
    }

    [TestCase("ForwardedHeaders:KnownProxies:0", "192.0.2.1")]
    [TestCase("ForwardedHeaders:KnownNetworks:0", "192.0.2.0/28")]
    public async Task A_configured_proxy_is_believed_and_nobody_else(string setting, string value)
    {
        await using var app = Limited(("RateLimits:StartsPerMinute", "1"), (setting, value));

        (await SendAsync(app, "192.0.2.1", "198.51.100.1")).ShouldBeFalse();
        (await SendAsync(app, "192.0.2.1", "198.51.100.2")).ShouldBeFalse();
        (await SendAsync(app, "192.0.2.1", "198.51.100.1")).ShouldBeTrue();

        // Somebody in front of the proxy wrote the first address; the proxy vouches for the last one only.
        (await SendAsync(app, "192.0.2.1", "203.0.113.9, 198.51.100.2")).ShouldBeTrue();

        (await SendAsync(app, "192.0.2.99", "198.51.100.3")).ShouldBeFalse();
        (await SendAsync(app, "192.0.2.99", "198.51.100.4")).ShouldBeTrue();
    }

    /// <summary>Whether a form from this address is refused.</summary>
    private static async Task<bool> SendAsync(AgentBrainApp app, string remote, string? forwarded = null)
    {
        using var respondent = app.NewRespondent();
        respondent.Headers.Add(Remote, remote);
        if (forwarded is not null)
            respondent.Headers.Add("X-Forwarded-For", forwarded);
        var reply = await respondent.PostAsync("/", (await respondent.OpenAsync("/")).Form().Content());
        return reply.Status == HttpStatusCode.TooManyRequests;
    }

    private static AgentBrainApp Limited(params (string Key, string Value)[] settings) => new(SharedApp.Database.ConnectionString)
    {
        Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
        ChangeServices = services => services.AddTransient<IStartupFilter, RemoteAddress>(),
    };

    /// <summary>Requests come from the address that they name.</summary>
    private sealed class RemoteAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[Remote], out var address))
                    context.Connection.RemoteIpAddress = address;
                return then(context);
            });
            next(app);
        };
    }
}
