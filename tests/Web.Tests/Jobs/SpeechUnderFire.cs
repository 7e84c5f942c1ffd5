using System.Collections.Concurrent;
using System.Net;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using AgentBrain.Domain.Jobs;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>Transcriptions, held by their service before the answer, and in every other round in the middle of it. Each recording has a length of its own, by which it is told from others.</summary>
public sealed class SpeechUnderFire : WorkUnderFire
{
    private readonly WebApplication _service;

    // How often a recording was sent, and how often its node was killed meanwhile, by its bytes.
    private readonly ConcurrentDictionary<long, int> _asked = new();
    private readonly ConcurrentDictionary<long, int> _killed = new();

    public SpeechUnderFire()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _service = builder.Build();
        _service.Run(AnswerAsync);
        _service.Start();
    }

    public override string Name => "speech";

    public override int AtOnce => 2;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Speech__Endpoint"] = $"{_service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/v1",
        ["Speech__DeadlineSeconds"] = "120",
    };

    public override async Task AddAsync(AgentBrainApp app, int count)
    {
        using var client = app.NewApiClient();
        var sessionId = (await ApiCall.Start("en").SendAsync(client)).Json.GetProperty("session_id").GetGuid();
        await app.ReadAsync(async db =>
        {
            for (var number = 1; number <= count; number++)
            {
                var sound = Sounds.Wav(1 + (number / 100.0));
                var recording = Recording.Keep(
                    sessionId, number, Guid.NewGuid(), RecordingPurpose.Answer, null, Languages.English, AudioContent.Read(sound)!, sound.Length, DateTimeOffset.UtcNow);
                db.Recordings.Add(recording);
                db.RecordingAudios.Add(RecordingAudio.Of(recording, sound));
            }
            return await db.SaveChangesAsync();
        });
    }

    public override Task<int> OpenAsync(AgentBrainDbContext db) => db.Recordings.CountAsync(recording => recording.Status != WorkStatus.Done);

    public override async Task VerifyAsync(AgentBrainDbContext db)
    {
        var recordings = await db.Recordings.AsNoTracking().ToListAsync();
        _asked.Keys.ShouldBe(recordings.Select(recording => (long)recording.Bytes), ignoreOrder: true);
        _asked.Where(one => one.Value > 1 + _killed.GetValueOrDefault(one.Key)).ShouldBeEmpty("a recording is sent again only when its node was killed");
        (await db.Transcripts.Select(transcript => transcript.RecordingId!.Value).ToListAsync()).ShouldBe(recordings.Select(recording => recording.Id), ignoreOrder: true, "each was heard once");
        TestContext.Out.WriteLine($"{Name}: {recordings.Count} recordings, sent {_asked.Values.Sum()} times, {_killed.Values.Sum()} killed meanwhile.");
    }

    public override ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var bytes = (await context.Request.ReadFormAsync()).Files.Single().Length;
        _asked.AddOrUpdate(bytes, 1, (_, times) => times + 1);
        context.Response.ContentType = "application/json";
        if (Round % 2 == 1)
            await context.Response.Body.FlushAsync();
        if (await HoldAsync())
        {
            _killed.AddOrUpdate(bytes, 1, (_, times) => times + 1);
            context.Abort();
            return;
        }
        await context.Response.WriteAsync(SpeechReply.Words($"{bytes} bytes of sound.").Body);
    }
}
