using System.Net.Http.Headers;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Speech;

/// <summary>The application with a speech service that a test scripts. Jobs are carried out when the test says so.</summary>
internal sealed class SpeechApp : IAsyncDisposable
{
    private SpeechApp(SpeechService service, AgentBrainApp app) => (Service, App) = (service, app);

    public SpeechService Service { get; }

    public AgentBrainApp App { get; }

    public static async Task<SpeechApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await SpeechService.StartAsync();
        var all = new Dictionary<string, string> { ["Speech:Endpoint"] = service.Endpoint.ToString(), ["Speech:DeadlineSeconds"] = "2", ["Speech:Attempts"] = "1" };
        foreach (var (key, value) in settings)
            all[key] = value;
        return new SpeechApp(service, new AgentBrainApp(SharedApp.Database.ConnectionString) { Settings = all, EnvironmentName = "Development" });
    }

    /// <summary>Carries out what waits for a session.</summary>
    public async Task WorkAsync(Guid sessionId)
    {
        foreach (var id in await App.ReadAsync(db => db.Recordings.Where(recording => recording.SessionId == sessionId).Select(recording => recording.Id).ToListAsync()))
        {
            await using var scope = App.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TranscribeRecording(id));
        }
    }

    public Task<List<Transcript>> TranscriptsAsync(Guid sessionId) =>
        App.ReadAsync(db => db.Transcripts.AsNoTracking().Where(transcript => transcript.SessionId == sessionId).OrderBy(transcript => transcript.Id).ToListAsync());

    public Task<int> SoundsAsync(Guid sessionId) => App.ReadAsync(db => db.RecordingAudios
        .CountAsync(audio => db.Recordings.Any(recording => recording.Id == audio.RecordingId && recording.SessionId == sessionId)));

    /// <summary>What the script sends.</summary>
    public static MultipartFormDataContent Form(HtmlForm page, byte[] audio, string purpose = "Answer")
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(Guid.NewGuid().ToString()), "SubmissionId" },
            { new StringContent(purpose), "Purpose" },
            { new ByteArrayContent(audio) { Headers = { ContentType = new MediaTypeHeaderValue("audio/webm") } }, "Audio", "recording" },
        };
        if (page["QuestionId"] is { } question)
            form.Add(new StringContent(question), "QuestionId");
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Service.DisposeAsync();
    }
}
