using AgentBrain.Domain.Interviews;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>Speaking into a microphone that beeps, with a speech service that a test scripts and jobs that are carried out.</summary>
public class SpeechTests : VisitorTests
{
    private const int MaxSeconds = 4;
    private TestDatabase _database = null!;
    private SpeechService _service = null!;
    private AgentBrainApp _app = null!;
    private string _address = "";

    [OneTimeSetUp]
    public async Task Launch()
    {
        _database = await TestDatabase.CreateAsync();
        _service = await SpeechService.StartAsync();
        (_app, _address) = Site.Launch(_database, new Dictionary<string, string>
        {
            ["Speech:Endpoint"] = _service.Endpoint.ToString(),
            ["Speech:DeadlineSeconds"] = "20",
            ["Speech:Attempts"] = "1",
            ["Speech:MaxSeconds"] = $"{MaxSeconds}",
            ["Jobs:Enabled"] = "true",
        });
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _app.DisposeAsync();
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task An_answer_is_spoken_corrected_and_sent(string language)
    {
        await using var visitor = await ArriveAsync(language);
        var (page, text) = (visitor.Page, visitor.Text);
        await visitor.TypeAsync("Typed.");

        _service.Say(SpeechReply.Error(503));
        await visitor.Button("Speech.Record").ClickAsync();
        await Expect(visitor.Button("Speech.Stop")).ToBeFocusedAsync();
        await Expect(page.Locator("[data-speak-time]")).ToContainTextAsync("0:01");
        await visitor.Button("Speech.Pause").ClickAsync();
        await Expect(Status(page)).ToHaveTextAsync(text["Speech.Paused"]);
        await visitor.Button("Speech.Resume").ClickAsync();
        await visitor.Button("Speech.Stop").ClickAsync();
        await Expect(page.Locator("[data-speak-audio]")).ToBeVisibleAsync();
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Item(page)).ToContainTextAsync(text["Speech.ServiceAway"]);

        await RecordAsync(visitor);
        await visitor.ShouldBeFineAsync("33-speak");

        _service.Say(SpeechReply.Words("Spoken words.", 0.4));
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(page.Locator("#answer")).ToHaveValueAsync("Typed. Spoken words.");
        await Expect(page.Locator("#answer")).ToBeFocusedAsync();
        await Expect(Status(page)).ToHaveTextAsync(text["Speech.Unsure"]);
        _service.Requests[^1].Language.ShouldBe(language);
        _service.Requests[^1].FileName.ShouldBe("recording.webm");

        // What failed was kept, and is tried again.
        _service.Say(SpeechReply.Words("Heard at last."));
        await visitor.Button("Speech.TryAgain").ClickAsync();
        await Expect(page.Locator("#answer")).ToHaveValueAsync("Typed. Spoken words. Heard at last.");
        (await _app.AnswersAsync(visitor.SessionId)).ShouldBeEmpty("nothing is sent by itself");
        await visitor.TypeAsync("Corrected.");
        await visitor.PressAsync("Question.Continue");

        (await _app.AnswersAsync(visitor.SessionId)).ShouldBe(["Corrected."]);
        (await TranscriptsAsync(visitor)).ShouldBe([("Spoken words.", "Corrected."), ("Heard at last.", "Corrected.")], ignoreOrder: true);
        (await SoundsAsync(visitor)).ShouldBe(0);
    }

