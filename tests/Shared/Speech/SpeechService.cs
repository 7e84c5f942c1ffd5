using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Testing;

/// <summary>A service for transcriptions that says what a test tells it to. It keeps what it was asked.</summary>
public sealed class SpeechService : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<SpeechReply> _script = new();
    private readonly ConcurrentQueue<SpeechRequest> _requests = new();
    private SpeechReply _usual = SpeechReply.Words("Hello.");

    private SpeechService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>What is configured as <c>Speech:Endpoint</c>.</summary>
    public Uri Endpoint => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v1");

    public IReadOnlyList<SpeechRequest> Requests => [.. _requests];

    public static async Task<SpeechService> StartAsync()
    {
        var service = new SpeechService();
        await service._server.StartAsync();
        return service;
    }

    /// <summary>What it says from now on; the last reply over and over.</summary>
    public void Say(params SpeechReply[] replies)
    {
        _script.Clear();
        foreach (var reply in replies[..^1])
            _script.Enqueue(reply);
        _usual = replies[^1];
    }

    public void Forget() => _requests.Clear();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var file = form.Files.GetFile("file");
        _requests.Enqueue(new SpeechRequest(
            context.Request.Path, form["model"].ToString(), form["language"].ToString(), form["response_format"].ToString(),
            file?.FileName ?? "", file?.ContentType ?? "", file?.Length ?? 0, context.Request.Headers.Authorization.ToString()));
        var reply = _script.TryDequeue(out var next) ? next : _usual;
        if (reply.Wait is { } wait)
            await wait.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        if (reply.Status == StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "1";
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }
}

/// <summary>What the service was asked.</summary>
public sealed record SpeechRequest(string Path, string Model, string Language, string Format, string FileName, string ContentType, long Bytes, string Authorization);

/// <summary>What the service says.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
/// <param name="Wait">What it waits for first.</param>
public sealed record SpeechReply(int Status, string Body, Task? Wait = null)
{
    /// <summary>Words, about as surely as told.</summary>
    public static SpeechReply Words(string text, double confidence = 0.9, double seconds = 2) => new(StatusCodes.Status200OK, JsonSerializer.Serialize(new
    {
        text,
        language = "english",
        duration = seconds,
        segments = new[] { new { start = 0d, end = seconds, text, avg_logprob = Math.Log(confidence), no_speech_prob = 0d } },
    }));

    public static SpeechReply Error(int status, string says = "no") => new(status, JsonSerializer.Serialize(new { error = new { message = says } }));

    /// <summary>The same once something has happened.</summary>
    public SpeechReply After(Task happened) => this with { Wait = happened };
}
