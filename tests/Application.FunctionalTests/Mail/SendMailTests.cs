using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AgentBrain.Application.FunctionalTests.Mail;

public sealed class SendMailTests : MailTest
{
    [Test]
    public async Task The_end_of_an_interview_has_its_report_mailed_once()
    {
        var sessionId = await AnswerAllAsync();

        LostConfirmation.Arm();
        await SendAtOnceAsync(10, new FinishInterview { SessionId = sessionId, Name = Name, Email = Email });

        var mail = await MailOfAsync(sessionId);
        (mail.Status, mail.Kind, mail.Language, mail.Attempts).ShouldBe((WorkStatus.Waiting, MailKind.Report, "en", 0));
        mail.MessageId.ShouldBe($"{mail.Id:N}@example.org");
        TestHost.Jobs.Queued.Distinct().ShouldBe([new SendMail(mail.Id)]);
    }

    [Test]
    public async Task Without_an_address_there_is_no_mail()
    {
        var sessionId = await FinishAsync();

        (await CountAsync<OutgoingMail>()).ShouldBe(0);
        TestHost.Jobs.Queued.ShouldBeEmpty();
        (await StageAsync(sessionId)).ShouldBe(MailStage.None);
    }

    [Test]
    public async Task It_is_sent_and_noted_when_the_server_has_accepted_it()
    {
        var sessionId = await FinishWithAddressAsync();
        (await SendAsync(new GetSession(sessionId))).EmailSent.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromMinutes(3));

        var mail = await SendMailOfAsync(sessionId);

        (mail.Status, mail.Route, mail.AcceptedAt, mail.EndedAt).ShouldBe((WorkStatus.Done, MailRoute.Server, Clock.GetUtcNow(), Clock.GetUtcNow()));
        (await SessionAsync(sessionId)).EmailSentAt.ShouldBe(Clock.GetUtcNow());
        (await SendAsync(new GetSession(sessionId))).EmailSent.ShouldBeTrue();
        var received = Server.Accepted.ShouldHaveSingleItem();
        received.To.ShouldHaveSingleItem().ShouldContain(Email);
        received.MessageId.ShouldBe(mail.MessageId);

