using System.Text.RegularExpressions;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Routes;

/// <summary>
/// Things that exist, for the parts of addresses that name one. A parameter that nobody knows here gets something of its kind that most likely does
/// not exist; a page behind it is then told to be open by whom it looks for the thing at all.
/// </summary>
internal sealed class RouteSamples : IDisposable
{
    private const string Mark = "sample";
    private readonly AgentBrainApp _app;
    private readonly Dictionary<(string Start, string Parameter), string> _values = [];

    private RouteSamples(AgentBrainApp app) => _app = app;

    /// <summary>The respondent whose interview the samples name.</summary>
    public Respondent Respondent { get; private set; } = null!;

    /// <summary>The token of the interview that a program began.</summary>
    public string SessionToken { get; private set; } = "";

    public static async Task<RouteSamples> CreateAsync(AgentBrainApp app)
    {
        var samples = new RouteSamples(app) { Respondent = app.NewRespondent() };
        await samples.Respondent.StartAsync("en");
        await samples.Respondent.SetFactAsync("purpose", "business");
        samples._values[("interview", "sessionId")] = samples.Respondent.SessionId.ToString();
        samples._values[("interview", "slotKey")] = "purpose";
        samples._values[("interview", "number")] = "1";

        using var other = app.NewRespondent();
        samples._values[("resume", "token")] = (await other.MakeLinkAsync("en")).Split('/')[^1];
        await samples.InviteAsync();
        var account = await app.NewAccountAsync(Roles.Analyst);
        samples._values[("admin/accounts", "id")] = (await app.ReadAsync(db => db.Accounts.Where(found => found.Email == account).Select(found => found.Id).SingleAsync())).ToString();
        samples._values[("admin/brain", "section")] = "slots";
        await samples.StartByProgramAsync();
        samples._values[("error", "code")] = "404";
        samples._values[("consent", "version")] = "1";
        return samples;
    }

