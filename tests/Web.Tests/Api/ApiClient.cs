using System.Diagnostics;
using System.Net;

namespace AgentBrain.Web.Tests.Api;

/// <summary>
/// A well-behaved client: where it does not learn what became of a request, or is asked to come again, it sends the same request under the same
/// key once more, after as long as it is asked to wait. It never waits for ever.
/// </summary>
/// <param name="http">Reaches the server; its timeout bounds each attempt.</param>
/// <param name="traffic">Counts what happens.</param>
public sealed class ApiClient(HttpClient http, ApiTraffic traffic)
{
    /// <summary>How long a request is repeated before the client gives up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it waits at most between two attempts, whatever the server asks for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="TimeoutException">The server did not take the request in time.</exception>
    public async Task<ApiReply> SendAsync(ApiCall call)
    {
        var waited = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            traffic.CountRequest(repeat: attempt > 1);
            var (reply, trouble) = await TryAsync(call);
            switch (reply?.Status)
            {
                case null:
                    traffic.CountBroken();
                    break;
                case HttpStatusCode.TooManyRequests:
                    traffic.CountLimited();
                    break;
                case HttpStatusCode.ServiceUnavailable:
                    traffic.CountUnavailable();
                    break;
                // The same request is in flight; any other conflict says nothing of coming again.
                case HttpStatusCode.Conflict when reply.RetryAfter is not null:
                    traffic.CountConflict();
                    break;
                default:
                    return reply with { Attempts = attempt };
            }
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"{call} did not succeed within {Patience.TotalSeconds:0} seconds and {attempt} attempts: {reply?.ToString() ?? trouble}");
            await Task.Delay(PauseAfter(reply, attempt));
        }
    }

    private async Task<(ApiReply? Reply, string? Trouble)> TryAsync(ApiCall call)
    {
        try
        {
            return (await call.SendAsync(http), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return (null, exception.Message);
        }
    }

    private TimeSpan PauseAfter(ApiReply? reply, int attempt)
    {
        // Not all at once: those who were turned away together come back one after the other.
        var own = TimeSpan.FromMilliseconds(Random.Shared.Next(20, 50) * attempt);
        var pause = reply?.RetryAfter is { } asked && asked > own ? asked : own;
        return pause < LongestPause ? pause : LongestPause;
    }
}
