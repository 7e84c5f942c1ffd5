using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Mail;

/// <summary>The outbox in the workspace.</summary>
public sealed class OutboxPageTests
{
    private const string Address = "/admin/mail";
    private MailApp _mail = null!;
    private Respondent _administrator = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _mail = await MailApp.StartAsync();
        _administrator = await _mail.App.NewStaffAsync(Roles.Administrator);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _administrator.Dispose();
        await _mail.DisposeAsync();
    }

    [Test]
    public async Task What_failed_is_shown_with_its_reason_and_sent_again_by_hand()
    {
        var sessionId = await FinishAsync();
        var mailId = await _mail.MailOfAsync(sessionId);
        await _mail.App.ReadAsync(async db =>
        {
            var mail = await db.Mail.SingleAsync(one => one.Id == mailId);
            mail.Begin(DateTimeOffset.UtcNow);
            mail.End(new AttemptOutcome.Refused("550 5.1.1 no such <mailbox>"), DateTimeOffset.UtcNow);
            return await db.SaveChangesAsync();
        });

        var page = await _administrator.OpenAsync($"{Address}?state=failed&reference={SessionReference.Of(sessionId)}");
        page.Text("tbody tr").ShouldContain("550 5.1.1 no such <mailbox>");
        page.Text("tbody tr").ShouldContain("zydrune@example.lt");
        await _administrator.SubmitAsync(HtmlForm.Of(page.Document.QuerySelector("tbody form")!));

        _administrator.Page.Address.Query.ShouldBe($"?state=Failed&reference={SessionReference.Of(sessionId)}");
        _administrator.Page.Body.ShouldContain("The mail is being sent.");
        _administrator.Page.Body.ShouldContain("No mail passes these filters.");
        (await _administrator.OpenAsync($"{Address}/{mailId}")).Text("main").ShouldContain("Waiting");
        await _administrator.SubmitAsync(HtmlForm.Of(_administrator.Page.Document.QuerySelector("main form")!));
        (await _administrator.OpenAsync("/admin/audit?kind=mail")).Text("main").ShouldContain("Mail sent again");
    }

    [Test]
    public async Task A_written_message_is_shown_as_text_and_in_a_frame_that_can_do_nothing()
    {
        var sessionId = await FinishAsync();
        var mailId = await _mail.SendAsync(sessionId);

        var page = await _administrator.OpenAsync($"{Address}/{mailId}");

        page.Text("main").ShouldContain("Written to a file");
        page.Text("[aria-labelledby=message]").ShouldContain("Jūsų pirties ataskaita");
        page.Text(".mail-text").ShouldContain(SessionReference.Of(sessionId));
        var frame = page.Document.QuerySelector("iframe")!;
        frame.GetAttribute("sandbox").ShouldBe("");
        Policy(page).ShouldContain("frame-src 'self'");
        var message = await _administrator.GetAsync(frame.GetAttribute("src")!);
        message.Body.ShouldContain("<h1");
        message.Body.ShouldContain("<style>");
        Policy(message).ShouldBe("default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox");
        message.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Policy(await _administrator.OpenAsync(Address)).ShouldNotContain("frame-src");
    }

    [Test]
    public async Task A_mail_that_is_not_there_is_not_found()
    {
        var waiting = await _mail.MailOfAsync(await FinishAsync());

        (await _administrator.GetAsync($"{Address}/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _administrator.GetAsync($"{Address}/{waiting}/message")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _administrator.GetAsync($"{Address}?reference=zzz")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<Guid> FinishAsync()
    {
        using var respondent = _mail.App.NewRespondent();
        await respondent.ReachContactAsync("lt");
        await respondent.LeaveContactAsync("Žydrūnė", "zydrune@example.lt");
        return respondent.SessionId;
    }

    private static string Policy(HtmlPage page) => string.Join("; ", page.Response.Headers.GetValues("Content-Security-Policy"));
}
