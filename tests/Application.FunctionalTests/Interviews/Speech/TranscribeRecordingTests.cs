using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Interviews.Speech;

/// <summary>A speech service that works, is slow, busy, broken or wrongly connected.</summary>
public class TranscribeRecordingTests : SpeechTest
{
    private Guid _session;
    private Guid _recording;

    [SetUp]
    public async Task Start()
    {
        await PublishBrainAsync();
        _session = await StartAsync();
        _recording = await KeepAsync(await SpeakAsync(_session));
    }

    [Test]
    public async Task What_was_heard_is_stored_with_how_sure_it_is()
    {
        Service.Say(SpeechReply.Words("  A red one, please. [BLANK_AUDIO] ", 0.5, 1.75));

        await TranscribeAsync();

        var view = await ViewAsync();
        (view.Stage, view.Transcript, view.Confidence, view.IsUnsure, view.Problem).ShouldBe((RecordingStage.Ready, "A red one, please.", 0.5m, true, null));
        var transcript = (await TranscriptsAsync()).ShouldHaveSingleItem();
        (transcript.OriginalText, transcript.ConfirmedText, transcript.Language, transcript.Confidence, transcript.DurationSeconds)
            .ShouldBe(("A red one, please.", null, "en", 0.5m, 2m));
        (await SoundsAsync()).ShouldBe(1, "the sound stays until the words are confirmed");
        var asked = Service.Requests.ShouldHaveSingleItem();
        (asked.Path, asked.Model, asked.Language, asked.Format, asked.FileName, asked.ContentType, asked.Bytes, asked.Authorization)
            .ShouldBe(("/v1/audio/transcriptions", "whisper-1", "en", "verbose_json", "recording.wav", "audio/wav", Sounds.Wav(2).Length, "Bearer secret"));
    }

    [Test]
    public async Task Done_again_it_does_nothing()
    {
        await TranscribeAsync();
        await TranscribeAsync();

        Service.Requests.Count.ShouldBe(1);
        (await TranscriptsAsync()).Count.ShouldBe(1);
    }

    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task What_passes_is_tried_again_until_it_has_passed(int status)
    {
        Service.Say(SpeechReply.Error(status), SpeechReply.Error(status), SpeechReply.Words("At last."));

        await TranscribeAsync();
        (await ViewAsync()).Stage.ShouldBe(RecordingStage.Stored);
        await TranscribeAsync();
        Service.Requests.Count.ShouldBe(1, "a pause is kept");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Clock.Advance(TimeSpan.FromSeconds(60));
            await TranscribeAsync();
        }