    [Test]
    public async Task What_was_said_survives_that_the_page_is_loaded_again_and_keys_are_all_it_takes()
    {
        await using var visitor = await ArriveAsync("en");
        var page = visitor.Page;
        var heard = new TaskCompletionSource();
        _service.Say(SpeechReply.Words("Said before.").After(heard.Task));
        await visitor.TabToAsync(visitor.Button("Speech.Record"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Button("Speech.Stop")).ToBeFocusedAsync();
        await Expect(page.Locator("[data-speak-time]")).ToContainTextAsync("0:01");
        await page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Button("Speech.Send")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Item(page)).ToContainTextAsync(visitor.Text["Speech.Transcribing"]);

        await page.ReloadAsync();
        heard.SetResult();
        await Expect(Item(page)).ToContainTextAsync("Said before.");
        (await page.Locator("#answer").InputValueAsync()).ShouldBe("", "it is offered, not put");
        await visitor.TabToAsync(visitor.Button("Speech.Insert"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#answer")).ToHaveValueAsync("Said before.");

        // Once more with the draft: what is in the text is not offered again, and still counts as used.
        await page.ReloadAsync();
        await Expect(page.Locator("#answer")).ToHaveValueAsync("Said before.");
        await Expect(Item(page)).ToHaveCountAsync(0);
        await visitor.PressAsync("Question.Continue");
        (await TranscriptsAsync(visitor)).ShouldBe([("Said before.", "Said before.")]);
    }

    [Test]
    public async Task Whoever_sends_too_early_is_told_once()
    {
        await using var visitor = await ArriveAsync("en");
        var heard = new TaskCompletionSource();
        _service.Say(SpeechReply.Words("Late.").After(heard.Task));
        await visitor.TypeAsync("Typed.");
        await RecordAsync(visitor);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Item(visitor.Page)).ToContainTextAsync(visitor.Text["Speech.Transcribing"]);

        await visitor.Button("Question.Continue").ClickAsync();
        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.NotYet"]);
        (await _app.AnswersAsync(visitor.SessionId)).ShouldBeEmpty();
        await visitor.PressAsync("Question.Continue");

        (await _app.AnswersAsync(visitor.SessionId)).ShouldBe(["Typed."]);
        heard.SetResult();
    }

    [Test]
    public async Task Whoever_was_told_does_as_told_and_is_told_again_while_the_words_are_not_there_yet()
    {
        await using var visitor = await ArriveAsync("en");
        var heard = new TaskCompletionSource();
        _service.Say(SpeechReply.Words("Late.").After(heard.Task));
        await visitor.TypeAsync("Typed.");
        await RecordAsync(visitor);
        await ShouldBeToldAsync(visitor);
        (await StaysByItselfAsync()).ShouldBeFalse("they were told");

        using var upload = await HeldBack.OfAsync(visitor.Page, "**/recordings");
        await visitor.Button("Speech.Send").ClickAsync();
        await upload.Asked;
        (await StaysByItselfAsync()).ShouldBeTrue("the recording is nowhere else yet");
        upload.LetGo();
        await Expect(Item(visitor.Page)).ToContainTextAsync(visitor.Text["Speech.Transcribing"]);
        await ShouldBeToldAsync(visitor);

        heard.SetResult();
        await ShouldEndAsync(visitor, "Typed. Late.");

        Task<bool> StaysByItselfAsync() => visitor.Page.EvaluateAsync<bool>("!dispatchEvent(new Event('beforeunload', { cancelable: true }))");
    }

    [Test]
    public async Task Whoever_sends_while_the_server_is_asked_for_the_words_is_told()
    {
        await using var visitor = await ArriveAsync("en");
        _service.Say(SpeechReply.Words("Late."));
        await visitor.TypeAsync("Typed.");
        await RecordAsync(visitor);
        using var poll = await HeldBack.OfAsync(visitor.Page, "**/recordings/*");
        await visitor.Button("Speech.Send").ClickAsync();
        await poll.Asked;

        await ShouldBeToldAsync(visitor);

        poll.LetGo();
        await ShouldEndAsync(visitor, "Typed. Late.");
    }

    [Test]
    public async Task Whoever_sends_while_it_is_tried_again_is_told()
    {
        await using var visitor = await ArriveAsync("en");
        var failed = new TaskCompletionSource();
        _service.Say(SpeechReply.Error(503).After(failed.Task), SpeechReply.Words("Late."));
        await visitor.TypeAsync("Typed.");
        await RecordAsync(visitor);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Item(visitor.Page)).ToContainTextAsync(visitor.Text["Speech.Transcribing"]);
        await ShouldBeToldAsync(visitor);
        failed.SetResult();
        await Expect(Item(visitor.Page)).ToContainTextAsync(visitor.Text["Speech.ServiceAway"]);
        using var again = await HeldBack.OfAsync(visitor.Page, "**/*handler=again");
        await visitor.Button("Speech.TryAgain").ClickAsync();
        await again.Asked;

        await ShouldBeToldAsync(visitor);

        again.LetGo();
        await ShouldEndAsync(visitor, "Typed. Late.");
    }

