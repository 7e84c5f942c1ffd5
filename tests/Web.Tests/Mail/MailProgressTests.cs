using System.Net;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Mail;

/// <summary>Where the mail with the report stands, on the page of the report.</summary>
public sealed class MailProgressTests
{
    private const string Email = "zydrune@example.lt";
    private MailApp _mail = null!;

    [OneTimeSetUp]
    public async Task Start() => _mail = await MailApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _mail.DisposeAsync();

    [TestCase("lt", "Netrukus išsiųsime ataskaitą adresu zydrune@example.lt.", "Šiuo metu laiškai iš čia neišsiunčiami")]
    [TestCase("en", "Your report will be sent to zydrune@example.lt in a moment.", "No mail leaves from here at present")]
    [TestCase("ru", "Сейчас мы отправим отчёт на адрес zydrune@example.lt.", "Сейчас письма отсюда не отправляются")]
    public async Task It_is_told_on_the_page_and_again_when_it_has_gone_on(string language, string waiting, string written)
    {
        using var respondent = _mail.App.NewRespondent();
        var page = await FinishAsync(respondent, language);

        page.Text("#mail").ShouldContain(waiting);
        page.Has("script[src^='/js/progress.']").ShouldBeTrue();
        page.Document.QuerySelector("#mail [aria-live=polite]").ShouldNotBeNull();
        page.Has("#mail [data-progress-end]").ShouldBeFalse();
        page.Document.QuerySelector("#mail a")!.GetAttribute("href").ShouldBe($"?lang={language}", "without scripts it is asked by hand; an address with a mark within the page would not be loaded again");
        var address = page.Document.QuerySelector("#mail [data-progress]")!.GetAttribute("data-progress")!;
        (await FragmentAsync(respondent, address)).Body.ShouldContain("data-progress-manual");

        await _mail.SendAsync(respondent.SessionId);

        var fragment = await FragmentAsync(respondent, address);
        fragment.Status.ShouldBe(HttpStatusCode.OK);
        fragment.Body.ShouldContain("data-progress-end");
        fragment.Body.ShouldNotContain("<html");
        fragment.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var after = await respondent.OpenAsync(respondent.ReportPath);
        after.Text("#mail").ShouldContain(written);
        after.Has("script[src^='/js/progress.']").ShouldBeFalse();
        after.Has("#mail [data-progress]").ShouldBeFalse();
    }

    [Test]
    public async Task Every_stage_is_told()
    {
        using var respondent = _mail.App.NewRespondent();
        await FinishAsync(respondent, "en");
        var now = DateTimeOffset.UtcNow;

        await ChangeAsync(mail => mail.Begin(now));
        (await TextAsync()).ShouldBe($"Your report is being sent to {Email}. Check again");
        await ChangeAsync(mail => mail.End(new AttemptOutcome.NotNow("greylisted"), now));
        (await TextAsync()).ShouldStartWith($"The mail server does not take your report to {Email} right now. We try again by ourselves, next on ");
        respondent.Page.Body.ShouldNotContain("greylisted");
        await ChangeAsync(mail =>
        {
            mail.TryAgain(now);
            mail.Begin(now);
            mail.End(new AttemptOutcome.Refused("no such mailbox"), now);
        });
        (await TextAsync()).ShouldStartWith($"Your report could not be delivered to {Email}. Nothing is lost");
        await ChangeAsync(mail =>
        {
            mail.TryAgain(now);
            mail.Begin(now);
            mail.End(new AttemptOutcome.Succeeded(), now);
            mail.Accept(MailRoute.Server, now);
        });
        (await TextAsync()).ShouldStartWith($"The mail server accepted your report to {Email} on ");

        async Task<string> TextAsync() => System.Text.RegularExpressions.Regex.Replace((await respondent.OpenAsync(respondent.ReportPath)).Text("#mail"), @"\s+", " ").Trim();

        Task<int> ChangeAsync(Action<OutgoingMail> change) => _mail.App.ReadAsync(async db =>
        {
            change(await db.Mail.SingleAsync(mail => mail.SessionId == respondent.SessionId));
            return await db.SaveChangesAsync();
        });
    }

    [Test]
    public async Task Nothing_is_told_where_no_address_was_left()
    {
        using var respondent = _mail.App.NewRespondent();
        var page = await respondent.ReachReportAsync("en");

        page.Has("#mail").ShouldBeFalse();
        (await FragmentAsync(respondent, $"/interview/{respondent.SessionId}/mail")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Only_the_respondent_is_told_and_whoever_opens_the_address_finds_the_page()
    {
        using var respondent = _mail.App.NewRespondent();
        using var stranger = _mail.App.NewRespondent();
        await FinishAsync(respondent, "en");
        var address = $"/interview/{respondent.SessionId}/mail?lang=ru";

        (await FragmentAsync(stranger, address)).Status.ShouldBe(HttpStatusCode.NotFound);
        var page = await respondent.OpenAsync(address);
        (page.Address.AbsolutePath, page.Language).ShouldBe((respondent.ReportPath, "ru"));
    }

    private static async Task<HtmlPage> FinishAsync(Respondent respondent, string language)
    {
        await respondent.ReachContactAsync(language);
        return await respondent.LeaveContactAsync("Žydrūnė", Email);
    }

    private static Task<HtmlPage> FragmentAsync(Respondent respondent, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Fragment", "true");
        return respondent.SendAsync(request);
    }
}
