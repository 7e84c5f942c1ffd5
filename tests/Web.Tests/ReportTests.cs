using System.Net;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

public class ReportTests
{
    private const string Said = "Ramiai pailsėti prie ežero su draugais, aštuoniese";

    [TestCase("lt", "ru", "Отчёт о вашей бане готов", "# Ваша баня: предварительный отчёт", "отчёт-о-бане-")]
    [TestCase("lt", "en", "Your sauna report is ready", "# Your sauna: a preliminary report", "sauna-report-")]
    [TestCase("en", "lt", "Jūsų pirties ataskaita parengta", "# Jūsų pirtis: preliminari ataskaita", "pirties-ataskaita-")]
    public async Task It_can_be_read_and_downloaded_in_another_language_with_the_words_as_they_were_said(
        string spoken, string chosen, string title, string documentTitle, string fileName)
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync(spoken);
        await respondent.AnswerAsync(spoken == "lt" ? Said : "We want to relax with family of 10 people by the lake");
        await respondent.AnswerToTheEndAsync();
        var original = await respondent.LeaveContactAsync("Ona");
        var quotes = Quotes(original);
        quotes.ShouldNotBeEmpty();

        var page = await respondent.OpenAsync($"{respondent.ReportPath}?lang={chosen}");

        (page.Status, page.Title, page.Language).ShouldBe((HttpStatusCode.OK, title, chosen));
        page.Document.QuerySelector("article.report")!.GetAttribute("lang").ShouldBe(chosen);
        page.Document.QuerySelectorAll(".report-languages a").Select(link => (link.GetAttribute("href")!, link.GetAttribute("aria-current")))
            .ShouldBe(new[] { "lt", "en", "ru" }.Select(language => ($"?lang={language}", language == chosen ? "true" : null)), ignoreOrder: true);
        Quotes(page).ShouldBe(quotes);

        var download = await respondent.GetAsync(page.Document.QuerySelector("a[download]")!.GetAttribute("href")!);
        download.Body.ShouldStartWith(documentTitle);
        download.Response.Content.Headers.ContentDisposition!.FileNameStar.ShouldStartWith(fileName);
        (await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == respondent.SessionId))).Language.ShouldBe(spoken);
        (await respondent.OpenAsync(respondent.ReportPath)).Language.ShouldBe(spoken);
    }

    [TestCase("de")]
    [TestCase("")]
    [TestCase("%22%3E%3Cscript%3E")]
    public async Task An_unknown_language_is_that_of_the_interview(string asked)
    {
        using var respondent = SharedApp.App.NewRespondent("en");
        await respondent.ReachReportAsync("lt");

        (await respondent.OpenAsync($"{respondent.ReportPath}?lang={asked}")).Language.ShouldBe("lt");
        (await respondent.GetAsync($"{respondent.ReportPath}/Download?lang={asked}")).Body.ShouldStartWith("# Jūsų pirtis");
    }

    [Test]
    public async Task Feedback_leads_back_to_the_language_that_was_chosen()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.ReachReportAsync("lt");
        await respondent.OpenAsync(respondent.ReportPath + "?lang=ru");

        (await respondent.LeaveFeedbackAsync("")).Language.ShouldBe("ru");
        (await respondent.LeaveFeedbackAsync("4")).Language.ShouldBe("ru");

        respondent.Page.Address.PathAndQuery.ShouldBe(respondent.ReportPath + "?lang=ru");
    }

    [Test]
    public async Task It_shows_the_whole_document_with_the_number_to_quote()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("We would rent it out to groups of 10 people; there is a well but no sewage");
        await respondent.AnswerToTheEndAsync();
        var page = await respondent.LeaveContactAsync("Ona");

        var reference = page.Text(".reference-number").Split(' ')[^1];
        page.Text("article.report").ShouldContain(reference);
        page.Text("article.report").ShouldContain("Ona");
        page.Document.QuerySelectorAll("article.report table").Length.ShouldBe(1);
        page.Has("article.report .callout strong").ShouldBeTrue();
        page.Document.QuerySelector("article.report")!.GetAttribute("data-draft-end").ShouldBe(respondent.SessionId.ToString());
        page.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Document.QuerySelector("[data-print]")!.HasAttribute("hidden").ShouldBeTrue("without scripts there is nothing to press");
        page.Has($"a[href='{respondent.SavePath}']").ShouldBeTrue();
        page.Has("link[href^='/css/report.']").ShouldBeTrue();
        (await respondent.OpenAsync(respondent.SavePath)).Has("link[href^='/css/report.']").ShouldBeFalse();
    }

    [Test]
    public async Task The_page_after_a_stored_form_names_it_once()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        var stale = respondent.Page.Form().With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", "Other words.").With("Intent", "answer");
        var id = respondent.Page.Form()["SubmissionId"]!;

        Stored(await respondent.AnswerAsync("Rest.")).ShouldBe(id);
        Stored(await respondent.OpenAsync(respondent.InterviewPath)).ShouldBe("");
        Stored(await respondent.SubmitAsync(stale)).ShouldBe("", "other words came too late");
        Stored(await respondent.AnswerAsync("")).ShouldBe("", "no answer, no storing");

        static string? Stored(HtmlPage page) => page.Document.QuerySelector("script[data-stored]")!.GetAttribute("data-stored");
    }

    private static List<string> Quotes(HtmlPage page) =>
        [.. page.Document.QuerySelectorAll("article.report tbody td:last-child").Select(cell => string.Concat(cell.TextContent.Where(character => !"„“”«»".Contains(character, StringComparison.Ordinal))).Trim())];
}