        await SendMailOfAsync(sessionId);
        Server.Accepted.Count.ShouldBe(1, "what is done is not done again");
    }

    [Test]
    public async Task What_is_refused_for_now_is_tried_again_for_about_two_days()
    {
        var sessionId = await FinishWithAddressAsync();
        Server.Script = (command, _) => Task.FromResult(command == "RCPT" ? "451 4.7.1 come again" : null);
        var began = Clock.GetUtcNow();

        var mail = await SendMailOfAsync(sessionId);
        (mail.Status, mail.Attempts, mail.NextAttemptAt).ShouldBe((WorkStatus.Waiting, 1, began.AddMinutes(1)));
        mail.LastError.ShouldBe("The mail server asks to come again: 451 4.7.1 come again");
        (await StageAsync(sessionId)).ShouldBe(MailStage.Delayed);
        (await SendMailOfAsync(sessionId)).Attempts.ShouldBe(1, "not before its time");

        while (mail.Status == WorkStatus.Waiting)
        {
            Clock.Advance(mail.NextAttemptAt!.Value - Clock.GetUtcNow());
            mail = await SendMailOfAsync(sessionId);
        }

        mail.Status.ShouldBe(WorkStatus.Failed);
        (Clock.GetUtcNow() - began).ShouldBeInRange(TimeSpan.FromDays(1.8), TimeSpan.FromDays(2.2));
        (await StageAsync(sessionId)).ShouldBe(MailStage.Failed);
    }

    [Test]
    public async Task What_is_refused_for_good_is_kept_with_the_reason_without_anything_of_the_respondent()
    {
        var sessionId = await FinishWithAddressAsync();
        Logs.Clear();
        Server.Script = (command, rest) => Task.FromResult(command == "RCPT" ? $"550 5.1.1 {rest[3..]} {Name}: no such mailbox" : null);

        var mail = await SendMailOfAsync(sessionId);

        (mail.Status, mail.Attempts, mail.NextAttemptAt).ShouldBe((WorkStatus.Failed, 1, null));
        mail.LastError!.ShouldContain("550 5.1.1");
        mail.LastError!.ShouldContain("no such mailbox");
        foreach (var secret in new[] { Email, "zydrune", "Žydrūnė", "Ąžuolaitė" })
        {
            mail.LastError!.ShouldNotContain(secret);
            Logs.Entries.Where(entry => entry.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }
        (await SessionAsync(sessionId)).EmailSentAt.ShouldBeNull();
    }

    [Test]
    public async Task Many_nodes_at_once_send_it_once()
    {
        var sessionId = await FinishWithAddressAsync();
        await using var other = Node(SettingsOf(Server));
        var mailId = (await MailOfAsync(sessionId)).Id;
        Server.Script = async (command, _) =>
        {
            if (command == "MESSAGE")
                await Task.Delay(300);
            return null;
        };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(turn => SendFromAsync(turn % 2 == 0 ? Services : other, mailId)));

        Server.Accepted.Count.ShouldBe(1);
        (await MailOfAsync(sessionId)).Attempts.ShouldBe(1);
    }

    [Test]
    public async Task A_node_that_is_killed_after_the_server_accepted_it_leaves_a_second_copy_with_the_same_id()
    {
        var sessionId = await FinishWithAddressAsync();
        var mailId = (await MailOfAsync(sessionId)).Id;
        var dead = new TaskCompletionSource();
        await using var killed = Node(SettingsOf(Server), services =>
        {
            services.AddSingleton<IMailSender>(new NeverHeardOfAgain(Services.GetRequiredService<IMailSender>(), dead.Task));
            // Its time stands still: it does not extend its lease.
            services.AddSingleton(new FakeTimeProvider(Clock.GetUtcNow()));
        });
        var attempt = SendFromAsync(killed, mailId);
        await UntilAsync(() => Server.Accepted.Count == 1);

        (await SendMailOfAsync(sessionId)).Status.ShouldBe(WorkStatus.Running, "its lease lasts");
        (await StageAsync(sessionId)).ShouldBe(MailStage.Sending);
        Clock.Advance(OutsideWork.Lease + TimeSpan.FromSeconds(1));
        (await DueAsync()).ShouldBe([new SendMail(mailId)]);
        var mail = await SendMailOfAsync(sessionId);

        mail.Status.ShouldBe(WorkStatus.Done);
        Server.Accepted.Select(received => received.MessageId).ShouldBe([mail.MessageId, mail.MessageId]);

        // Were it not dead, what it says late would change nothing.
        dead.SetResult();
        await attempt;
        (await MailOfAsync(sessionId)).Version.ShouldBe(mail.Version);
    }

    [Test]
    public async Task The_sweep_finds_what_is_due()
    {
        var due = await FinishWithAddressAsync();
        var later = await FinishWithAddressAsync();
        Server.Script = (command, _) => Task.FromResult(command == "RCPT" ? "451 come again" : null);
        await SendMailOfAsync(later);

        (await DueAsync()).ShouldBe([new SendMail((await MailOfAsync(due)).Id)]);
        Clock.Advance(TimeSpan.FromMinutes(2));
        (await DueAsync()).Count.ShouldBe(2);
    }

    [Test]
    public async Task An_address_that_was_taken_away_meanwhile_gets_nothing()
    {
        var sessionId = await FinishWithAddressAsync();
        await QueryAsync(db => db.Sessions.Where(session => session.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(session => session.ContactSealed, (string?)null)));

        var mail = await SendMailOfAsync(sessionId);

        (mail.Status, mail.LastError).ShouldBe((WorkStatus.Failed, "The address is not stored any more."));
        Server.Said.ShouldBeEmpty();
        (await StageAsync(sessionId)).ShouldBe(MailStage.None);
    }

    [Test]
    public async Task Mail_goes_with_its_interview()
    {
        var sessionId = await FinishWithAddressAsync();
        var mailId = (await MailOfAsync(sessionId)).Id;

        await QueryAsync(db => db.Sessions.Where(session => session.Id == sessionId).ExecuteDeleteAsync());
        await SendAsync(new SendMail(mailId));

        (await CountAsync<OutgoingMail>()).ShouldBe(0);
        Server.Said.ShouldBeEmpty();
    }

    [Test]
    public async Task Who_may_not_see_the_address_is_told_of_it_masked()
    {
        var sessionId = await FinishWithAddressAsync();
        (await SendAsync(new GetMailProgress(sessionId))).Address.ShouldBe(Email);

        await QueryAsync(db => db.Sessions.Where(session => session.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(session => session.OpensById, true)));
        AsRespondent(null);
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TestRespondent>().IsProgram = true;
        (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GetMailProgress(sessionId))).Address.ShouldBe("z***@example.lt");
    }

    private static async Task SendFromAsync(IServiceProvider node, Guid mailId)
    {
        await using var scope = node.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendMail(mailId));
    }

    private async Task<IReadOnlyList<object>> DueAsync()
    {
        TestHost.Jobs.Clear();
        await using var scope = Services.CreateAsyncScope();
        foreach (var kind in scope.ServiceProvider.GetServices<IDueWork>())
            await kind.EnqueueAsync(TestHost.Jobs, 100, CancellationToken.None);
        return [.. TestHost.Jobs.Queued.Where(job => job is SendMail)];
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }

    /// <summary>Hands mail over and is killed before it can say so.</summary>
    private sealed class NeverHeardOfAgain(IMailSender sender, Task dead) : IMailSender
    {
        public string Domain => sender.Domain;

        public MailRoute Route => sender.Route;

        public async Task<MailReply> SendAsync(ReportMail mail, CancellationToken cancellationToken)
        {
            var reply = await sender.SendAsync(mail, cancellationToken);
            await dead;
            return reply;
        }
    }
}
