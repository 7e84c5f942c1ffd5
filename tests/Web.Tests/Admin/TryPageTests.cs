using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>"Try it", with forms alone: as it works without a script.</summary>
public sealed class TryPageTests
{
    private const string Page = "/admin/brain/try";
    private const string Words = "Šeimos pirtis su draugais savaitgaliais";

    private const string Question = ".trial-question form";
    private const string Fact = ".trial-fact form";
    private const string LeftOut = "section[aria-labelledby='trial-left-out']";
    private const string Turns = ".trial-play > form";

    [Test]
    public async Task An_answer_is_shown_with_what_was_understood_and_why_the_next_question_is_asked()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page + "?language=lt");
        var first = author.Page.Text(".trial-question h2");
        author.Page.Text(".trial-chosen").ShouldContain("Asked now");
        author.Page.Document.QuerySelectorAll(".trial-ranking > li").Length.ShouldBeGreaterThan(5);
        author.Page.Document.QuerySelectorAll(".trial-ranking > li").ShouldAllBe(item => item.QuerySelector(".trial-terms .num") != null, "every score shows its terms");

        await author.SubmitAsync(author.Page.Form(Question).With("Answer", Words).With("Do", "answer"));

        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Address.PathAndQuery.ShouldBe(Page, "words stand in no address");
        author.Page.Text(".trial-turns").ShouldContain(first);
        author.Page.Text(".trial-turns blockquote").ShouldBe(Words);
        author.Page.Has(".trial-turns mark").ShouldBeTrue();
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 2");
        author.Page.Text(".trial-question .choice").ShouldContain("Why it was chosen");
        author.Page.Form(Question)["Language"].ShouldBe("lt");
        author.Page.Has("textarea[autofocus]").ShouldBeTrue("the next question is where to go on");
        SharedApp.App.Log.Lines.ShouldAllBe(line => !line.Text.Contains(Words, StringComparison.Ordinal));
    }

    [Test]
    public async Task A_step_is_undone_and_the_trial_begun_anew()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page);
        await author.SubmitAsync(author.Page.Form(Question).With("Do", "decline"));
        var second = author.Page.Text(".trial-question h2");
        await author.SubmitAsync(author.Page.Form(Question).With("Answer", "for the family").With("Do", "answer"));
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 3");

        await author.SubmitAsync(author.Page.Form(Turns).With("Do", author.Page.Document.QuerySelector("#trial-undo")!.GetAttribute("value")!));
        author.Page.Text(".trial-question h2").ShouldBe(second);

        await author.SubmitAsync(author.Page.Form(Turns).With("Do", author.Page.Document.QuerySelector("#trial-restart")!.GetAttribute("value")!));
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 1");
        author.Page.Has(".trial-turns").ShouldBeFalse();
    }

    [Test]
    public async Task A_slot_is_set_by_hand_and_its_skip_rule_is_read_back()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page);
        author.Page.Text(LeftOut).ShouldNotContain("SKIP_WOOD");

        await author.SubmitAsync(author.Page.Form(Fact).With("Slot", "fuel_type").With("Do", "slot"));
        await author.SubmitAsync(author.Page.Form(Fact).With("Do", "set"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#Options-error").ShouldBe("Choose an option, or say that it is not known.");
        await author.SubmitAsync(author.Page.Form(Fact).With("Options", "electricity").With("Do", "set"));

        author.Page.Text(".trial-fact").ShouldContain("Electricity, set by hand");
        author.Page.Text(LeftOut).ShouldContain("SKIP_WOOD leaves these out when Heated with has Electricity.");
        author.Page.Text(".trial-known").ShouldContain("Electricity (set by hand) 100 %");

        await author.SubmitAsync(author.Page.Form(Fact).With("Do", "restore"));
        author.Page.Text(LeftOut).ShouldNotContain("SKIP_WOOD");
    }

    [Test]
    public async Task An_empty_answer_is_refused_beside_its_field_and_the_trial_stays()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page);
        await author.SubmitAsync(author.Page.Form(Question).With("Do", "decline"));

        await author.SubmitAsync(author.Page.Form(Question).With("Do", "answer"));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#Answer-error").ShouldBe("Write an answer, choose an option, or say that you do not know.");
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 2");
    }

    [Test]
    public async Task A_watched_question_says_where_it_stands()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/questions/Q_BUDGET");
        author.Page.Document.QuerySelectorAll("a").Single(link => link.TextContent == "Try this question").GetAttribute("href").ShouldBe(Page + "?question=Q_BUDGET");

        (await author.OpenAsync(Page + "?question=Q_BUDGET")).Text(".trial-watch").ShouldMatch("It stands in place \\d+ of \\d+, [\\d.]+ points behind Q_");
        author.Page.Has(".trial-watched").ShouldBeTrue();
        await author.SubmitAsync(author.Page.Form(Question).With("Do", "decline"));
        author.Page.Text(".trial-watch").ShouldContain("It stands in place");
        (await author.OpenAsync(Page + "?question=Q_CLARIFY_RENTAL")).Text(".trial-watch").ShouldContain("It is left out by SKIP_RENTAL, because Purpose has neither");
        (await author.OpenAsync(Page + "?question=Q_CLARIFY_VENTILATION")).Text(".trial-watch").ShouldContain("It waits for a risk that is not raised");
        (await author.OpenAsync(Page + "?question=Q_NONE")).Text(".trial-watch").ShouldContain("This brain has no such question.");
    }

    [TestCase("not json")]
    [TestCase("[null]")]
    [TestCase("""[{"$type":"answer"}]""")]
    [TestCase("""[{"$type":"other"}]""")]
    [TestCase("""[{"$type":"answer","questionId":null}]""")]
    [TestCase("""{}""")]
    public async Task A_trial_that_cannot_be_read_begins_anew(string steps)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page);

        await author.SubmitAsync(author.Page.Form(Question).With("Steps", steps).With("Do", "decline"));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.ErrorSummary.ShouldHaveSingleItem().Message.ShouldBe("This trial cannot be read. Begin anew.");
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 1");
    }

    [TestCase("""[{"$type":"answer","questionId":"Q_NONE","choices":[{"slotKey":null,"optionKey":null}]}]""")]
    [TestCase("""[{"$type":"fact","slotKey":"nothing","options":[null]}]""")]
    [TestCase("""[{"$type":"fact","slotKey":"purpose","options":[null]}]""")]
    public async Task Steps_that_do_not_fit_are_set_aside_with_the_reason(string steps)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync(Page);

        await author.SubmitAsync(author.Page.Form(Question).With("Steps", steps).With("Do", "show"));

        (author.Page.Status == HttpStatusCode.BadRequest || author.Page.Has(".trial-misfit")).ShouldBeTrue(author.Page.Body);
        author.Page.Text(".trial-question .trial-meta").ShouldStartWith("Question 1");
    }

    [TestCase("?brain=1")]
    [TestCase("?brain=copy&language=xx")]
    public async Task Revisions_are_tried_too(string query)
    {
        using var analyst = await SharedApp.App.NewStaffAsync(Roles.Analyst);

        (await analyst.OpenAsync(Page + query)).Status.ShouldBe(HttpStatusCode.OK);
        analyst.Page.Has(".trial-question h2").ShouldBeTrue();
    }

    [TestCase("999999")]
    [TestCase("-1")]
    [TestCase("abc")]
    public async Task A_revision_that_is_not_there_is_not_found(string brain)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);

        (await author.OpenAsync($"{Page}?brain={brain}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
