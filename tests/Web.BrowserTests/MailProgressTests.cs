using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

public class MailProgressTests : VisitorTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task The_page_of_the_report_tells_how_far_the_mail_is_with_a_script_by_itself_and_without_when_it_is_loaded_again(bool withScripts)
    {
        await using var visitor = await Visitor.ArriveAsync("en", withScripts);
        await visitor.StartAsync();
        await visitor.AnswerToTheEndAsync();
        await visitor.LeadToContactAsync();
        await visitor.Page.Locator("#email").FillAsync("ona@example.org");
        await visitor.LeaveContactAsync();
        var sessionId = visitor.SessionId;
        var told = visitor.Page.Locator("#mail");
        await Assertions.Expect(told).ToContainTextAsync("Your report will be sent to ona@example.org in a moment.");
        await Assertions.Expect(visitor.Link(visitor.Text["Mail.Again"])).ToBeVisibleAsync(new() { Visible = !withScripts });
        // Lost when the page is loaded again.
        await visitor.Page.Locator("#comment").FillAsync("Half a thought");
        var now = DateTimeOffset.UtcNow;

        await ChangeAsync(mail => mail.Begin(now));
        await ShouldTellAsync("Your report is being sent to ona@example.org.");
        await ChangeAsync(mail =>
        {
            mail.End(new AttemptOutcome.Succeeded(), now);
            mail.Accept(MailRoute.Server, now);
        });
        await ShouldTellAsync("The mail server accepted your report to ona@example.org on");

        (await visitor.Page.Locator("#comment").InputValueAsync()).ShouldBe(withScripts ? "Half a thought" : "");
        (await visitor.Page.Locator("[data-progress-end]").CountAsync()).ShouldBe(1);

        async Task ShouldTellAsync(string words)
        {
            if (!withScripts)
                await visitor.FollowAsync("Mail.Again");
            await Assertions.Expect(told).ToContainTextAsync(words);
        }

        Task<int> ChangeAsync(Action<OutgoingMail> change) => Site.App.ReadAsync(async db =>
        {
            change(await db.Mail.SingleAsync(mail => mail.SessionId == sessionId));
            return await db.SaveChangesAsync();
        });
    }

    [Test]
    public async Task Where_the_interview_was_erased_in_another_tab_nothing_is_asked_any_more_and_a_link_leads_to_what_became_of_it()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        await visitor.StartAsync();
        await visitor.AnswerToTheEndAsync();
        await visitor.LeadToContactAsync();
        await visitor.Page.Locator("#email").FillAsync("ona@example.org");
        await visitor.LeaveContactAsync();
        var again = visitor.Link(visitor.Text["Mail.Again"]);
        await Assertions.Expect(again).ToBeHiddenAsync();
        var tab = await visitor.OpenTabAsync();
        await tab.OpenAsync($"/interview/{visitor.SessionId}/erase");

        await tab.PressAsync("Erase.Button");

        await Assertions.Expect(again).ToBeVisibleAsync();
        await visitor.FollowAsync("Mail.Again");
        (await visitor.HeadingAsync()).ShouldBe(visitor.Text["ErrorPage.Erased.Title"]);
    }
}