        (await ViewAsync()).Transcript.ShouldBe("At last.");
    }

    [Test]
    public async Task What_does_not_pass_in_time_fails_and_can_be_tried_again_by_hand()
    {
        Service.Say(SpeechReply.Error(503));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await TranscribeAsync();
            Clock.Advance(TimeSpan.FromMinutes(2));
        }
        Service.Requests.Count.ShouldBe(3);
        var failed = await ViewAsync();
        (failed.Stage, failed.Problem).ShouldBe((RecordingStage.Failed, RecordingProblem.ServiceAway));
        (await SoundsAsync()).ShouldBe(1);

        TestHost.Jobs.Clear();
        Service.Say(SpeechReply.Words("At last."));
        (await SendAsync(new TryRecordingAgain(_session, _recording))).Stage.ShouldBe(RecordingStage.Stored);
        TestHost.Jobs.Queued.ShouldBe([new TranscribeRecording(_recording)]);
        await TranscribeAsync();

        (await ViewAsync()).Transcript.ShouldBe("At last.");
    }

    [TestCase(400, RecordingProblem.Unreadable)]
    [TestCase(415, RecordingProblem.Unreadable)]
    [TestCase(401, RecordingProblem.ServiceRefuses)]
    [TestCase(403, RecordingProblem.ServiceRefuses)]
    [TestCase(404, RecordingProblem.ServiceRefuses)]
    public async Task What_does_not_pass_fails_at_once(int status, RecordingProblem problem)
    {
        Service.Say(SpeechReply.Error(status));

        await TranscribeAsync();

        var failed = await ViewAsync();
        (failed.Stage, failed.Problem).ShouldBe((RecordingStage.Failed, problem));
        (await FindAsync<Recording>(_recording))!.LastError!.ShouldContain($"({status})");
        (await SoundsAsync()).ShouldBe(1);
    }

    [TestCase("It is <html>", RecordingStage.Stored)]
    [TestCase("[]", RecordingStage.Stored)]
    [TestCase("{}", RecordingStage.Stored)]
    [TestCase("{\"text\":17}", RecordingStage.Stored)]
    [TestCase("{\"error\":\"failed to read\"}", RecordingStage.Failed)]
    [TestCase("{\"text\":\" [BLANK_AUDIO] \"}", RecordingStage.Failed)]
    [TestCase("{\"text\":\"Plain.\",\"segments\":[17,{}],\"duration\":\"long\"}", RecordingStage.Ready)]
    [TestCase("{\"text\":\"Plain.\\u0000\",\"segments\":[{\"avg_logprob\":5}]}", RecordingStage.Ready)]
    public async Task Whatever_the_service_says_it_is_dealt_with(string body, RecordingStage stage)
    {
        Service.Say(new SpeechReply(200, body));

        await TranscribeAsync();

        var view = await ViewAsync();
        view.Stage.ShouldBe(stage);
        if (stage == RecordingStage.Ready)
            view.Transcript.ShouldBe("Plain.");
    }

    [Test]
    public async Task What_lasts_too_long_as_the_service_finds_is_refused()
    {
        Service.Say(SpeechReply.Words("On and on.", seconds: 400));

        await TranscribeAsync();

        (await ViewAsync()).Problem.ShouldBe(RecordingProblem.TooLong);
        (await TranscriptsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_service_that_hangs_is_given_up()
    {
        Service.Say(SpeechReply.Words("Late.").After(Task.Delay(Timeout.Infinite)));

        await TranscribeAsync();

        (await ViewAsync()).Stage.ShouldBe(RecordingStage.Stored);
        (await FindAsync<Recording>(_recording))!.LastError!.ShouldContain("within 2 seconds");
    }

    [Test]
    public async Task What_a_killed_node_had_in_hand_is_found_and_done()
    {
        // As it is stored when a node is killed in the middle.
        await QueryAsync(async db =>
        {
            (await db.Recordings.FindAsync(_recording))!.Begin(Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await TranscribeAsync();
        Service.Requests.ShouldBeEmpty("another node may be at it");

        Clock.Advance(OutsideWork.Lease + TimeSpan.FromSeconds(1));
        TestHost.Jobs.Clear();
        await using (var scope = Services.CreateAsyncScope())
            await scope.ServiceProvider.GetServices<IDueWork>().OfType<DueRecordings>().Single().EnqueueAsync(TestHost.Jobs, 10, CancellationToken.None);
        TestHost.Jobs.Queued.ShouldBe([new TranscribeRecording(_recording)]);
        await TranscribeAsync();

        (await ViewAsync()).Stage.ShouldBe(RecordingStage.Ready);
    }

    [Test]
    public async Task Two_nodes_ask_once()
    {
        await SendAtOnceAsync(5, new TranscribeRecording(_recording));

        Service.Requests.Count.ShouldBe(1);
        (await TranscriptsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task What_is_deleted_meanwhile_stays_away()
    {
        var heard = new TaskCompletionSource();
        Service.Say(SpeechReply.Words("Unwanted.").After(heard.Task));
        var transcribing = TranscribeAsync();
        while (Service.Requests.Count == 0)
            await Task.Delay(20);
        (await ViewAsync()).Stage.ShouldBe(RecordingStage.Transcribing);

        await SendAsync(new DropRecording(_session, _recording));
        heard.SetResult();
        await transcribing;

        (await CountAsync<Recording>(), await CountAsync<Transcript>()).ShouldBe((0, 0));
    }

    [Test]
    public async Task No_log_and_no_column_but_its_own_holds_what_was_said()
    {
        Logs.Clear();
        Service.Say(SpeechReply.Error(500, "Heard: unspeakable words"), SpeechReply.Error(400, "Heard: unspeakable words"));
        await TranscribeAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await TranscribeAsync();
        (await FindAsync<Recording>(_recording))!.LastError!.ShouldNotContain("unspeakable");
        Service.Say(SpeechReply.Words("Unspeakable words"));
        await SendAsync(new TryRecordingAgain(_session, _recording));
        await TranscribeAsync();

        (await TranscriptsAsync()).ShouldHaveSingleItem().OriginalText.ShouldBe("Unspeakable words");
        var log = string.Join("\n", Logs.Entries);
        log.ShouldContain("Speech could not be turned into text");
        log.ShouldNotContain("nspeakable");
    }

    private Task<Unit> TranscribeAsync() => SendAsync(new TranscribeRecording(_recording));

    private Task<RecordingView> ViewAsync() => SendAsync(new GetRecording(_session, _recording));
}

/// <summary>A service without the richer format of replies.</summary>
public class PoorerFormatTests : SpeechTest
{
    [Test]
    public async Task It_is_asked_for_the_poorer_from_then_on()
    {
        await PublishBrainAsync();
        var session = await StartAsync();
        Service.Say(SpeechReply.Error(400, "response_format 'verbose_json' is not compatible with this model"), new SpeechReply(200, """{"text":"Plain."}"""));
        for (var time = 0; time < 2; time++)
        {
            var id = await KeepAsync(await SpeakAsync(session));
            await SendAsync(new TranscribeRecording(id));
            var view = await SendAsync(new GetRecording(session, id));
            (view.Transcript, view.Confidence, view.IsUnsure).ShouldBe(("Plain.", null, false));
        }
        Service.Requests.Select(request => request.Format).ShouldBe(["verbose_json", "json", "json"]);
    }
}