    /// <summary>Puts back what a request may have taken away.</summary>
    public async Task RenewAsync()
    {
        if (await IsGoneAsync(_values[("interview", "sessionId")]))
        {
            await Respondent.StartAsync("en");
            await Respondent.SetFactAsync("purpose", "business");
            _values[("interview", "sessionId")] = Respondent.SessionId.ToString();
        }
        if (await IsGoneAsync(_values[("api/session", "id")]))
            await StartByProgramAsync();
        if (!_values.TryGetValue(("admin/interviews", "id"), out var id) || !await _app.ReadAsync(db => db.Sessions.AnyAsync(session => session.Id == Guid.Parse(id))))
        {
            using var finished = _app.NewRespondent();
            await finished.ReachReportAsync("en");
            await finished.LeaveFeedbackAsync("4");
            _values[("admin/interviews", "id")] = finished.SessionId.ToString();
        }
        if (!_values.TryGetValue(("admin/feedback", "id"), out var feedback) || !await _app.ReadAsync(db => db.Feedback.AnyAsync(entry => entry.Id == Guid.Parse(feedback))))
        {
            using var content = _app.NewRespondent();
            await content.ReachReportAsync("en");
            await content.LeaveFeedbackAsync("5");
            _values[("admin/feedback", "id")] = (await _app.ReadAsync(db => db.Feedback.Where(entry => entry.SessionId == content.SessionId).Select(entry => entry.Id).SingleAsync())).ToString();
        }
        if (!_values.TryGetValue(("admin/mail", "id"), out var mail) || !await _app.ReadAsync(db => db.Mail.AnyAsync(one => one.Id == Guid.Parse(mail))))
        {
            using var addressee = _app.NewRespondent();
            await addressee.ReachContactAsync("en");
            await addressee.LeaveContactAsync("Ona", "ona@example.org");
            var sent = await _app.ReadAsync(db => db.Mail.Where(one => one.SessionId == addressee.SessionId).Select(one => one.Id).SingleAsync());
            await using var scope = _app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendMail(sent));
            _values[("admin/mail", "id")] = sent.ToString();
        }
        if (!_values.TryGetValue(("interview", "recordingId"), out var recording) || !await _app.ReadAsync(db => db.Recordings.AnyAsync(kept => kept.Id == Guid.Parse(recording))))
            _values[("interview", "recordingId")] = (await SpeakAsync()).ToString();
        _values[("admin/privacy", "id")] = _values[("admin/interviews", "id")];
        await RenewWebhookAsync();
        _values[("api/admin/sessions", "id")] = _values[("admin/interviews", "id")];
        _values[("api/brain/config/feedback", "id")] = _values[("admin/feedback", "id")];
        await _app.ReadAsync(async db =>
        {
            _values[("admin/brain", "id")] = await db.Slots.OrderBy(slot => slot.Key).Select(slot => slot.Key).FirstAsync();
            _values[("admin/brain/slots", "id")] = _values[("admin/brain", "id")];
            _values[("admin/brain/questions", "id")] = await db.Questions.OrderBy(question => question.Id).Select(question => question.Id).FirstAsync();
            _values[("admin/brain/risk-rules", "id")] = await db.RiskRules.OrderBy(rule => rule.Id).Select(rule => rule.Id).FirstAsync();
            _values[("admin/brain/skip-rules", "id")] = await db.SkipRules.OrderBy(rule => rule.Id).Select(rule => rule.Id).FirstAsync();
            return 0;
        });
    }

    /// <summary>An address of a route, and whether all it names is known to exist.</summary>
    public (string Address, bool IsKnown) AddressOf(RoutePattern pattern, string? handler)
    {
        var known = true;
        var path = new List<string>();
        foreach (var segment in pattern.PathSegments)
        {
            var text = string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart { Name: "handler" } => handler?.ToLowerInvariant() ?? "",
                RoutePatternParameterPart parameter => Value(string.Join('/', path), parameter),
                _ => "",
            }));
            if (text.Length > 0)
                path.Add(text);
        }
        var asked = handler is not null && pattern.GetParameter("handler") is null ? $"?handler={handler}" : "";
        return ($"/{string.Join('/', path)}{asked}", known);

        string Value(string before, RoutePatternParameterPart parameter)
        {
            // The closest beginning of the address that knows the parameter.
            var start = _values.Keys
                .Where(key => key.Parameter == parameter.Name && (before == key.Start || before.StartsWith($"{key.Start}/", StringComparison.Ordinal)))
                .OrderByDescending(key => key.Start.Length).Select(key => key.Start).FirstOrDefault();
            if (start is not null)
                return _values[(start, parameter.Name)];
            if (parameter.IsOptional)
                return "";
            known = false;
            var constraints = parameter.ParameterPolicies.Select(policy => policy.Content ?? "").ToList();
            return constraints.Contains("guid") ? Guid.NewGuid().ToString() : constraints.Any(constraint => Regex.IsMatch(constraint, "^(int|long|min|max|range)")) ? "1" : Mark;
        }
    }

    public void Dispose() => Respondent.Dispose();

    private Task<Guid> SpeakAsync() => _app.ReadAsync(async db =>
    {
        var sound = AudioContent.Read(Sounds.Wav(1))!;
        var number = 1 + await db.Recordings.CountAsync(other => other.SessionId == Respondent.SessionId);
        var recording = Recording.Keep(Respondent.SessionId, number, Guid.NewGuid(), RecordingPurpose.Answer, null, "en", sound, 1, DateTimeOffset.UtcNow);
        db.Add(recording);
        await db.SaveChangesAsync();
        return recording.Id;
    });

    private async Task<bool> IsGoneAsync(string sessionId) => !await _app.ReadAsync(db => db.Sessions.AnyAsync(session => session.Id == Guid.Parse(sessionId)));

    private async Task StartByProgramAsync()
    {
        using var program = _app.NewProgram();
        var started = (await program.SendAsync("session/start")).Json;
        _values[("api/session", "id")] = started["session_id"]!.GetValue<string>();
        SessionToken = started["session_token"]!.GetValue<string>();
    }

    // Nobody listens at the discard port, and the guard lets nothing go there.
    private Task<int> RenewWebhookAsync() => _app.ReadAsync(async db =>
    {
        if (_values.TryGetValue(("admin/webhooks", "id"), out var id) && await db.WebhookEndpoints.AnyAsync(endpoint => endpoint.Id == Guid.Parse(id)))
            return 0;
        var now = DateTimeOffset.UtcNow;
        var endpoint = WebhookEndpoint.Create(WebhookLimits.Endpoints, "https://127.0.0.1:9/", Mark, WebhookTypes.All, "", Mark, now);
        var test = WebhookEvent.Test(endpoint, now);
        var delivery = WebhookDelivery.Of(test, endpoint, now);
        db.AddRange(endpoint, test, delivery);
        await db.SaveChangesAsync();
        _values[("admin/webhooks", "id")] = endpoint.Id.ToString();
        _values[("admin/webhooks/deliveries", "id")] = delivery.Id.ToString();
        return 0;
    });

    private async Task InviteAsync()
    {
        using var administrator = await _app.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync("/admin/accounts/invite");
        await administrator.SubmitAsync(administrator.Page.Form().With("Email", "guest@example.org").With("Chosen", Roles.Analyst));
        _values[("admin/join", "token")] = administrator.Page.Document.QuerySelector("#link")!.GetAttribute("value")!.Split('/')[^1];
    }
}
