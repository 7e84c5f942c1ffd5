using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>What was typed is neither lost nor stored twice, whatever becomes of the browser and the connection.</summary>
public class DraftTests : VisitorTests
{
    private Visitor _visitor = null!;

    private IPage Page => _visitor.Page;

    private ILocator Answer => Page.Locator("#answer");

    private ILocator Status => Page.Locator("[data-draft-status]");

    [SetUp]
    public async Task StartInterview()
    {
        _visitor = await Visitor.ArriveAsync("en");
        await _visitor.StartAsync();
    }

    [TearDown]
    public async Task Leave() => await _visitor.DisposeAsync();

    [Test]
    public async Task It_survives_the_end_of_the_browser()
    {
        await _visitor.PickAsync(1);
        await Answer.PressSequentiallyAsync("Unsent words");

        await using var later = await Visitor.ArriveAsync("en", storageState: await _visitor.StorageStateAsync());
        await later.OpenAsync(Page.Url);

        (await later.Page.Locator("#answer").InputValueAsync()).ShouldBe("Unsent words");
        (await later.Page.Locator(".chip input").Nth(1).IsCheckedAsync()).ShouldBeTrue();
        (await later.Page.Locator("[data-draft-status]").InnerTextAsync()).ShouldBe(later.Text["Form.DraftRestored"]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task It_goes_when_its_interview_is_erased_here_or_elsewhere(bool here)
    {
        var address = Page.Url;
        var id = new Uri(address).Segments[2].TrimEnd('/');
        await Answer.PressSequentiallyAsync("Unsent words");
        await Page.EvaluateAsync("id => { localStorage.setItem('draft:another', JSON.stringify({ saved: Date.now(), content: 'x' })); sessionStorage.setItem('spoken:/interview/' + id + '/recordings:Q1', '[]'); }", id);
        await using var other = await Visitor.ArriveAsync("en", storageState: await _visitor.StorageStateAsync());
        var eraser = here ? _visitor : other;

        await eraser.OpenAsync($"/interview/{id}/erase");
        await eraser.PressAsync("Erase.Button");
        (await eraser.HeadingAsync()).ShouldBe(eraser.Text["Erased.Title"]);
        if (!here)
            await _visitor.OpenAsync(address);

        (await Page.EvaluateAsync<string[]>("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")).ShouldBe(["draft:another"]);
    }

    [Test]
    public async Task Without_a_connection_it_stays_where_it_is_and_is_sent_once_afterwards()
    {
        await Answer.PressSequentiallyAsync("Typed before, ");
        await _visitor.SetOfflineAsync(true);
        await Assertions.Expect(Status).ToHaveTextAsync(_visitor.Text["Draft.Offline"]);
        await Answer.PressSequentiallyAsync("typed during");

        await _visitor.Button("Question.Continue").ClickAsync();
        await Assertions.Expect(Status).ToHaveTextAsync(_visitor.Text["Draft.Held"]);
        (await Answer.InputValueAsync()).ShouldBe("Typed before, typed during");
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBeEmpty();

        await _visitor.SetOfflineAsync(false);
        await Assertions.Expect(Status).ToHaveTextAsync(_visitor.Text["Draft.Online"]);
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBeEmpty("nothing is sent that nobody sends");
        await _visitor.PressAsync("Question.Continue");

        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Typed before, typed during"]);
        (await DraftsAsync()).ShouldBe(0);
    }

    [Test]
    public async Task A_browser_that_only_thinks_itself_offline_sends_all_the_same()
    {
        await Page.EvaluateAsync("Object.defineProperty(navigator, 'onLine', { get: () => false })");
        await _visitor.TypeAsync("Rest.");

        await _visitor.PressAsync("Question.Continue");

        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task A_form_that_got_lost_on_its_way_can_be_sent_again()
    {
        var address = Page.Url;
        await LoseAsync(reachesServer: false);
        await _visitor.TypeAsync("Rest.");
        await SendInVainAsync();

        // Pages that open meanwhile prove nothing.
        await OpenAfterAllAsync("/");
        await _visitor.OpenAsync(address);
        (await Answer.InputValueAsync()).ShouldBe("Rest.");
        await _visitor.PressAsync("Question.Continue");

        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Rest."]);
        (await DraftsAsync()).ShouldBe(0);
    }

    [Test]
    public async Task A_form_whose_reply_got_lost_is_stored_once()
    {
        var address = Page.Url;
        await using var other = await _visitor.OpenTabAsync();
        await LoseAsync(reachesServer: true);
        await _visitor.TypeAsync("Rest.");
        await SendInVainAsync();

        // The same form once more, from a tab that has seen neither the reply nor the draft.
        await other.TypeAsync("Rest.");
        await other.PressAsync("Question.Continue");
        await OpenAfterAllAsync(address);
        (await Answer.InputValueAsync()).ShouldBe("Rest.", "the answer as it is stored");
        await _visitor.OpenAsync($"/interview/{_visitor.SessionId}");

        (await Page.Locator(".progress-text").InnerTextAsync()).ShouldStartWith("Question 2");
        (await Answer.InputValueAsync()).ShouldBe("");
        (await Site.App.AnswersAsync(_visitor.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task Other_words_after_a_lost_reply_are_another_submission()
    {
        await Page.AddInitScriptAsync("addEventListener('submit', event => { if (window.held) event.preventDefault(); }, false)");
        await Page.ReloadAsync();
        var id = Page.Locator("input[name=SubmissionId]");
        await _visitor.TypeAsync("Rest.");
        var first = await id.InputValueAsync();

        // Sent, as far as the form knows; it stays on the screen.
        await Page.EvaluateAsync("window.held = true");
        await _visitor.Button("Question.Continue").ClickAsync();
        (await id.InputValueAsync()).ShouldBe(first);
        await Answer.PressSequentiallyAsync(" And more.");

        var second = await id.InputValueAsync();
        second.ShouldNotBe(first);
        Guid.TryParse(second, out _).ShouldBeTrue();
        await Page.ReloadAsync();
        (await Answer.InputValueAsync()).ShouldBe("Rest. And more.");
        (await id.InputValueAsync()).ShouldBe(second);
    }

    [Test]
    public async Task The_id_of_a_submission_is_kept_with_its_words()
    {
        await _visitor.TypeAsync("Rest.");
        var id = await Page.Locator("input[name=SubmissionId]").InputValueAsync();

        await Page.ReloadAsync();

        (await Page.Locator("input[name=SubmissionId]").InputValueAsync()).ShouldBe(id);
    }

    [Test]
    public async Task An_answer_that_is_being_changed_is_kept_until_the_server_knows_better()
    {
        var stored = "As it was stored";
        await Page.RouteAsync("**/interview/**", async route =>
        {
            var response = await route.FetchAsync();
            var page = await response.TextAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Body = page.Replace("</textarea>", stored + "</textarea>", StringComparison.Ordinal)
                    .Replace("\" data-draft-text", ":edit\" data-draft-text", StringComparison.Ordinal),
            });
        });
        await Page.ReloadAsync();
        (await Answer.InputValueAsync()).ShouldBe("As it was stored");
        await _visitor.TypeAsync("As it will be");

        await Page.GotoAsync(Page.Url);
        (await Answer.InputValueAsync()).ShouldBe("As it will be");

        stored = "As it was stored elsewhere";
        await Page.GotoAsync(Page.Url);
        (await Answer.InputValueAsync()).ShouldBe("As it was stored elsewhere");
    }

    [Test]
    public async Task Old_drafts_and_those_of_finished_interviews_are_dropped()
    {
        await Page.EvaluateAsync(
            """
            () => {
              const month = 30 * 24 * 60 * 60 * 1000;
              localStorage.setItem('draft:old', JSON.stringify({ saved: Date.now() - month - 1000, content: '[["x"],[]]', base: null, id: '', sent: '' }));
              localStorage.setItem('draft:new', JSON.stringify({ saved: Date.now() - month + 60000, content: '[["x"],[]]', base: null, id: '', sent: '' }));
              localStorage.setItem('draft:broken', '{');
              localStorage.setItem('other', 'stays');
            }
            """);

        await Page.ReloadAsync();

        (await Page.EvaluateAsync<string[]>("Object.keys(localStorage).sort()")).ShouldBe(["draft:new", "other"]);
    }

    /// <summary>The next form gets lost: on its way, or its reply does.</summary>
    private async Task LoseAsync(bool reachesServer) => await Page.RouteAsync("**/interview/**", async route =>
    {
        if (route.Request.Method != "POST")
        {
            await route.ContinueAsync();
            return;
        }
        if (reachesServer)
            (await route.FetchAsync(new() { MaxRedirects = 0 })).Status.ShouldBe(302);
        await route.AbortAsync("internetdisconnected");
    });

    private async Task SendInVainAsync()
    {
        var failed = new TaskCompletionSource();
        Page.RequestFailed += (_, request) =>
        {
            if (request.Method == "POST")
                failed.TrySetResult();
        };
        await _visitor.Button("Question.Continue").ClickAsync();
        await failed.Task.WaitAsync(TimeSpan.FromMilliseconds(Visitor.Patience));
        await Page.UnrouteAllAsync();
    }

    // The browser's own page about the lost connection may still be on its way and come between.
    private async Task OpenAfterAllAsync(string address)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _visitor.OpenAsync(address);
                return;
            }
            catch (PlaywrightException) when (attempt < 5)
            {
            }
        }
    }

    private Task<int> DraftsAsync() => Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length");
}
