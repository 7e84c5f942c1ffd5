using System.Net;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

public class EarlierAnswerTests
{
    private const int Twins = 20;
    private Respondent _respondent = null!;

    [SetUp]
    public async Task AnswerTheFirstQuestion()
    {
        _respondent = SharedApp.App.NewRespondent();
        await _respondent.StartAsync("en");
        await _respondent.AnswerAsync("And quiet.", "purpose:relaxation");
    }

    [TearDown]
    public void CloseBrowser() => _respondent.Dispose();

    [Test]
    public async Task An_earlier_question_shows_its_answer_and_takes_another_in_its_place()
    {
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.QuestionPath(2));
        var second = _respondent.Page.Title;

        var earlier = await _respondent.OpenAsync(_respondent.QuestionPath(1));
        earlier.Title.ShouldBe("What would you like a sauna for, first of all?");
        earlier.Text(".progress-text").ShouldBe("Question 1 of 1 answered");
        earlier.Text(".answered-note").ShouldBe("You have answered this question. You can change your answer here.");
        earlier.Text("button[value=answer]").ShouldBe("Save the change");
        earlier.Document.QuerySelector(".actions a")!.GetAttribute("href").ShouldBe(_respondent.InterviewPath);
        var form = earlier.Form();
        (form["Answer"], form["Choices"]).ShouldBe(("And quiet.", "purpose:relaxation"));

        await _respondent.AnswerAsync("And guests.", "purpose:guests");

