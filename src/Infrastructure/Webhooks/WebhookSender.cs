using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Webhooks;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Webhooks;

/// <summary>Sends messages over HTTP: no redirects, no cookies, one deadline for all, and little is read of what comes back.</summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    private const int HeaderKilobytes = 16;

    // The status says whether the message was taken; what is said besides is only for people, and nobody waits long for it.
    private static readonly TimeSpan PatienceForBody = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;

    public WebhookSender(GuardedConnections connections, IOptions<WebhookOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Not the one of the environment: that would lead around the guard without anybody having said so.
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = HeaderKilobytes,
            MaxResponseDrainSize = 0,
            // Messages carry no trace of the requests that led to them.
            ActivityHeadersPropagator = null,
        };
        if (string.IsNullOrEmpty(_options.Proxy))
            handler.ConnectCallback = connections.ConnectAsync;
        else
            (handler.UseProxy, handler.Proxy) = (true, new WebProxy(_options.Proxy));
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await AnswerAsync(message, cancellationToken);
        return answer with { Duration = Stopwatch.GetElapsedTime(started) };
    }

    public void Dispose() => _client.Dispose();

    private async Task<WebhookAnswer> AnswerAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        // Settings may have changed since it was saved.
        if (WebhookAddresses.ProblemOf(message.Url, _options) is { } problem)
            return new WebhookAnswer { Problem = problem };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.Deadline);
        try
        {
            using var request = Request(message);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return new WebhookAnswer
            {
                Status = (int)response.StatusCode,
                RetryAfter = Asked(response.Headers.RetryAfter),
                Excerpt = await ExcerptAsync(response, deadline.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer { Problem = $"There was no answer within {_options.Deadline.TotalSeconds:0.#} seconds." };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return new WebhookAnswer { Problem = Words(exception) };
        }
    }

    private static HttpRequestMessage Request(WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("AgentBrain-Webhooks", "1"));
        request.Headers.Add(WebhookSignature.IdHeader, message.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, message.Timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, message.Signature);
        return request;
    }

    private static async Task<string?> ExcerptAsync(HttpResponseMessage response, CancellationToken deadline)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        patience.CancelAfter(PatienceForBody);
        var buffer = new byte[WebhookExcerpt.BytesRead];
        var read = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            int more;
            while (read < buffer.Length && (more = await body.ReadAsync(buffer.AsMemory(read), patience.Token)) > 0)
                read += more;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // The message was received, also where this node is about to end: what came is shown.
        }
        return WebhookExcerpt.Of(buffer.AsSpan(0, read));
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? retry)
    {
        var asked = retry?.Delta ?? (retry?.Date is { } date ? date - _time.GetUtcNow() : null);
        return asked > TimeSpan.Zero ? asked : null;
    }

    // Words of our own: what exceptions say differs between systems, and may repeat what the receiver sent.
    private static string Words(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ForbiddenAddressException:
                    return cause.Message;
                case AuthenticationException:
                    return "The certificate of the receiver is not accepted, or it does not speak TLS.";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "The host of the address is not known.";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "The receiver refused the connection.";
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return "The receiver cannot be reached from here.";
            }
        }
        return exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
            ? "The receiver answered, but not as HTTP demands."
            : "The connection broke before there was an answer.";
    }
}