    [Test]
    public async Task What_is_erased_in_another_tab_is_gone_and_not_asked_for_any_more()
    {
        await using var visitor = await ArriveAsync("en");
        var page = visitor.Page;
        var heard = new TaskCompletionSource();
        _service.Say(SpeechReply.Error(503), SpeechReply.Words("Late.").After(heard.Task));
        await RecordAsync(visitor);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Item(page)).ToContainTextAsync(visitor.Text["Speech.ServiceAway"]);
        await RecordAsync(visitor);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Item(page).Nth(1)).ToContainTextAsync(visitor.Text["Speech.Transcribing"]);

        var tab = await visitor.OpenTabAsync();
        await tab.OpenAsync($"/interview/{visitor.SessionId}/erase");
        await tab.PressAsync("Erase.Button");

        await Expect(Item(page).Nth(1)).ToContainTextAsync(visitor.Text["Speech.Gone"]);
        await visitor.Button("Speech.Delete").ClickAsync();
        await Expect(Item(page)).ToHaveCountAsync(1);
        await Expect(Status(page)).ToHaveTextAsync(visitor.Text["Speech.Gone"]);
        heard.SetResult();
    }

    [Test]
    public async Task Without_a_connection_the_recording_stays_and_is_sent_later()
    {
        await using var visitor = await ArriveAsync("en");
        _service.Say(SpeechReply.Words("Sent later."));
        await RecordAsync(visitor);

        await visitor.SetOfflineAsync(true);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.Offline"]);
        var save = visitor.Page.Locator("[data-speak-save]");
        await Expect(save).ToBeVisibleAsync();
        (await save.GetAttributeAsync("download")).ShouldBe("recording.webm");
        (await SoundsAsync(visitor)).ShouldBe(0);

        await visitor.SetOfflineAsync(false);
        await visitor.Button("Speech.SendAgain").ClickAsync();
        await Expect(visitor.Page.Locator("#answer")).ToHaveValueAsync("Sent later.");
    }

    [Test]
    public async Task Recording_ends_by_itself_when_the_time_is_up()
    {
        await using var visitor = await ArriveAsync("en");
        _service.Say(SpeechReply.Words("Long."));

        await visitor.Button("Speech.Record").ClickAsync();
        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.AtEnd"]);
        await visitor.Button("Speech.Send").ClickAsync();

        await Expect(visitor.Page.Locator("#answer")).ToHaveValueAsync("Long.");
        (await _app.ReadAsync(db => db.Recordings.Where(recording => recording.SessionId == visitor.SessionId).Select(recording => recording.Seconds).SingleAsync()))!.Value
            .ShouldBeInRange(MaxSeconds - 1, MaxSeconds + (decimal)Recording.Tolerance);
    }

    [Test]
    public async Task A_browser_that_records_something_else_is_told_so()
    {
        await using var visitor = await ArriveAsync("en", "{ const Real = Blob; window.Blob = function (parts, options) { return new Real(['no sound'], options); }; }");
        await RecordAsync(visitor);

        await visitor.Button("Speech.Send").ClickAsync();

        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.UnknownKind"]);
        await visitor.Button("Speech.Delete").ClickAsync();
        await Expect(visitor.Button("Speech.Record")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Who_does_not_allow_the_microphone_learns_how_and_types()
    {
        await using var deaf = await Site.LaunchDeafAsync();
        await using var visitor = await Visitor.ArriveAsync("lt", address: _address, browser: deaf);
        await visitor.StartAsync();

        await visitor.Button("Speech.Record").ClickAsync();

        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.Denied"]);
        await Expect(visitor.Button("Speech.Record")).ToBeFocusedAsync();
        await visitor.TypeAsync("Typed.");
        await visitor.PressAsync("Question.Continue");
        (await _app.AnswersAsync(visitor.SessionId)).ShouldBe(["Typed."]);
    }

    [Test]
    public async Task Without_a_service_a_script_or_a_microphone_there_is_nothing_but_typing()
    {
        await using (var silent = await Visitor.ArriveAsync("en"))
        {
            await silent.StartAsync();
            await Expect(silent.Page.Locator("[data-speak]")).ToHaveCountAsync(0);
        }
        await using (var still = await Visitor.ArriveAsync("en", withScripts: false, address: _address))
        {
            await still.StartAsync();
            await Expect(still.Page.Locator("[data-speak]")).ToBeHiddenAsync();
            (await still.Page.Locator("[data-speak]").EvaluateAsync<double>("part => part.getBoundingClientRect().height")).ShouldBe(0);
            await still.TypeAsync("Typed.");
            await still.PressAsync("Question.Continue");
            (await _app.AnswersAsync(still.SessionId)).ShouldBe(["Typed."]);
        }
        await using var old = await ArriveAsync("en", "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });");
        await Expect(old.Page.Locator("[data-speak]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_comment_is_spoken_too()
    {
        await using var visitor = await ArriveAsync("en");
        await visitor.AnswerToTheEndAsync();
        await visitor.LeadToContactAsync();
        await visitor.LeaveContactAsync();
        _service.Say(SpeechReply.Words("Clear questions."));

        await RecordAsync(visitor);
        await visitor.Button("Speech.Send").ClickAsync();
        await Expect(visitor.Page.Locator("#comment")).ToHaveValueAsync("Clear questions.");
        await visitor.ShouldBeFineAsync("34-speak-comment");
        await visitor.Page.Locator(".star").Nth(4).ClickAsync();
        await visitor.PressAsync("Feedback.Button");

        (await TranscriptsAsync(visitor)).ShouldBe([("Clear questions.", "Clear questions.")]);
        (await SoundsAsync(visitor)).ShouldBe(0);
    }

    private static ILocator Status(IPage page) => page.Locator("[data-speak-status]");

    private static ILocator Item(IPage page) => page.Locator(".speak-item");

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Records for a moment; what was recorded can be heard then.</summary>
    private static async Task RecordAsync(Visitor visitor)
    {
        await visitor.Button("Speech.Record").ClickAsync();
        await Expect(visitor.Page.Locator("[data-speak-time]")).ToContainTextAsync("0:01");
        await visitor.Button("Speech.Stop").ClickAsync();
        await Expect(visitor.Button("Speech.Send")).ToBeVisibleAsync();
    }

    /// <summary>Sends the answer, of which nothing is stored: they are told that their words are not in it.</summary>
    private async Task ShouldBeToldAsync(Visitor visitor)
    {
        await Expect(Status(visitor.Page)).Not.ToHaveTextAsync(visitor.Text["Speech.NotYet"]);
        await visitor.Button("Question.Continue").ClickAsync();
        await Expect(Status(visitor.Page)).ToHaveTextAsync(visitor.Text["Speech.NotYet"]);
        (await _app.AnswersAsync(visitor.SessionId)).ShouldBeEmpty();
    }

    /// <summary>The words come, and the answer is stored with them.</summary>
    private async Task ShouldEndAsync(Visitor visitor, string answer)
    {
        await Expect(visitor.Page.Locator("#answer")).ToHaveValueAsync(answer);
        await visitor.PressAsync("Question.Continue");
        (await _app.AnswersAsync(visitor.SessionId)).ShouldBe([answer]);
    }

    private async Task<Visitor> ArriveAsync(string language, string? script = null)
    {
        var visitor = await Visitor.ArriveAsync(language, address: _address);
        if (script is not null)
            await visitor.Page.AddInitScriptAsync(script);
        await visitor.StartAsync();
        return visitor;
    }

    private Task<List<(string, string?)>> TranscriptsAsync(Visitor visitor) => _app.ReadAsync(async db =>
        (await db.Transcripts.AsNoTracking().Where(transcript => transcript.SessionId == visitor.SessionId).OrderBy(transcript => transcript.Id).ToListAsync())
            .ConvertAll(transcript => (transcript.OriginalText, transcript.ConfirmedText)));

    private Task<int> SoundsAsync(Visitor visitor) => _app.ReadAsync(db => db.RecordingAudios
        .CountAsync(audio => db.Recordings.Any(recording => recording.Id == audio.RecordingId && recording.SessionId == visitor.SessionId)));

    /// <summary>What a page asks of the server, which comes there only when the test says so.</summary>
    private sealed class HeldBack : IDisposable
    {
        private readonly TaskCompletionSource _asked = new();
        private readonly TaskCompletionSource _go = new();

        /// <summary>Done once the page has asked.</summary>
        public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromMilliseconds(Visitor.Patience));

        public static async Task<HeldBack> OfAsync(IPage page, string addresses)
        {
            var held = new HeldBack();
            await page.RouteAsync(addresses, async route =>
            {
                held._asked.TrySetResult();
                await held._go.Task;
                await route.ContinueAsync();
            });
            return held;
        }

        public void LetGo() => _go.TrySetResult();

        public void Dispose() => LetGo();
    }
}
