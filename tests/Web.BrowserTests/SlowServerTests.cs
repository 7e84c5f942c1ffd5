using AgentBrain.Domain.Accounts;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>Whoever is quicker than the server loses no change: the page ends up showing the newest ones.</summary>
public class SlowServerTests : VisitorTests
{
    private const string NewRule = "/admin/brain/risk-rules/new";

    private Visitor _author = null!;

    private IPage Page => _author.Page;

    private ILocator Words => Page.GetByRole(AriaRole.Note);

    private ILocator Second => Page.GetByRole(AriaRole.Group, new() { Name = "Condition 2" });

    [SetUp]
    public async Task SignIn() => _author = await Visitor.SignedInAsync(Roles.Author);

    [TearDown]
    public async Task Leave() => await _author.DisposeAsync();

    [Test]
    public async Task The_words_of_a_condition_follow_the_last_of_quick_changes()
    {
        await _author.OpenAsync(NewRule);
        await _author.Field("Slot").SelectOptionAsync("purpose");
        await Answer("Relaxation").WaitForAsync();
        await SlowDownAsync();

        // The second change is made while the words for the first are on their way, the third while those for the second are.
        await SendingAsync(() => Answer("Relaxation").CheckAsync());
        await SendingAsync(() => Answer("Family time").CheckAsync());
        await Answer("Renting it out").CheckAsync();

        await Assertions.Expect(Words).ToContainTextAsync("Purpose has Relaxation, Family time or Renting it out");
    }

    [Test]
    public async Task A_change_that_is_made_just_before_the_words_come_is_in_the_next_words()
    {
        await _author.OpenAsync(NewRule);
        await _author.Field("Slot").SelectOptionAsync("purpose");
        await Answer("Relaxation").WaitForAsync();
        var (held, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Page.RouteAsync("**", async route =>
        {
            if (held.TrySetResult())
                await go.Task;
            await route.ContinueAsync();
        });
        await Answer("Relaxation").CheckAsync();
        await held.Task;

        await Answer("Family time").CheckAsync();
        go.SetResult();

        await Assertions.Expect(Words).ToContainTextAsync("Purpose has Relaxation or Family time");
    }

    [Test]
    public async Task A_tick_is_not_undone_by_the_answers_of_a_slot_that_was_chosen_before()
    {
        await _author.OpenAsync(NewRule);
        await _author.Field("Slot").SelectOptionAsync("purpose");
        await Answer("Relaxation").WaitForAsync();
        await _author.Press("Add another condition").ClickAsync();
        await Second.WaitForAsync();
        await SlowDownAsync();

        await SendingAsync(() => Second.GetByLabel("Slot").SelectOptionAsync("season"));
        await Answer("Relaxation").CheckAsync();

        await Assertions.Expect(Second.GetByRole(AriaRole.Checkbox)).Not.ToHaveCountAsync(0);
        await Assertions.Expect(Answer("Relaxation")).ToBeCheckedAsync();
        await Assertions.Expect(Words).ToContainTextAsync("Purpose has Relaxation");
    }

    [Test]
    public async Task A_slot_that_is_chosen_while_a_condition_is_added_does_not_keep_it_away()
    {
        await _author.OpenAsync(NewRule);
        await SlowDownAsync();

        await SendingAsync(() => _author.Press("Add another condition").ClickAsync());
        await _author.Field("Slot").SelectOptionAsync("purpose");

        await Assertions.Expect(Second).ToBeVisibleAsync();
        await Assertions.Expect(Answer("Relaxation")).ToBeVisibleAsync();
    }

    [Test]
    public async Task What_is_typed_while_an_option_is_added_stays()
    {
        await _author.OpenAsync("/admin/brain/slots/season");
        var options = await Page.Locator(".option-card").CountAsync();
        await SlowDownAsync();

        await SendingAsync(() => _author.Press("Add an option").ClickAsync());
        await _author.Field("Description").FillAsync("When it is used.");

        await Assertions.Expect(Page.Locator(".option-card")).ToHaveCountAsync(options + 1);
        await Assertions.Expect(_author.Field("Description")).ToHaveValueAsync("When it is used.");
    }

    [Test]
    public async Task The_example_of_a_report_is_in_the_language_that_was_pressed_last()
    {
        await _author.OpenAsync("/admin/brain/report");
        await SlowDownAsync();

        await SendingAsync(() => _author.Press("Show in Lithuanian").ClickAsync());
        await SendingAsync(() => _author.Press("Show in Russian").ClickAsync());

        await Assertions.Expect(_author.Press("Show in Russian")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Test]
    public async Task The_ranking_follows_the_last_of_quick_changes()
    {
        await _author.OpenAsync("/admin/brain/scoring");
        var weight = Page.Locator(".weight input").First;
        await SlowDownAsync();

        await SendingAsync(() => weight.FillAsync("x"));
        await weight.FillAsync("1000");

        await Assertions.Expect(Page.Locator("#ranking [role=status]")).ToContainTextAsync("questions another place");
        await Assertions.Expect(weight).ToHaveValueAsync("1000");
    }

    [Test]
    public async Task What_is_chosen_while_a_trial_is_on_its_way_is_chosen_in_the_next()
    {
        await _author.OpenAsync("/admin/brain/try");
        await _author.Field("Answer in words, in English").FillAsync("Quiet evenings with the family.");
        await SlowDownAsync();

        await SendingAsync(() => _author.Press("Answer").ClickAsync());
        await _author.Field("Language").SelectOptionAsync("lt");
        await _author.Field("Watch a question").SelectOptionAsync("Q_BUDGET");

        await Assertions.Expect(Page.GetByText("Question 2 ·")).ToBeVisibleAsync();
        await Assertions.Expect(_author.Field("Answer in words, in Lithuanian")).ToBeVisibleAsync();
        await Assertions.Expect(_author.Field("Watch a question")).ToHaveValueAsync("Q_BUDGET");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Q_BUDGET" })).ToBeVisibleAsync();
    }

    private ILocator Answer(string name) => Page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    /// <summary>From now on the server takes its time for every form.</summary>
    private async Task SlowDownAsync() => await Page.RouteAsync("**", async route =>
    {
        if (route.Request.Method == "POST")
            await Task.Delay(500);
        await route.ContinueAsync();
    });

    /// <summary>Does something that asks the server, and waits until it is asked.</summary>
    private async Task SendingAsync(Func<Task> act) => await Page.RunAndWaitForRequestAsync(act, request => request.Method == "POST");
}
