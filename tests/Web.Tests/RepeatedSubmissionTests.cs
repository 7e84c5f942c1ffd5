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

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(_ => _respondent.PostAsync(_respondent.QuestionPath, form.Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nRest."]);
        (await _respondent.OpenAsync(_respondent.QuestionPath)).Text(".progress-text").ShouldStartWith("Question 2,");
    }

    [Test]
    public async Task Of_different_answers_at_once_one_is_stored_and_the_others_are_given_back()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Intent", "answer");

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _respondent.PostAsync(
            _respondent.QuestionPath,
            form.With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", $"Answer {number}").Content())));

        var stored = (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldHaveSingleItem();
        replies.Count(reply => reply.IsRedirect).ShouldBe(1);
        var refused = replies.Where(reply => reply.Status == HttpStatusCode.Conflict).Select(reply => reply.Text(".not-stored")).ToList();
        refused.Append(stored).Order().ShouldBe(Enumerable.Range(0, 8).Select(number => $"Answer {number}"));
    }

    [Test]
    public async Task A_form_that_was_sent_and_is_sent_again_with_other_words_gives_them_back()
    {
        await _respondent.StartAsync("en");
        var form = _respondent.Page.Form().With("Intent", "answer").With("Choices", "purpose:relaxation");
        await _respondent.SubmitAsync(form.With("Answer", "Rest."));

        await _respondent.SubmitAsync(form.With("Answer", "Rest, and guests."));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".not-stored").ShouldBe("Rest, and guests.");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nRest."]);
    }

    [Test]
    public async Task The_same_words_from_two_tabs_are_one_answer_without_a_complaint()
    {
        await _respondent.StartAsync("en");
        var otherTab = (await _respondent.GetAsync(_respondent.QuestionPath)).Form().With("Intent", "answer").With("Answer", "Rest.").With("Choices", "purpose:health");
        await _respondent.AnswerAsync("Rest.", "purpose:health");

        await _respondent.SubmitAsync(otherTab);

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Health\nRest."]);
    }

    [TestCase("lt", "Į šį klausimą jau atsakyta – štai kitas.", "Jūsų įrašytas tekstas neišsaugotas. Štai jis, jei prireiktų:")]
    [TestCase("en", "This question was already answered – here is the next one.", "What you wrote was not stored. Here it is, in case you need it:")]
    [TestCase("ru", "На этот вопрос уже есть ответ – вот следующий.", "Написанное вами не сохранено. Вот ваш текст, если он ещё понадобится:")]
    public async Task An_answer_to_a_question_that_has_passed_is_given_back_with_the_current_question(string language, string notice, string notStored)
    {
        await _respondent.StartAsync(language);
        var first = _respondent.Page;
        await _respondent.AnswerAsync("Rest.");
        var second = _respondent.Page.Title;

        // As after the browser's Back button.
        await _respondent.SubmitAsync(first.Form().With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", "Something <b>else</b>.").With("Intent", "answer"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Title.ShouldBe(second);
        _respondent.Page.Text(".notice p").ShouldBe(notice);
        _respondent.Page.Text(".notice p.soft").ShouldBe(notStored);
        _respondent.Page.Text(".not-stored").ShouldBe("Something <b>else</b>.");
        _respondent.Page.Form()["Answer"].ShouldBe("");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Rest."]);

        await _respondent.AnswerAsync("Us two.");
        _respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Rest.", "Us two."]);
    }

    [Test]
    public async Task Two_tabs_go_through_one_interview()
    {
        await _respondent.StartAsync("en");
        var tab = (await _respondent.GetAsync(_respondent.QuestionPath)).Form();
        await _respondent.AnswerAsync("Rest.");

        // The other tab still shows the first question, and says "I don't know" to it.
        await _respondent.SubmitAsync(tab.With("Intent", "dont-know"));
        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Has(".not-stored").ShouldBeFalse();

        await _respondent.AnswerToTheEndAsync();
        await _respondent.LeaveContactAsync("Ona");

        // And once more after the end: there is no question to come back to.
        await _respondent.SubmitAsync(tab.With("Answer", "Too late.").With("Intent", "answer"));
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ReportPath);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldNotContain("Too late.");
    }

    [Test]
    public async Task A_question_that_is_not_asked_is_not_answered()
    {
        await _respondent.StartAsync("en");

        await _respondent.SubmitAsync(_respondent.Page.Form().With("QuestionId", "Q_BUDGET").With("Answer", "Much.").With("Intent", "answer"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_start_form_sent_twenty_times_at_once_starts_one_interview()
    {
        await _respondent.OpenAsync("/");
        var form = _respondent.Page.Form().With("Language", "en");

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
        var session = await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(stored => stored.Id == _respondent.SessionId));
        session.FinalReport.ShouldNotBeNull().ShouldContain(session.ContactName!);
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
