using System.Collections.Concurrent;
using System.Net;
using AgentBrain.Domain.Jobs;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>Mail, held by its server at another point of the conversation in each round; one of them is after it said that it has accepted the message.</summary>
public sealed class MailUnderFire : WorkUnderFire
{
    private const string Goodbye = "QUIT";
    private static readonly string[] Points = ["MESSAGE", Goodbye, "EHLO", "DATA", "RCPT"];

    private readonly SmtpServer _server = new();

    // How often the node that sent a message was perhaps killed after the server accepted it and before that was stored, by Message-ID.
    private readonly ConcurrentDictionary<string, int> _killedAfterAcceptance = new();

    public MailUnderFire() => _server.Script = async (command, accepted) =>
    {
        if (command != Points[Round % Points.Length] || !await HoldAsync())
            return null;
        if (command == Goodbye)
            _killedAfterAcceptance.AddOrUpdate(accepted, 1, (_, times) => times + 1);
        return SmtpServer.HangUp;
    };

    public override string Name => "mail";

    public override int AtOnce => 3;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Mail__Host"] = SmtpServer.Host,
        ["Mail__Port"] = $"{_server.Port}",
        ["Mail__AuthorityFile"] = _server.AuthorityFile,
        ["Mail__From"] = "Sauna studio <reports@example.org>",
        // Longer than the patience of the test: a held conversation ends with its node.
        ["Mail__DeadlineSeconds"] = "120",
    };

    public override async Task AddAsync(AgentBrainApp app, int count)
    {
        using var client = app.NewApiClient();
        for (var number = 0; number < count; number++)
        {
            var started = (await ApiCall.Start("lt").SendAsync(client)).Json;
            var finish = ApiCall.Finalize(started.GetProperty("session_id").GetGuid(), "Žydrūnė", $"respondent-{number}@example.org");
            (await finish.SendAsync(client)).MustBe(HttpStatusCode.OK, finish);
        }
    }

    public override Task<int> OpenAsync(AgentBrainDbContext db) => db.Mail.CountAsync(mail => mail.Status != WorkStatus.Done);

    public override async Task VerifyAsync(AgentBrainDbContext db)
    {
        var mail = await db.Mail.AsNoTracking().ToListAsync();
        var copies = _server.Accepted.GroupBy(received => received.MessageId).ToDictionary(group => group.Key, group => group.Count());
        copies.Keys.ShouldBe(mail.Select(one => one.MessageId), ignoreOrder: true, "every mail went, under its own id and no other");
        copies.Where(one => one.Value > 1 + _killedAfterAcceptance.GetValueOrDefault(one.Key)).ShouldBeEmpty("a second copy comes only of a kill after the first was accepted");
        (await db.Sessions.CountAsync(session => session.EmailSentAt != null)).ShouldBe(mail.Count);
        TestContext.Out.WriteLine($"{Name}: {mail.Count} mails, {copies.Values.Sum() - mail.Count} second copies, {_killedAfterAcceptance.Values.Sum()} killed after acceptance.");
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();
}
