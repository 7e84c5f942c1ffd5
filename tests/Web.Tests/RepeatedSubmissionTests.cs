using System.Net;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

public class RepeatedSubmissionTests
{
    private const int Twins = 20;
    private Respondent _respondent = null!;

    [SetUp]
    public void OpenBrowser() => _respondent = SharedApp.App.NewRespondent();

    [TearDown]
    public void CloseBrowser() => _respondent.Dispose();

    [Test]
    public async Task The_same_form_sent_twice_is_one_answer()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Answer", "Rest.").With("Intent", "answer");

        await _respondent.SubmitAsync(form);
        var next = _respondent.Page.Title;
        await _respondent.SubmitAsync(form);

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        _respondent.Page.Title.ShouldBe(next);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task Twenty_identical_forms_at_once_are_one_answer_and_all_lead_on()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Answer", "Rest.").With("Choices", "purpose:relaxation").With("Intent", "answer");

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(_ => _respondent.PostAsync(form.Action, form.Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nRest."]);
        (await _respondent.OpenAsync(_respondent.InterviewPath)).Text(".progress-text").ShouldStartWith("Question 2,");
    }

    [Test]
    public async Task Of_different_answers_at_once_one_is_stored_and_the_others_are_given_back()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Intent", "answer");

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _respondent.PostAsync(
            form.Action,
            form.With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", $"Answer {number}").Content())));

        var stored = (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldHaveSingleItem();
        replies.Count(reply => reply.IsRedirect).ShouldBe(1);
        var refused = replies.Where(reply => reply.Status == HttpStatusCode.Conflict).ToList();
        refused.ShouldAllBe(reply => reply.Text(".stored") == stored);
        refused.Select(reply => reply.Form()["Answer"]).Append(stored).Order().ShouldBe(Enumerable.Range(0, 8).Select(number => $"Answer {number}"));
    }

    [Test]
    public async Task A_form_that_was_sent_and_is_sent_again_with_other_words_gives_them_back()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Intent", "answer").With("Choices", "purpose:relaxation");
        await _respondent.SubmitAsync(form.With("Answer", "Rest."));

        await _respondent.SubmitAsync(form.With("Answer", "Rest, and guests.").With("Choices", "purpose:guests"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".stored").ShouldBe("Relaxation Rest.");
        var kept = _respondent.Page.Form();
        (kept["Answer"], kept["Choices"]).ShouldBe(("Rest, and guests.", "purpose:guests"));
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nRest."]);

        // Sent once more with both in view, it is what counts.
        await _respondent.SubmitAsync(kept.With("Intent", "answer"));
        _respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Guests and friends\nRest, and guests."]);
    }

    [Test]
    public async Task The_same_words_from_two_tabs_are_one_answer_without_a_complaint()
    {
        await _respondent.StartAsync("en");
        var otherTab = (await _respondent.GetAsync(_respondent.QuestionPath(1))).Form().With("Intent", "answer").With("Answer", "Rest.").With("Choices", "purpose:health");
        await _respondent.AnswerAsync("Rest.", "purpose:health");

        await _respondent.SubmitAsync(otherTab);

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Health\nRest."]);
    }

    [TestCase("lt", "Per tą laiką, galbūt kitame lange, išsaugotas kitas atsakymas į šį klausimą:", "Nežinau")]
    [TestCase("en", "Another answer to this question was saved in the meantime, perhaps in another window:", "I don't know")]
    [TestCase("ru", "Тем временем, возможно в другом окне, сохранён другой ответ на этот вопрос:", "Не знаю")]
    public async Task An_answer_that_comes_second_stands_beside_the_one_that_is_stored(string language, string notice, string stored)
    {
        await _respondent.StartAsync(language);
        var first = _respondent.Page;
        await _respondent.DeclineAsync();

        await _respondent.SubmitAsync(first.Form().With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", "Something <b>else</b>.").With("Intent", "answer"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Title.ShouldBe(first.Title);
        _respondent.Page.ErrorSummary.ShouldBeEmpty();
        _respondent.Page.Text(".notice p").ShouldBe(notice);
        _respondent.Page.Text(".stored").ShouldBe(stored);
        _respondent.Page.Form()["Answer"].ShouldBe("Something <b>else</b>.");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe([stored]);
    }

    [Test]
    public async Task Two_tabs_go_through_one_interview()
    {
        await _respondent.StartAsync("en");
        var tab = (await _respondent.GetAsync(_respondent.QuestionPath(1))).Form();
        await _respondent.AnswerAsync("Rest.");

        // The other tab still shows the first question, and says "I don't know" to it.
        await _respondent.SubmitAsync(tab.With("Intent", "dont-know"));
        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".stored").ShouldBe("Rest.");

        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await _respondent.LeaveContactAsync("Ona");

        // And once more after the end: nothing can be changed, and nothing that was sent vanishes.
        await _respondent.SubmitAsync(tab.With("Answer", "Too late.").With("Choices", "purpose:guests").With("Intent", "answer"));
        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Title.ShouldBe("This could not be saved any more");
        _respondent.Page.Text(".not-stored").ShouldBe("Guests and friends Too late.");
        (await _respondent.OpenAsync(_respondent.Page.Document.QuerySelector("main a.button")!.GetAttribute("href")!)).Address.AbsolutePath.ShouldBe(_respondent.ReportPath);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldNotContain(answer => answer.Contains("Too late.", StringComparison.Ordinal));

        // Who sent nothing to keep is led on without a word.
        await _respondent.SubmitAsync(tab.With("Intent", "dont-know"));
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ReportPath);
    }

    [Test]
    public async Task A_question_that_is_not_asked_is_not_answered()
    {
        await _respondent.StartAsync("en");

        await _respondent.SubmitAsync(_respondent.Page.Form().With("QuestionId", "Q_BUDGET").With("Answer", "Much.").With("Choices", "budget:limited", "nothing:known").With("Intent", "answer"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".notice p").ShouldBe("The question has changed in the meantime. Here is the one that stands in its place now.");
        _respondent.Page.Text(".not-stored").ShouldBe("Limited Much.");
        _respondent.Page.Form()["Answer"].ShouldBe("");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_start_form_sent_twenty_times_at_once_starts_one_interview()
    {
        await _respondent.OpenAsync("/");
        var form = _respondent.Page.Form().With("Language", "en").With("Agreed", "true");

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(_ => _respondent.PostAsync("/", form.Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        replies.Select(reply => reply.Headers.Location!.ToString()).Distinct().ShouldHaveSingleItem();
        var submission = Guid.Parse(form["SubmissionId"]!);
        (await SharedApp.App.ReadAsync(db => db.Sessions.CountAsync(session => session.StartSubmissionId == submission))).ShouldBe(1);
    }

    [Test]
    public async Task Contact_details_sent_twenty_times_at_once_make_one_report()
    {
        await _respondent.ReachContactAsync("en");
        var form = _respondent.Page.Form();

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(number =>
            _respondent.PostAsync(_respondent.ContactPath, form.With("Name", $"Ona {number}").Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect && reply.Headers.Location!.ToString().EndsWith("/report", StringComparison.Ordinal));
        var (contact, report) = await SharedApp.App.ContactAsync(_respondent.SessionId);
        report.ShouldNotBeNull().ShouldContain(contact.Name!);
    }

    [Test]
    public async Task Stars_sent_twenty_times_at_once_count_once()
    {
        await _respondent.ReachReportAsync("en");
        var form = _respondent.Page.Form();

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(number =>
            _respondent.PostAsync(_respondent.ReportPath, form.With("Rating", $"{1 + (number % 5)}").Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        (await SharedApp.App.FeedbackCountAsync(_respondent.SessionId)).ShouldBe(1);
    }
}
