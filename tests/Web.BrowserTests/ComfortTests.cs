using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

public class ComfortTests : VisitorTests
{
    private Visitor _visitor = null!;

    private IPage Page => _visitor.Page;

    [SetUp]
    public async Task StartInterview()
    {
        _visitor = await Visitor.ArriveAsync("en");
        await _visitor.StartAsync();
    }

    [TearDown]
    public async Task Leave() => await _visitor.DisposeAsync();

    [Test]
    public async Task A_form_is_sent_once_however_often_its_button_is_clicked()
    {
        var posts = 0;
        await Page.RouteAsync("**/interview/**", async route =>
        {
            if (route.Request.Method == "POST")
            {
                posts++;
                await Task.Delay(600);
            }
            await route.ContinueAsync();
        });
        await _visitor.TypeAsync("Rest.");
        await _visitor.Button("Question.Continue").ScrollIntoViewIfNeededAsync();
        var button = (await _visitor.Button("Question.Continue").BoundingBoxAsync())!;

        await _visitor.LeadOnAsync(async () =>
        {
            for (var click = 0; click < 3; click++)
            {
                await Page.Mouse.ClickAsync(button.X + 5, button.Y + 5);
                await Task.Delay(100);
            }
        });

        posts.ShouldBe(1);
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Rest."]);
        (await Page.Locator(".progress-text").InnerTextAsync()).ShouldStartWith("Question 2");
    }

    [Test]
    public async Task A_double_click_without_scripts_stores_one_answer()
    {
        await using var visitor = await Visitor.ArriveAsync("en", withScripts: false);
        await visitor.OpenAsync("/");
        await visitor.Page.Locator("#agreed").CheckAsync();
        await visitor.Button("Start.Button").DblClickAsync();
        await visitor.TypeAsync("Rest.");

        await visitor.Button("Question.Continue").DblClickAsync();

        await Assertions.Expect(visitor.Page.Locator(".progress-text")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Question 2"));
        (await Site.App.AnswersAsync(visitor.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task Closing_the_browser_ends_nothing()
    {
        await _visitor.TypeAsync("Rest.");
        await _visitor.PressAsync("Question.Continue");
        var question = await _visitor.HeadingAsync();
        var sessionId = _visitor.SessionId;

        await using var later = await Visitor.ArriveAsync("en", storageState: await _visitor.StorageStateAsync());
        await later.OpenAsync("/");
        await later.LeadOnAsync(() => later.Page.GetByRole(AriaRole.Link, new() { Name = later.Text["Start.ResumeButton"] }).ClickAsync());
        (await later.HeadingAsync()).ShouldBe(question);
        await later.TypeAsync("Us two.");
        await later.PressAsync("Question.Continue");

        (await Site.App.AnswersAsync(sessionId)).ShouldBe(["Rest.", "Us two."]);
    }

    [Test]
    public async Task What_was_not_sent_is_restored_after_a_reload_and_forgotten_once_it_is_sent()
    {
        await _visitor.PickAsync(1);
        await Page.Locator("#answer").PressSequentiallyAsync("Unsent words");

        await Page.ReloadAsync();
        (await Page.Locator("#answer").InputValueAsync()).ShouldBe("Unsent words");
        (await Page.Locator(".chip input").Nth(1).IsCheckedAsync()).ShouldBeTrue();
        (await Page.Locator("[data-draft-status]").InnerTextAsync()).ShouldBe(_visitor.Text["Form.DraftRestored"]);

        await _visitor.PressAsync("Question.Continue");
        (await Page.Locator("#answer").InputValueAsync()).ShouldBe("");
        (await Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length")).ShouldBe(0);
    }

    [Test]
    public async Task Back_shows_the_answer_that_was_given_and_a_change_leads_to_where_the_interview_stands()
    {
        await _visitor.TypeAsync("Rest.");
        await _visitor.PressAsync("Question.Continue");
        var second = await _visitor.HeadingAsync();

        await _visitor.LeadOnAsync(() => Page.GoBackAsync());
        (await Page.Locator("#answer").InputValueAsync()).ShouldBe("Rest.");
        await _visitor.TypeAsync("Rest, and guests.");
        await _visitor.PressAsync("Question.Save");

        (await _visitor.HeadingAsync()).ShouldBe(second);
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Rest, and guests."]);
    }

    [Test]
    public async Task A_form_that_was_left_behind_keeps_its_words_beside_the_answer_that_is_stored()
    {
        var old = await _visitor.OpenTabAsync();
        await _visitor.TypeAsync("Us two.");
        await _visitor.PressAsync("Question.Continue");

        await old.TypeAsync("Us three.");
        await old.PressAsync("Question.Continue");

        (await old.Page.Locator(".notice").InnerTextAsync()).ShouldContain(_visitor.Text["Notice.AnsweredMeanwhile"]);
        (await old.Page.Locator(".stored").InnerTextAsync()).ShouldBe("Us two.");
        (await old.Page.Locator("#answer").InputValueAsync()).ShouldBe("Us three.");
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Us two."]);
    }

    [Test]
    public async Task Characters_left_are_counted_as_the_server_counts()
    {
        await _visitor.TypeAsync("ą\nб");
        (await Page.Locator("#answer-counter [aria-hidden]").InnerTextAsync()).ShouldBe("Characters left: 3,997");

        await _visitor.TypeAsync(new string('x', 4001));
        (await Page.Locator("#answer-counter [aria-hidden]").InnerTextAsync()).ShouldBe("Characters over the limit: 1");
        await _visitor.PressAsync("Question.Continue");
        (await Page.Locator(".error-summary").InnerTextAsync()).ShouldContain("4,000 characters at most");
        (await Page.Locator("#answer").InputValueAsync()).Length.ShouldBe(4001);
    }
}
