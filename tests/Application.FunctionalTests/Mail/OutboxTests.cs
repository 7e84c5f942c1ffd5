using AgentBrain.Application.Common;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Mail;

public sealed class OutboxTests : MailTest
{
    [Test]
    public async Task Lists_what_waits_failed_and_went()
    {
        var (waiting, failed, sent) = (await LaterAsync(), await LaterAsync(), await LaterAsync());
        await SendMailOfAsync(sent);
        Server.Script = (command, _) => Task.FromResult(command == "RCPT" ? "550 no" : null);
        await SendMailOfAsync(failed);
        AsStaff(Roles.Administrator);

        var all = await SendAsync(new ListMail());

        (all.Waiting, all.Failed, all.Route).ShouldBe((1, 1, MailRoute.Server));
        all.Mail.Items.Select(row => (row.SessionId, row.Status)).ShouldBe([(sent, WorkStatus.Done), (failed, WorkStatus.Failed), (waiting, WorkStatus.Waiting)]);
        all.Mail.Items.ShouldAllBe(row => row.Recipient == Email);
        (await SessionsAsync(new ListMail { State = MailStateFilter.Waiting })).ShouldBe([waiting]);
        (await SessionsAsync(new ListMail { State = MailStateFilter.Failed })).ShouldBe([failed]);
        (await SessionsAsync(new ListMail { State = MailStateFilter.Sent })).ShouldBe([sent]);
        (await SessionsAsync(new ListMail { Reference = SessionReference.Of(failed) })).ShouldBe([failed]);
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new ListMail { Reference = "Ona" }));
        (await SendAsync(new ListMail { Page = 9 })).Mail.Number.ShouldBe(1);

        Task<Guid> LaterAsync()
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            return FinishWithAddressAsync();
        }

        async Task<IEnumerable<Guid>> SessionsAsync(ListMail request) => (await SendAsync(request)).Mail.Items.Select(row => row.SessionId);
    }

    [Test]
    public async Task What_failed_is_sent_again_by_hand_and_that_is_audited()
    {
        var sessionId = await FinishWithAddressAsync();
        Server.Script = (command, _) => Task.FromResult(command == "RCPT" ? "550 no" : null);
        var mail = await SendMailOfAsync(sessionId);
        TestHost.Jobs.Clear();
        await ForgetAuditAsync();
        AsStaff(Roles.Administrator);

        (await SendAsync(new SendMailAgain(mail.Id))).ShouldBe(SendMailAgainResult.Queued);

        TestHost.Jobs.Queued.ShouldBe([new SendMail(mail.Id)]);
        var entry = await QueryAsync(db => db.AuditEntries.SingleAsync());
        (entry.Action, entry.Subject).ShouldBe(("mail.sent_again", SessionReference.Of(sessionId)));
        $"{entry.Before}{entry.After}".ShouldNotContain("@");
        Server.Script = (_, _) => Task.FromResult<string?>(null);
        var sent = await SendMailOfAsync(sessionId);
        (sent.Status, sent.Attempts, sent.MessageId).ShouldBe((WorkStatus.Done, 1, mail.MessageId));
    }

    [Test]
    public async Task What_went_can_be_sent_once_more_and_the_interview_remembers_when_it_went_first()
    {
        var sessionId = await FinishWithAddressAsync();
        var first = (await SendMailOfAsync(sessionId)).AcceptedAt;
        Clock.Advance(TimeSpan.FromHours(1));
        AsStaff(Roles.Administrator);

        await SendAsync(new SendMailAgain((await MailOfAsync(sessionId)).Id));
        var again = await SendMailOfAsync(sessionId);

        again.AcceptedAt.ShouldBe(first!.Value.AddHours(1));
        (await SessionAsync(sessionId)).EmailSentAt.ShouldBe(first);
        Server.Accepted.Select(received => received.MessageId).Distinct().Count().ShouldBe(1);
    }

    [Test]
    public async Task What_is_being_sent_stays_as_it_is()
    {
        var sessionId = await FinishWithAddressAsync();
        var mailId = (await MailOfAsync(sessionId)).Id;
        await QueryAsync(async db =>
        {
            (await db.Mail.SingleAsync()).Begin(Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await ForgetAuditAsync();
        AsStaff(Roles.Administrator);

        (await SendAsync(new SendMailAgain(mailId))).ShouldBe(SendMailAgainResult.BeingSent);
        (await MailOfAsync(sessionId)).Status.ShouldBe(WorkStatus.Running);
        (await CountAsync<AuditEntry>()).ShouldBe(0);
    }

    [Test]
    public async Task Those_who_do_not_manage_what_goes_out_see_and_send_nothing()
    {
        var mailId = (await MailOfAsync(await FinishWithAddressAsync())).Id;
        foreach (var role in Roles.All.Except([Roles.Administrator]))
        {
            AsStaff(role);
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListMail()));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetMail(mailId)));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SendMailAgain(mailId)));
        }
    }

    [Test]
    public async Task Without_a_server_the_message_is_written_and_shown()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}");
        try
        {
            await using var node = Node(new() { ["Mail:Folder"] = folder });
            Use(node);
            var sessionId = await FinishWithAddressAsync();

            var mail = await SendMailOfAsync(sessionId);

            (mail.Status, mail.Route).ShouldBe((WorkStatus.Done, MailRoute.File));
            (await SessionAsync(sessionId)).EmailSentAt.ShouldBeNull("no server has accepted it");
            (await StageAsync(sessionId)).ShouldBe(MailStage.Written);
            AsStaff(Roles.Administrator);
            (await SendAsync(new ListMail())).Route.ShouldBe(MailRoute.File);
            var details = await SendAsync(new GetMail(mail.Id));
            details.Message.ShouldNotBeNull().Headers.ShouldContain(new WrittenHeader("Message-Id", $"<{mail.MessageId}>"));
            details.Message!.Text.ShouldContain(SessionReference.Of(sessionId));
            File.Delete(details.Message.Path);
            (await SendAsync(new GetMail(mail.Id))).Message.ShouldBeNull();
        }
        finally
        {
            Use(null);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