        _respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.QuestionPath(2));
        _respondent.Page.Title.ShouldBe(second);
        _respondent.Page.Text(".notice.is-success").ShouldBe("Your change is saved.");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Guests and friends\nAnd guests."]);
        (await _respondent.OpenAsync(_respondent.InterviewPath)).Has(".notice").ShouldBeFalse("it is said once");
    }

    [Test]
    public async Task Each_question_leads_back_to_the_one_before_and_the_first_to_none()
    {
        await _respondent.AnswerAsync("Steam.");

        foreach (var number in new[] { 3, 2 })
            (await _respondent.OpenAsync(_respondent.QuestionPath(number))).Document.QuerySelector(".back-link")!.GetAttribute("href").ShouldBe(_respondent.QuestionPath(number - 1));
        (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Has(".back-link").ShouldBeFalse();
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("99999999999")]
    [TestCase("one")]
    public async Task A_place_that_is_none_is_not_found(string number) =>
        (await _respondent.OpenAsync($"{_respondent.InterviewPath}/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Test]
    public async Task An_answer_is_taken_back_by_not_knowing()
    {
        await _respondent.OpenAsync(_respondent.QuestionPath(1));

        await _respondent.DeclineAsync();

        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["I don't know"]);
        var earlier = await _respondent.OpenAsync(_respondent.QuestionPath(1));
        earlier.Text(".answered-note").ShouldBe("You said that you do not know. If you know by now, tell us here.");
        earlier.Form()["Answer"].ShouldBe("");
        earlier.Has("[name=Choices]:checked").ShouldBeFalse();
    }

    [Test]
    public async Task A_change_from_the_check_page_leads_back_to_it()
    {
        var earlier = await _respondent.OpenAsync(_respondent.QuestionPath(1) + "?from=check");
        earlier.Document.QuerySelector(".back-link")!.GetAttribute("href").ShouldBe(_respondent.CheckPath);

        await _respondent.AnswerAsync("");
        _respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await _respondent.AnswerAsync("Guests.");

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        _respondent.Page.Text(".notice").ShouldBe("Your change is saved.");
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example")]
    [TestCase("/contact")]
    [TestCase("CHECK")]
    public async Task Nothing_else_can_be_led_back_to(string from)
    {
        await _respondent.OpenAsync(_respondent.QuestionPath(1) + "?from=" + Uri.EscapeDataString(from));
        _respondent.Page.Form().Action.ShouldBe(_respondent.QuestionPath(1));
        _respondent.Page.Body.ShouldNotContain("evil");

        var form = _respondent.Page.Form();
        await _respondent.SubmitAsync(form.With("Answer", "Guests.").With("Intent", "answer") with { Action = form.Action + "?from=" + Uri.EscapeDataString(from) });

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.QuestionPath(2));
    }

    [Test]
    public async Task Twenty_identical_changes_at_once_are_one_and_all_lead_on()
    {
        var form = (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Form().With("Answer", "Guests.").With("Intent", "answer");

        var replies = await Task.WhenAll(Enumerable.Range(0, Twins).Select(_ => _respondent.PostAsync(form.Action, form.Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nGuests."]);
        (await SharedApp.App.ReadAsync(db => db.ReplacedAnswers.CountAsync(replaced => replaced.SessionId == _respondent.SessionId))).ShouldBe(1);
    }

    [Test]
    public async Task The_same_form_with_other_words_does_not_vanish_in_silence()
    {
        var form = (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Form().With("Intent", "answer");
        await _respondent.SubmitAsync(form.With("Answer", "First."));

        await _respondent.SubmitAsync(form.With("Answer", "Second."));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".stored").ShouldBe("Relaxation First.");
        _respondent.Page.Form()["Answer"].ShouldBe("Second.");
    }

    [Test]
    public async Task A_change_to_an_answer_that_changed_meanwhile_stands_beside_it_and_is_stored_only_when_sent_again()
    {
        var tab = (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Form();
        await _respondent.OpenAsync(_respondent.QuestionPath(1));
        await _respondent.AnswerAsync("First.", "purpose:health");

        await _respondent.SubmitAsync(tab.With("Answer", "Second.").With("Choices", "purpose:guests", "purpose:rental").With("Intent", "answer"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".stored").ShouldBe("Health First.");
        _respondent.Page.Form()["Answer"].ShouldBe("Second.");
        _respondent.Page.Document.QuerySelectorAll("[name=Choices]:checked").Select(box => box.GetAttribute("value")).ShouldBe(["purpose:guests", "purpose:rental"]);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Health\nFirst."]);

        await _respondent.SubmitAsync(_respondent.Page.Form().With("Intent", "answer"));
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Guests and friends, Renting it out\nSecond."]);
    }

    [Test]
    public async Task A_change_that_does_not_fit_is_kept_in_the_form_and_not_stored()
    {
        await _respondent.OpenAsync(_respondent.QuestionPath(1));
        var tooLong = new string('x', TextLimits.Answer + 1);

        await _respondent.AnswerAsync(tooLong, "purpose:guests");

        _respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _respondent.Page.ErrorSummary.ShouldHaveSingleItem().Target.ShouldBe("#answer");
        _respondent.Page.Text("button[value=answer]").ShouldBe("Save the change");
        (_respondent.Page.Form()["Answer"], _respondent.Page.Form()["Choices"]).ShouldBe((tooLong, "purpose:guests"));
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Relaxation\nAnd quiet."]);

        await _respondent.AnswerAsync("Guests.");
        _respondent.Reply.IsRedirect.ShouldBeTrue();
    }

    [Test]
    public async Task A_change_after_the_report_is_given_back()
    {
        var form = (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Form().With("Answer", "Guests.").With("Intent", "answer");
        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await _respondent.LeaveContactAsync("Ona");

        await _respondent.SubmitAsync(form);

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Language.ShouldBe("en");
        _respondent.Page.Text(".not-stored").ShouldBe("Relaxation Guests.");
        (await SharedApp.App.AnswersAsync(_respondent.SessionId))[0].ShouldBe("Relaxation\nAnd quiet.");
    }

    [Test]
    public async Task An_answer_to_a_question_that_an_early_end_took_away_is_given_back()
    {
        var form = _respondent.Page.Form().With("Answer", "Steam.").With("Intent", "answer");
        await _respondent.FinishEarlyAsync();

        await _respondent.SubmitAsync(form);

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".lead").ShouldStartWith("This question is no longer being asked");
        _respondent.Page.Text(".not-stored").ShouldBe("Steam.");
    }

    [Test]
    public async Task A_question_that_a_change_makes_necessary_is_asked_at_once()
    {
        foreach (var words in new[] { "Six of us.", "Soft steam and birch whisks.", "A well, electricity and a sewer.", "A shower and a terrace." })
            await _respondent.AnswerAsync(words);
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        var asked = (await SharedApp.App.AnswersAsync(_respondent.SessionId)).Count;

        // Who bathes is needed for every design, and nobody says it any more.
        await _respondent.OpenAsync(_respondent.QuestionPath(2) + "?from=check");
        await _respondent.AnswerAsync("Let me think.");

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.QuestionPath(asked + 1));
        _respondent.Page.Text(".notice").ShouldBe("Your change is saved. Because of it, one more question came up.");
        await _respondent.AnswerToTheEndAsync();
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
    }
}
