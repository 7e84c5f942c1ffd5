using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using AngleSharp.Dom;

namespace AgentBrain.Web.Tests;

public class CheckTests
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

    [TestCase("lt", "Patikrinkite atsakymus – dar niekas neišsiųsta", "Paskirtis")]
    [TestCase("en", "Check your answers – nothing has been sent yet", "Purpose")]
    [TestCase("ru", "Проверьте ответы – пока ничего не отправлено", "Назначение")]
    public async Task When_nothing_is_left_to_ask_everything_is_checked_before_the_contact_page(string language, string title, string firstFact)
    {
        await _respondent.StartAsync(language);

        var check = await _respondent.AnswerToTheEndAsync();

        check.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        check.Language.ShouldBe(language);
        check.Title.ShouldBe(title);
        check.Text("dl.summary dt").ShouldBe(firstFact);
        check.Has("button[value=finish]").ShouldBeFalse();
        check.Document.QuerySelector("main .actions a.button")!.GetAttribute("href").ShouldBe(_respondent.ContactPath);
        var contact = await _respondent.OpenAsync(_respondent.ContactPath);
        contact.Document.QuerySelector(".back-link")!.GetAttribute("href").ShouldBe(_respondent.CheckPath);
    }

    [Test]
    public async Task Each_fact_is_shown_with_the_words_that_it_rests_on_and_a_way_to_change_it()
    {
        await _respondent.AnswerAsync("Maybe with birch whisks.", "purpose:rental");
        await _respondent.SetFactAsync("season", "winter_only");
        await _respondent.SetFactAsync("fuel_type");

        var check = await _respondent.OpenAsync(_respondent.CheckPath);

        var ritual = Row(check, "Way of bathing");
        Text(ritual, ".summary-text").ShouldBe("Bathing with whisks");
        Text(ritual, ".said").ShouldBe("birch whisks question 1");
        Text(ritual, ".tag").ShouldBe("not quite sure yet");

        var purpose = Row(check, "Purpose");
        Text(purpose, ".summary-text").ShouldBe("Renting it out");
        purpose.QuerySelectorAll(".said").ShouldBeEmpty("a picked option is not read twice");
        Text(purpose, ".summary-action").ShouldBe("Change: Purpose");
        purpose.QuerySelector(".summary-action a")!.GetAttribute("href").ShouldBe(_respondent.FactPath("purpose") + "?from=check");

        Text(Row(check, "Season of use"), ".summary-value").ShouldBe("Mostly winter set by you");
        Text(Row(check, "Heated with"), ".summary-value").ShouldBe("You said that you do not know set by you");

        Text(Row(check, "Who will bathe"), ".summary-value").ShouldBe("Not known yet needed for every design");
        Text(Row(check, "Budget"), ".summary-value").ShouldBe("Not known yet");
        Text(Row(check, "Budget"), ".summary-action").ShouldBe("Add: Budget");
        check.Document.QuerySelectorAll("dl.summary:first-of-type dt").Take(4).Select(term => term.TextContent)
            .ShouldBe(["Purpose", "Who will bathe", "Way of bathing", "Water, power and drainage"], "what every design needs comes first");
    }

    [Test]
    public async Task What_gave_way_to_other_words_is_still_mentioned()
    {
        await _respondent.AnswerAsync("For the family. There is no sewage.");
        await _respondent.AnswerAsync("Maybe a sewer after all.");

        var row = Row(await _respondent.OpenAsync(_respondent.CheckPath), "Water, power and drainage");

        Text(row, ".summary-text").ShouldBe("No drainage");
        Text(row, ".is-overruled").ShouldStartWith("You also said: ");
    }

    [Test]
    public async Task Answers_are_shown_word_for_word_and_escaped()
    {
        await _respondent.AnswerAsync("Rest <b>&amp; quiet</b>.\nAnd guests.");

        var check = await _respondent.OpenAsync(_respondent.CheckPath);

        var row = check.Document.QuerySelector(".is-answer")!;
        Text(row, "dt").ShouldBe("What would you like a sauna for, first of all?");
        row.QuerySelector(".is-said")!.TextContent.ShouldBe("Rest <b>&amp; quiet</b>.\nAnd guests.");
        row.QuerySelector("a")!.GetAttribute("href").ShouldBe(_respondent.QuestionPath(1) + "?from=check");
        check.Has("details.answers[open]").ShouldBeTrue("few answers are not folded away");
        check.Text("details.answers summary").ShouldBe("Your answers, word for word (1)");
    }

    [Test]
    public async Task While_a_question_waits_the_page_leads_back_to_it_and_offers_to_finish()
    {
        (await _respondent.OpenAsync(_respondent.CheckPath)).Has("button[value=finish]").ShouldBeFalse("nothing has been said yet");
        await _respondent.OpenAsync(_respondent.InterviewPath);
        var question = await _respondent.AnswerAsync("Rest.");
        var links = question.Document.QuerySelectorAll(".quiet-links a").Select(link => link.GetAttribute("href"));
        links.ShouldBe([_respondent.CheckPath, _respondent.CheckPath + "#finish", _respondent.InterviewPath + "/save"]);

        var check = await _respondent.OpenAsync(_respondent.CheckPath);

        check.Title.ShouldBe("What we understood so far");
        check.Text(".lead").ShouldStartWith("Nothing has been sent yet");
        check.Text("#finish p").ShouldContain("it will say openly what is missing");
        check.Document.QuerySelector("main .actions a.button")!.GetAttribute("href").ShouldBe(_respondent.InterviewPath);
        check.Document.QuerySelector(".back-link")!.GetAttribute("href").ShouldBe(_respondent.InterviewPath);
        check.Has($"a[href='{_respondent.ContactPath}']").ShouldBeFalse();
    }

    [Test]
    public async Task An_interview_is_finished_early_taken_up_again_and_reported()
    {
        var second = (await _respondent.AnswerAsync("Rest.")).Title;

        await _respondent.FinishEarlyAsync();
        _respondent.Reply.IsRedirect.ShouldBeTrue();
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ContactPath);

        var check = await _respondent.OpenAsync(_respondent.InterviewPath);
        check.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        check.Body.ShouldContain("You finished early.");
        await _respondent.SubmitAsync(check.Form().With("Intent", "more"));
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.QuestionPath(2));
        _respondent.Page.Title.ShouldBe(second);

        await _respondent.FinishEarlyAsync();
        await _respondent.LeaveContactAsync("Ona");
        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ReportPath);
        (await SharedApp.App.AnswersAsync(_respondent.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task Forms_of_the_page_that_come_again_or_too_late_change_nothing()
    {
        await _respondent.AnswerAsync("Rest.");
        var form = (await _respondent.OpenAsync(_respondent.CheckPath)).Form().With("Intent", "finish");

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _respondent.PostAsync(form.Action, form.Content())));
        replies.ShouldAllBe(reply => reply.IsRedirect && reply.Headers.Location!.ToString() == _respondent.ContactPath);

        await _respondent.LeaveContactAsync("Ona");
        foreach (var intent in new[] { "finish", "more", "" })
        {
            await _respondent.SubmitAsync(form.With("Intent", intent));
            _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.ReportPath, intent);
        }
        (await SharedApp.App.IsFinishedAsync(_respondent.SessionId)).ShouldBeTrue();
    }

    [Test]
    public async Task A_complete_interview_has_nothing_to_take_up()
    {
        var check = await _respondent.AnswerToTheEndAsync();
        check.Has("button[value=more]").ShouldBeFalse();

        await _respondent.SubmitAsync(check.Form().With("Intent", "more"));

        _respondent.Page.Address.AbsolutePath.ShouldBe(_respondent.CheckPath);
        _respondent.Page.Text(".notice").ShouldBe(new InterfaceText { Language = "en" }["Notice.NothingToAsk"]);
    }

    [Test]
    public async Task What_is_known_stands_behind_the_question_each_with_a_way_to_change_it()
    {
        _respondent.Page.Has(".known").ShouldBeFalse();

        await _respondent.AnswerAsync("Maybe to unwind.");

        var chip = _respondent.Page.Document.QuerySelector(".fact-chip.is-unsure")!;
        chip.GetAttribute("href").ShouldBe(_respondent.FactPath("purpose"));
        Collapsed(chip.TextContent).ShouldBe("Purpose: Relaxation, not quite sure yet, change");
        (await _respondent.OpenAsync(_respondent.QuestionPath(1))).Has(".known").ShouldBeFalse("an earlier question is there to be changed");
    }

    [Test]
    public async Task Many_facts_are_folded_away_behind_the_first()
    {
        foreach (var (slot, option) in new[] { ("season", "year_round"), ("fuel_type", "wood"), ("location", "forest"), ("budget", "limited"), ("timeline", "urgent"), ("microclimate", "mild") })
            await _respondent.SetFactAsync(slot, option);

        var question = await _respondent.OpenAsync(_respondent.InterviewPath);

        question.Document.QuerySelectorAll(".known > .fact-chips .fact-chip").Length.ShouldBe(4);
        question.Text(".known summary").ShouldBe("2 more");
        question.Document.QuerySelectorAll(".known details .fact-chip").Length.ShouldBe(2);
    }

    private static IElement Row(HtmlPage page, string label) =>
        page.Document.QuerySelectorAll(".summary-row").Single(row => row.QuerySelector("dt")!.TextContent == label);

    private static string Text(IElement row, string selector) => Collapsed(row.QuerySelector(selector)?.TextContent ?? "");

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
