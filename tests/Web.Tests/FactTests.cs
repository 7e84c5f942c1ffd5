using System.Net;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

public class FactTests
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

    [Test]
    public async Task A_fact_is_set_by_hand_and_leads_back_to_the_question()
    {
        await _respondent.AnswerAsync("To unwind with friends.");
        var question = _respondent.Page.Title;

        var fact = await _respondent.OpenAsync(_respondent.FactPath("purpose"));
        fact.Title.ShouldBe("Purpose");
        Picked(fact).ShouldBe(["relaxation", "guests"]);
        fact.Text(".said-list").ShouldContain("unwind");
        fact.Document.QuerySelector(".said-list a")!.GetAttribute("href").ShouldBe(_respondent.QuestionPath(1));
        fact.Has("button[value=restore]").ShouldBeFalse();
        await _respondent.SetFactAsync("purpose", "business");

        _respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        _respondent.Page.Title.ShouldBe(question);
        _respondent.Page.Text(".notice.is-success").ShouldBe("Your change is saved.");
        _respondent.Page.Text(".fact-chip").ShouldStartWith("Purpose: Business");

        var byHand = await _respondent.OpenAsync(_respondent.FactPath("purpose"));
        Picked(byHand).ShouldBe(["business"]);
        byHand.Text("button[value=restore]").ShouldBe("Use what I said in my answers");
        await _respondent.SubmitAsync(byHand.Form().With("Intent", "restore"));
        Picked(await _respondent.OpenAsync(_respondent.FactPath("purpose"))).ShouldBe(["relaxation", "guests"]);
    }

    [TestCase("check", "/check")]
    [TestCase("https://evil.example", "/1")]
    [TestCase("", "/1")]
    public async Task It_leads_back_to_where_it_was_opened_from_and_nowhere_else(string from, string expected)
    {
        var fact = await _respondent.OpenAsync(_respondent.FactPath("purpose") + "?from=" + Uri.EscapeDataString(from));
        fact.Body.ShouldNotContain("evil");

        await _respondent.SubmitAsync(fact.Form().With("Options", "business").With("Intent", "save"));

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.InterviewPath + expected);
    }

    [Test]
    public async Task Not_knowing_empties_the_fact()
    {
        await _respondent.AnswerAsync("To unwind.");

        await _respondent.SubmitAsync((await _respondent.OpenAsync(_respondent.FactPath("purpose"))).Form().With("Intent", "dont-know"));

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        Picked(await _respondent.OpenAsync(_respondent.FactPath("purpose"))).ShouldBeEmpty();
        _respondent.Page.Has("button[value=restore]").ShouldBeTrue();
    }

    // What the hints give as examples has to be understood, and what is shown as typed before has to be understood again.
    [TestCase("lt", "users", "6", "6 žm.")]
    [TestCase("en", "users", "4–6", "4–6 people")]
    [TestCase("ru", "users", "4–6", "4–6 чел.")]
    [TestCase("lt", "microclimate", "70–90", "70–90 °C")]
    [TestCase("en", "microclimate", "80", "80 °C")]
    [TestCase("ru", "microclimate", "80 °C", "80 °C")]
    [TestCase("lt", "size_direction", "15–25", "15–25 m²")]
    [TestCase("en", "size_direction", "20", "20 m²")]
    [TestCase("ru", "size_direction", "20 m²", "20 m²")]
    [TestCase("lt", "budget", "15000–25000", "15 000–25 000 €")]
    [TestCase("en", "budget", "20000", "€20,000")]
    [TestCase("ru", "budget", "20000", "20 000 €")]
    [TestCase("lt", "timeline", "2027 m. gegužė", "2027 m. gegužė")]
    [TestCase("en", "timeline", "May 2027", "May 2027")]
    [TestCase("ru", "timeline", "май 2027", "май 2027 г.")]
    public async Task A_measure_is_written_as_people_write_it(string language, string slot, string written, string shown)
    {
        await _respondent.StartAsync(language);
        var fact = await _respondent.OpenAsync(_respondent.FactPath(slot));
        fact.Has("label[for=measure]").ShouldBeTrue();

        await _respondent.SubmitAsync(fact.Form().With("Measure", written).With("Intent", "save"));
        _respondent.Reply.IsRedirect.ShouldBeTrue();
        _respondent.Page.Text(".fact-chip-text").Replace('\u00A0', ' ').ShouldEndWith(shown);

        await _respondent.OpenAsync(_respondent.FactPath(slot));
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Intent", "save"));
        _respondent.Reply.IsRedirect.ShouldBeTrue();
        _respondent.Page.Text(".fact-chip-text").Replace('\u00A0', ' ').ShouldEndWith(shown);
    }

    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task What_does_not_fit_is_kept_in_the_form_and_not_stored(string language)
    {
        var text = new InterfaceText { Language = language };
        await _respondent.StartAsync(language);
        await _respondent.OpenAsync(_respondent.FactPath("budget"));
        var tooLong = new string('1', CorrectFact.LongestMeasure + 1);

        await RefusedAsync("#options", text["Error.FactEmpty"], "");
        await RefusedAsync("#options", text["Error.OptionsExclude"], "", "limited", "flexible");
        await RefusedAsync("#options", text["Error.OptionUnknown"], "", "nothing");
        await RefusedAsync("#measure", text["Error.MeasureUnknown"], "abc", "limited");
        await RefusedAsync("#measure", text["Error.MeasureTooLong", CorrectFact.LongestMeasure], tooLong, "limited");

        (await _respondent.OpenAsync(_respondent.InterviewPath)).Has(".fact-chip").ShouldBeFalse();

        async Task RefusedAsync(string target, string message, string measure, params string[] options)
        {
            await _respondent.SubmitAsync(_respondent.Page.Form().With("Options", options).With("Measure", measure).With("Intent", "save"));
            _respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
            _respondent.Page.Language.ShouldBe(language);
            _respondent.Page.ErrorSummary.ShouldBe([(message, target)]);
            _respondent.Page.Text($"{target}-error").ShouldBe(message);
            _respondent.Page.Has($"main {target}").ShouldBeTrue("the summary leads to the field");
            Picked(_respondent.Page).ShouldBe(options.Where(option => option != "nothing"));
            _respondent.Page.Form()["Measure"].ShouldBe(measure);
        }
    }

    [Test]
    public async Task A_fact_without_measures_has_no_field_for_one() =>
        (await _respondent.OpenAsync(_respondent.FactPath("purpose"))).Has("#measure").ShouldBeFalse();

    [TestCase("nothing")]
    [TestCase("Purpose")]
    [TestCase("%20")]
    public async Task A_fact_that_does_not_exist_is_not_found(string slot)
    {
        (await _respondent.GetAsync(_respondent.FactPath(slot))).Status.ShouldBe(HttpStatusCode.NotFound);

        var form = _respondent.Page.Form().With("Options", "x").With("Intent", "save");
        (await _respondent.PostAsync(_respondent.FactPath(slot), form.Content())).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Twenty_identical_corrections_at_once_are_one()
    {
        var form = (await _respondent.OpenAsync(_respondent.FactPath("purpose"))).Form().With("Options", "business").With("Intent", "save");
        var before = await DecisionsAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _respondent.PostAsync(form.Action, form.Content())));

        replies.ShouldAllBe(reply => reply.IsRedirect);
        (await DecisionsAsync()).ShouldBe(before + 1);
    }

    [Test]
    public async Task A_correction_after_the_report_is_given_back()
    {
        var form = (await _respondent.OpenAsync(_respondent.FactPath("budget"))).Form();
        await _respondent.OpenAsync(_respondent.InterviewPath);
        await _respondent.AnswerToTheEndAsync();
        await _respondent.LeaveContactAsync("Ona");

        await _respondent.SubmitAsync(form.With("Options", "limited").With("Measure", "20000").With("Intent", "save"));

        _respondent.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _respondent.Page.Title.ShouldBe("This could not be saved any more");
        _respondent.Page.Text(".not-stored").ShouldBe("Limited 20000");
        await _respondent.SubmitAsync(form.With("Intent", "dont-know"));
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ReportPath);
    }

    private static IEnumerable<string?> Picked(HtmlPage page) =>
        page.Document.QuerySelectorAll("[name=Options]:checked").Select(box => box.GetAttribute("value"));

    private Task<int> DecisionsAsync() =>
        SharedApp.App.ReadAsync(db => db.DecisionRecords.CountAsync(record => record.SessionId == _respondent.SessionId));
}
