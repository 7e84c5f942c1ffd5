using System.Net;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests;

/// <summary>Another language in the middle of an interview; nothing that was typed is lost.</summary>
public class LanguageSwitchTests
{
    private Respondent _respondent = null!;

    [SetUp]
    public async Task StartInterview()
    {
        _respondent = SharedApp.App.NewRespondent();
        await _respondent.StartAsync("en");
    }

    [TearDown]
    public void CloseBrowser() => _respondent.Dispose();

    [TestCase("lt", "Kam jums pirmiausia reikėtų pirties?")]
    [TestCase("ru", "Для чего вам прежде всего нужна баня?")]
    public async Task A_question_goes_on_in_another_language_with_what_was_typed_and_picked(string language, string question)
    {
        var form = _respondent.Page.Form().With("Answer", "Half a sent").With("Choices", "purpose:health", "purpose:guests");

        await _respondent.SubmitAsync(form.With("Intent", $"language:{language}"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.OK);
        _respondent.Page.Language.ShouldBe(language);
        _respondent.Page.Title.ShouldBe(question);
        _respondent.Page.ErrorSummary.ShouldBeEmpty();
        _respondent.Page.Form()["Answer"].ShouldBe("Half a sent");
        _respondent.Page.Document.QuerySelectorAll("[name=Choices]:checked").Select(box => box.GetAttribute("value")).ShouldBe(["purpose:health", "purpose:guests"]);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBeEmpty();

        await _respondent.SubmitAsync(_respondent.Page.Form().With("Intent", "answer"));
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldHaveSingleItem().ShouldEndWith("\nHalf a sent");
        _respondent.Page.Language.ShouldBe(language);
    }

    [Test]
    public async Task An_earlier_answer_goes_on_being_changed()
    {
        await _respondent.AnswerAsync("Rest.");
        await _respondent.OpenAsync(_respondent.QuestionPath(1) + "?from=check");

        await _respondent.SubmitAsync(_respondent.Page.Form().With("Answer", "Guests.").With("Intent", "language:ru"));
        _respondent.Page.Form()["Answer"].ShouldBe("Guests.");
        _respondent.Page.Text("button[value=answer]").ShouldBe("Сохранить изменение");
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Intent", "answer"));

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Guests."]);
    }

    [Test]
    public async Task A_fact_and_contact_details_are_kept_as_they_were_typed()
    {
        await _respondent.OpenAsync(_respondent.FactPath("budget"));
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Options", "limited").With("Measure", "abc").With("Intent", "language:lt"));
        _respondent.Page.Title.ShouldBe("Biudžetas");
        (_respondent.Page.Form()["Options"], _respondent.Page.Form()["Measure"]).ShouldBe(("limited", "abc"));
        _respondent.Page.ErrorSummary.ShouldBeEmpty();

        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await _respondent.OpenAsync(_respondent.ContactPath);
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Name", "Ona").With("Email", "ona@").With("Intent", "language:ru"));
        _respondent.Page.Title.ShouldBe("Для кого отчёт?");
        (_respondent.Page.Form()["Name"], _respondent.Page.Form()["Email"]).ShouldBe(("Ona", "ona@"));
        _respondent.Page.ErrorSummary.ShouldBeEmpty();
        (await SharedApp.App.IsFinishedAsync(_respondent.SessionId)).ShouldBeFalse();
    }

    [Test]
    public async Task The_check_page_is_loaded_anew()
    {
        await _respondent.OpenAsync(_respondent.CheckPath);

        await _respondent.SubmitAsync(HtmlForm.Of(_respondent.Page.Document.QuerySelector("#language-form")!).With("Intent", "language:lt"));

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        _respondent.Page.Title.ShouldBe("Ką kol kas supratome");
    }

    [Test]
    public async Task Every_language_is_a_button_of_the_form_that_holds_what_was_typed()
    {
        await ShouldOfferAsync(_respondent.QuestionPath(1), "answer-form");
        await ShouldOfferAsync(_respondent.FactPath("budget"), "fact-form");
        await ShouldOfferAsync(_respondent.CheckPath, "language-form");
        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await ShouldOfferAsync(_respondent.ContactPath, "contact-form");

        async Task ShouldOfferAsync(string path, string form)
        {
            var page = await _respondent.OpenAsync(path);
            var buttons = page.Document.QuerySelectorAll(".languages li button");
            buttons.Select(button => button.GetAttribute("value")).ShouldBe(["language:lt", "language:en", "language:ru"]);
            buttons.ShouldAllBe(button => button.GetAttribute("form") == form && button.HasAttribute("formnovalidate"));
            page.Text(".languages [aria-current]").ShouldBe("EN, English");
            page.Has($"form#{form}[method=post]").ShouldBeTrue();

            // The Enter key in a field presses the first button of its form in the order of the page.
            if (form != "language-form")
                page.Document.QuerySelector($"button[form={form}]")!.HasAttribute("name").ShouldBeFalse();
        }
    }

    [TestCase("de")]
    [TestCase("LT")]
    [TestCase("")]
    public async Task A_language_that_is_not_offered_is_refused_and_what_was_typed_kept(string language)
    {
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Answer", "Half.").With("Intent", $"language:{language}"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _respondent.Page.ErrorSummary.ShouldBe([("Choose a language", "#language")]);
        _respondent.Page.Has("#language").ShouldBeTrue();
        _respondent.Page.Form()["Answer"].ShouldBe("Half.");
    }

    [Test]
    public async Task Words_of_a_form_whose_step_has_passed_are_not_lost_by_it_either()
    {
        var form = _respondent.Page.Form().With("Answer", "Half.").With("Intent", "language:lt");
        await _respondent.AnswerAsync("Rest.");

        await _respondent.SubmitAsync(form);

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Language.ShouldBe("lt");
        _respondent.Page.Text(".stored").ShouldBe("Rest.");
        _respondent.Page.Form()["Answer"].ShouldBe("Half.");

        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await _respondent.LeaveContactAsync("Ona");
        await _respondent.SubmitAsync(form);
        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Text(".not-stored").ShouldBe("Half.");
    }
}
