using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Web.Tests.Webhooks;

/// <summary>A receiver of webhooks on this machine, which answers what a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>Far longer than anything takes; a test that waits so long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private Receiver(WebApplication server) => _server = server;

    /// <summary>What it does with a message, which is the first, second, …</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (context, _) => Say(context, HttpStatusCode.OK);

    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hooks";

    public IReadOnlyList<Received> Messages => [.. _received];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var receiver = new Receiver(server);
        server.Run(receiver.ReceiveAsync);
        await server.StartAsync();
        return receiver;
    }

    public static Task Say(HttpContext context, HttpStatusCode status, string words = "")
    {
        context.Response.StatusCode = (int)status;
        // An answer without content must not be written to: that breaks the connection.
        return words.Length > 0 ? context.Response.WriteAsync(words) : Task.CompletedTask;
    }

    /// <summary>Waits until another message has arrived.</summary>
    public async Task ArrivalAsync() => (await _arrived.WaitAsync(Patience)).ShouldBeTrue("no message arrived");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue(new Received(
            context.Request.Method + " " + context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            body.ToArray()));
        var number = _received.Count;
        _arrived.Release();
        await Answer(context, number);
    }
}

/// <summary>A message that arrived.</summary>
internal sealed record Received(string Request, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Whether it is signed with a secret: as a receiver computes it, from the definition of Standard Webhooks alone.</summary>
    public bool IsSignedWith(string secret)
    {
        var timestamp = Headers["webhook-timestamp"];
        Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(timestamp, CultureInfo.InvariantCulture)).ShouldBeLessThan(300);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{Id}.{timestamp}."), .. Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        return Headers["webhook-signature"].Split(' ').Contains(expected);
    }
}
