using System.Net;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

public class InterviewTests
{
    [TestCase("lt", "Kam jums pirmiausia reikėtų pirties?", "Jūsų pirties ataskaita parengta", "Ačiū – jūsų atsiliepimą gavome")]
    [TestCase("en", "What would you like a sauna for, first of all?", "Your sauna report is ready", "Thank you – we received your feedback")]
    [TestCase("ru", "Для чего вам прежде всего нужна баня?", "Отчёт о вашей бане готов", "Спасибо – мы получили ваш отзыв")]
    public async Task An_interview_goes_from_its_start_to_the_stars(string language, string firstQuestion, string reportTitle, string thanks)
    {
        using var respondent = SharedApp.App.NewRespondent();

        var question = await respondent.StartAsync(language);
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        question.Status.ShouldBe(HttpStatusCode.OK);
        question.Language.ShouldBe(language);
        question.Title.ShouldBe(firstQuestion);

        await respondent.AnswerToTheEndAsync();
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        respondent.Page.Address.AbsolutePath.ShouldBe(respondent.CheckPath);
        respondent.Page.Language.ShouldBe(language);

        var report = await respondent.LeaveContactAsync("Ona Onaitė", "ona@example.com", "+370 612 34567");
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        report.Address.AbsolutePath.ShouldBe(respondent.ReportPath);
        report.Title.ShouldBe(reportTitle);
        report.Text(".lead").ShouldContain("Ona Onaitė");
        report.Has("article.report h2").ShouldBeTrue();

        var thanked = await respondent.LeaveFeedbackAsync("4", "Gerai.");
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        thanked.Text("#feedback-title").ShouldBe(thanks);
        thanked.Has("#feedback form").ShouldBeFalse();

        var stored = await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == respondent.SessionId));
        stored.Language.ShouldBe(language);
        (await SharedApp.App.ContactAsync(respondent.SessionId)).Contact.ShouldBe(new ContactDetails("Ona Onaitė", "ona@example.com", "+370 612 34567"));
        var feedback = await SharedApp.App.ReadAsync(db => db.Feedback.SingleAsync(entry => entry.SessionId == respondent.SessionId));
        (feedback.Rating, feedback.Comment).ShouldBe((4, "Gerai."));
    }

    [TestCase("lt", "pirties-ataskaita-{0}.md")]
    [TestCase("en", "sauna-report-{0}.md")]
    [TestCase("ru", "отчёт-о-бане-{0}.md")]
    public async Task The_full_report_is_downloaded_as_Markdown(string language, string name)
    {
        using var respondent = SharedApp.App.NewRespondent();
        var report = await respondent.ReachReportAsync(language);

        var link = report.Document.QuerySelector("a[download]")!.GetAttribute("href")!;
        var download = await respondent.GetAsync(link);

        download.Status.ShouldBe(HttpStatusCode.OK);
        download.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/markdown; charset=utf-8");
        download.Response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        download.Response.Content.Headers.ContentDisposition.FileNameStar.ShouldBe(string.Format(null, name, report.Text(".reference-number").Split(' ')[^1]));
        download.Body.ShouldBe((await SharedApp.App.ContactAsync(respondent.SessionId)).Report);
        download.Body.ShouldStartWith("# ");
    }

    [Test]
    public async Task Loading_a_page_again_changes_nothing()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Rest.");
        var question = respondent.Page.Title;

        for (var time = 0; time < 3; time++)
            (await respondent.OpenAsync(respondent.InterviewPath)).Title.ShouldBe(question);
        (await SharedApp.App.AnswersAsync(respondent.SessionId)).ShouldBe(["Rest."]);

        await respondent.AnswerToTheEndAsync();
        await respondent.LeaveContactAsync("Ona");
        await respondent.LeaveFeedbackAsync("5");
        for (var time = 0; time < 3; time++)
            (await respondent.OpenAsync(respondent.ReportPath)).Text("#feedback-title").ShouldBe("Thank you – we received your feedback");
        (await SharedApp.App.FeedbackCountAsync(respondent.SessionId)).ShouldBe(1);
    }

    [Test]
    public async Task Every_address_of_an_interview_leads_to_where_it_stands()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        string[] wherever = [respondent.InterviewPath, respondent.ReportPath, respondent.ReportPath + "/Download", respondent.QuestionPath(99)];
        await AllLeadToAsync(respondent.QuestionPath(1), [.. wherever, respondent.QuestionPath(2), respondent.ContactPath]);

        await respondent.OpenAsync(respondent.InterviewPath);
        await respondent.AnswerToTheEndAsync();
        await AllLeadToAsync(respondent.CheckPath, [.. wherever, respondent.CheckPath]);
        await AllLeadToAsync(respondent.ContactPath, respondent.ContactPath);

        await respondent.LeaveContactAsync("Ona");
        await AllLeadToAsync(
            respondent.ReportPath,
            respondent.InterviewPath, respondent.QuestionPath(1), respondent.QuestionPath(99), respondent.CheckPath, respondent.FactPath("budget"), respondent.ContactPath, respondent.ReportPath);

        async Task AllLeadToAsync(string expected, params string[] paths)
        {
            foreach (var path in paths)
            {
                var page = await respondent.OpenAsync(path);
                page.Status.ShouldBe(HttpStatusCode.OK);
                page.Address.AbsolutePath.ShouldBe(expected, path);
            }
        }
    }

    [Test]
    public async Task Options_and_words_make_one_answer()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");

        await respondent.AnswerAsync("And a bit of quiet.", "purpose:relaxation", "purpose:health");

        (await SharedApp.App.AnswersAsync(respondent.SessionId)).ShouldBe(["Relaxation, Health\nAnd a bit of quiet."]);
    }

    [TestCase("lt", "Nežinau")]
    [TestCase("en", "I don't know")]
    [TestCase("ru", "Не знаю")]
    public async Task Not_knowing_is_an_answer(string language, string stored)
    {
        using var respondent = SharedApp.App.NewRespondent();
        var first = (await respondent.StartAsync(language)).Title;

        var next = await respondent.DeclineAsync();

        next.Status.ShouldBe(HttpStatusCode.OK);
        next.Title.ShouldNotBe(first);
        (await SharedApp.App.AnswersAsync(respondent.SessionId)).ShouldBe([stored]);
    }

    [Test]
    public async Task The_start_page_offers_to_continue_an_unfinished_interview_and_to_start_another()
    {
        using var respondent = SharedApp.App.NewRespondent();
        (await respondent.OpenAsync("/")).Has("#resume-title").ShouldBeFalse();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Rest.");
        var question = respondent.Page.Title;
        var first = respondent.SessionId;

        var start = await respondent.OpenAsync("/");
        start.Text("#resume-title").ShouldBe("Continue where you left off");
        start.Text(".card p").ShouldEndWith("Answers so far: 1.");
        (await respondent.OpenAsync(start.Document.QuerySelector(".card a.button")!.GetAttribute("href")!)).Title.ShouldBe(question);

        await respondent.StartAsync("ru");
        respondent.SessionId.ShouldNotBe(first);
        respondent.Page.Language.ShouldBe("ru");
        (await respondent.OpenAsync("/")).Document.QuerySelector(".card a.button")!.GetAttribute("href").ShouldBe(respondent.InterviewPath);
    }

    [Test]
    public async Task A_finished_interview_is_offered_to_read_and_not_to_continue()
    {
        using var respondent = SharedApp.App.NewRespondent();
        var reference = (await respondent.ReachReportAsync("en")).Text(".reference-number").Split(' ')[^1];

        var start = await respondent.OpenAsync("/");

        start.Has("#resume-title").ShouldBeFalse();
        start.Text("#finished-title").ShouldBe("Your report is here");
        start.Text(".card p").ShouldContain(reference);
        start.Document.QuerySelector(".card a.button")!.GetAttribute("href").ShouldBe(respondent.ReportPath);
    }

    [Test]
    public async Task The_question_says_why_it_is_asked_in_the_language_of_the_interview()
    {
        using var respondent = SharedApp.App.NewRespondent("en");

        await respondent.StartAsync("lt");

        respondent.Page.Text("details.why summary").ShouldBe("Kodėl to klausiame");
        respondent.Page.Text(".why-reasons").ShouldContain("Paskirtis");
        respondent.Page.Text("table.sums caption").ShouldBe("Kaip buvo pasirinktas šis klausimas");
        var cells = respondent.Page.Document.QuerySelectorAll("table.sums tbody tr td:nth-child(2)").Select(cell => decimal.Parse(cell.TextContent, System.Globalization.CultureInfo.GetCultureInfo("lt"))).ToList();
        cells.Sum().ShouldBe(decimal.Parse(respondent.Page.Text("table.sums tfoot td"), System.Globalization.CultureInfo.GetCultureInfo("lt")));
    }

    [Test]
    public async Task A_comment_is_optional_and_feedback_counts_once()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.ReachReportAsync("en");
        var form = respondent.Page.Form();

        await respondent.SubmitAsync(form.With("Rating", "2"));
        respondent.Page.Text("#feedback-title").ShouldBe("Thank you – we received your feedback");
        await respondent.SubmitAsync(form.With("Rating", "5"));

        respondent.Page.Text("#feedback-title").ShouldBe("We already have your feedback");
        respondent.Page.Text("#feedback .small").ShouldBe(new InterfaceText { Language = "en" }["Feedback.YourRating", 2]);
        (await SharedApp.App.FeedbackCountAsync(respondent.SessionId)).ShouldBe(1);
        (await respondent.OpenAsync(respondent.ReportPath)).Text("#feedback-title").ShouldBe("Thank you – we received your feedback");
    }

    [Test]
    public async Task The_log_holds_nothing_that_a_respondent_wrote()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Zebra-answer-words");
        await respondent.AnswerToTheEndAsync();
        await respondent.SubmitAsync(respondent.Page.Form().With("Name", "Zebra-name").With("Email", "Zebra-broken"));
        await respondent.LeaveContactAsync("Zebra-name", "zebra@example.com");
        await respondent.LeaveFeedbackAsync("3", "Zebra-comment");

        var lines = SharedApp.App.Log.Lines;

        lines.ShouldContain(line => line.Text.Contains("SubmitAnswer took", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Text.Contains("zebra", StringComparison.OrdinalIgnoreCase));
    }
}
