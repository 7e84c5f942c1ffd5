using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AgentBrain.Application.FunctionalTests.Interviews.Speech;

/// <summary>What tests of speech say: the application with a speech service that a test scripts.</summary>
public abstract class SpeechTest : FunctionalTest
{
    private ServiceProvider _services = null!;

    private protected SpeechService Service { get; private set; } = null!;

    private protected override IServiceProvider Services => _services;

    private protected virtual Dictionary<string, string?> Settings => [];

    [OneTimeSetUp]
    public async Task StartService()
    {
        Service = await SpeechService.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Speech:Endpoint"] = Service.Endpoint.ToString(),
            ["Speech:ApiKey"] = "secret",
            ["Speech:Model"] = "whisper-1",
            ["Speech:DeadlineSeconds"] = "2",
            ["Speech:Attempts"] = "3",
        };
        foreach (var (key, value) in Settings)
            settings[key] = value;
        _services = TestServices.Build(
            TestHost.ConnectionString,
            services =>
            {
                services.AddSingleton(TestHost.Services.GetRequiredService<FakeTimeProvider>());
                services.AddSingleton<IJobs>(TestHost.Jobs);
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(TestHost.Logs));
            },
            settings: settings);
    }

    [OneTimeTearDown]
    public async Task StopService()
    {
        await _services.DisposeAsync();
        await Service.DisposeAsync();
    }

    [SetUp]
    public void ForgetRequests()
    {
        Service.Forget();
        Service.Say(SpeechReply.Words("Hello."));
    }

    private protected async Task<KeepRecording> SpeakAsync(Guid sessionId, byte[]? audio = null) => new()
    {
        SessionId = sessionId,
        SubmissionId = Guid.NewGuid(),
        Purpose = RecordingPurpose.Answer,
        QuestionId = (await SendAsync(new GetInterview(sessionId))).Question?.Id,
        Audio = audio ?? Sounds.Wav(2),
    };

    private protected async Task<Guid> KeepAsync(KeepRecording spoken)
    {
        var kept = await SendAsync(spoken);
        kept.Outcome.ShouldBe(KeepRecordingOutcome.Kept);
        return kept.RecordingId!.Value;
    }

    /// <summary>Speaks and has it heard.</summary>
    private protected async Task<RecordingView> HearAsync(Guid sessionId, string words = "Hello.", KeepRecording? spoken = null)
    {
        Service.Say(SpeechReply.Words(words));
        var id = await KeepAsync(spoken ?? await SpeakAsync(sessionId));
        await SendAsync(new TranscribeRecording(id));
        return await SendAsync(new GetRecording(sessionId, id));
    }

    private protected static Task<List<Transcript>> TranscriptsAsync() => QueryAsync(db => db.Transcripts.AsNoTracking().OrderBy(transcript => transcript.Id).ToListAsync());

    private protected static Task<int> SoundsAsync() => CountAsync<RecordingAudio>();
}
