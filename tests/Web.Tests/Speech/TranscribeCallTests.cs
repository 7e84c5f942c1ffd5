using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Speech;

/// <summary>The call by which programs have speech transcribed.</summary>
public class TranscribeCallTests
{
    private SpeechApp _speech = null!;
    private HttpClient _program = null!;
    private Guid _session;
    private string _question = "";

    [OneTimeSetUp]
    public async Task Listen()
    {
        _speech = await SpeechApp.StartAsync();
        _program = _speech.App.NewProgram();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _program.Dispose();
        await _speech.DisposeAsync();
    }

    [SetUp]
    public async Task Start()
    {
        var started = (await _program.SendAsync("session/start", new { language = "en" })).Json;
        (_session, _question) = (started["session_id"]!.GetValue<Guid>(), started["questions"]![0]!["id"]!.GetValue<string>());
        _speech.Service.Say(SpeechReply.Words("Mostly evenings.", 0.9));
        _speech.Service.Forget();
    }

    [Test]
    public async Task What_was_heard_is_told_and_stored_and_confirmed_by_the_answer()
    {
        var heard = await TranscribeAsync(Sounds.Wav(2), "lt");

        heard.Status.ShouldBe(HttpStatusCode.OK, heard.Text);
        heard.Text.ShouldBe("""{"transcript":"Mostly evenings.","language":"lt","confidence":0.9}""");
        _speech.Service.Requests.ShouldHaveSingleItem().Language.ShouldBe("lt");
        (await _program.SendAsync($"session/{_session}/answer", new { transcripts = new[] { new { question_id = _question, text = "Mostly quiet evenings." } } })).Status.ShouldBe(HttpStatusCode.OK);
        var transcript = (await _speech.TranscriptsAsync(_session)).ShouldHaveSingleItem();
        (transcript.QuestionId, transcript.OriginalText, transcript.ConfirmedText, transcript.Language, transcript.Confidence, transcript.DurationSeconds)
            .ShouldBe((_question, "Mostly evenings.", "Mostly quiet evenings.", "lt", 0.9m, 2m));
        (await _speech.SoundsAsync(_session)).ShouldBe(0);
    }

    [Test]
    public async Task Health_says_that_speech_is_recognised() =>
        (await _program.ReadAsync("health")).Text.ShouldBe("""{"status":"healthy","db_ready":true,"stt_ready":true}""");

    [Test]
    public async Task What_cannot_be_taken_is_a_problem()
    {
        (await TranscribeAsync("a text that calls itself webm"u8.ToArray())).Problem(HttpStatusCode.UnsupportedMediaType);
        (await TranscribeAsync(new byte[Recording.MaxBytes + 1])).Problem(HttpStatusCode.RequestEntityTooLarge);
        (await TranscribeAsync(Sounds.Wav(190))).Problem(HttpStatusCode.RequestEntityTooLarge);
        (await TranscribeAsync([])).Errors.Keys.ShouldBe(["audio"]);
        (await TranscribeAsync(Sounds.Wav(1), "de")).Errors.Keys.ShouldBe(["language"]);
        _speech.Service.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_not_heard_is_a_problem_and_nothing_of_it_is_kept()
    {
        _speech.Service.Say(SpeechReply.Words(""));
        (await TranscribeAsync(Sounds.Wav(1))).Errors.Keys.ShouldBe(["audio"]);
        _speech.Service.Say(SpeechReply.Error(400));
        (await TranscribeAsync(Sounds.Wav(1))).Errors.Keys.ShouldBe(["audio"]);
        _speech.Service.Say(SpeechReply.Error(429));
        await AwayAsync();
        _speech.Service.Say(SpeechReply.Error(401));
        await AwayAsync();
        _speech.Service.Say(SpeechReply.Words("Late.").After(Task.Delay(Timeout.Infinite)));
        await AwayAsync();

        (await IsKeptAsync()).ShouldBeFalse();

        async Task AwayAsync()
        {
            var away = await TranscribeAsync(Sounds.Wav(1));
            away.Problem(HttpStatusCode.ServiceUnavailable);
            away.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Test]
    public async Task What_a_program_does_not_wait_for_is_not_kept_and_counts_once_when_it_is_sent_again()
    {
        _speech.Service.Say(SpeechReply.Words("Late.").After(Task.Delay(Timeout.Infinite)), SpeechReply.Words("Mostly evenings."));
        using var goAway = new CancellationTokenSource();
        using var form = Form(Sounds.Wav(1));
        var underWay = _program.PostAsync($"session/{_session}/transcribe", form, goAway.Token);
        await UntilAsync(() => Task.FromResult(_speech.Service.Requests.Count > 0));

        await goAway.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => underWay);
        await UntilAsync(async () => !await IsKeptAsync());
        (await TranscribeAsync(Sounds.Wav(1))).Status.ShouldBe(HttpStatusCode.OK);
        // What looks after recordings that nobody transcribes finds none.
        await _speech.WorkAsync(_session);
        (await _program.SendAsync($"session/{_session}/answer", new { transcripts = new[] { new { question_id = _question, text = "Mostly evenings." } } })).Status.ShouldBe(HttpStatusCode.OK);
        (await _speech.TranscriptsAsync(_session)).ShouldHaveSingleItem().ConfirmedText.ShouldBe("Mostly evenings.");
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var began = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static MultipartFormDataContent Form(byte[] audio) =>
        new() { { new ByteArrayContent(audio) { Headers = { ContentType = new MediaTypeHeaderValue("audio/webm") } }, "audio", "answer.webm" } };

    private Task<bool> IsKeptAsync() => _speech.App.ReadAsync(db => db.Recordings.AnyAsync(recording => recording.SessionId == _session));

    private Task<ProgramReply> TranscribeAsync(byte[] audio, string? language = null)
    {
        var form = Form(audio);
        if (language is not null)
            form.Add(new StringContent(language), "language");
        return _program.CallAsync(HttpMethod.Post, $"session/{_session}/transcribe", form);
    }
}
