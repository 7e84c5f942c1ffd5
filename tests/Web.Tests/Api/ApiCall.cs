using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace AgentBrain.Web.Tests.Api;

/// <summary>A request to the API that can be sent again as it is.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The address below <c>/api/</c>.</param>
/// <param name="Body">What is sent as JSON; null for nothing.</param>
public sealed record ApiCall(HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>The idempotency key.</summary>
    public string? Key { get; init; }

    /// <summary>The session's token.</summary>
    public string? Token { get; init; }

    public static ApiCall Start(string language) => new(HttpMethod.Post, "session/start", new { language });

    /// <param name="sessionId">The interview.</param>
    /// <param name="questionId">The question that waits.</param>
    /// <param name="parts">The answer in one piece or several.</param>
    public static ApiCall Answer(Guid sessionId, string questionId, params IEnumerable<string> parts) => new(
        HttpMethod.Post,
        $"session/{sessionId}/answer",
        new { transcripts = parts.Select(text => new { question_id = questionId, text }).ToList() });

    public static ApiCall Finalize(Guid sessionId, string name, string email) =>
        new(HttpMethod.Post, $"session/{sessionId}/finalize", new { contact_info = new { name, email } });

    public static ApiCall Feedback(Guid sessionId, int rating, string text) =>
        new(HttpMethod.Post, $"session/{sessionId}/feedback", new { rating, feedback_text = text });

    /// <param name="sessionId">The interview.</param>
    /// <param name="what"><c>state</c>, <c>results</c> or <c>download</c>.</param>
    public static ApiCall Read(Guid sessionId, string what) => new(HttpMethod.Get, $"session/{sessionId}/{what}");

    /// <summary>Sends it once.</summary>
    public async Task<ApiReply> SendAsync(HttpClient http, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(Method, new Uri($"/api/{Path}", UriKind.Relative));
        if (Body is not null)
            message.Content = JsonContent.Create(Body);
        if (Key is not null)
            message.Headers.Add("Idempotency-Key", Key);
        if (Token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await http.SendAsync(message, cancellationToken);
        return new ApiReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken))
        {
            MediaType = response.Content.Headers.ContentType?.MediaType,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    public override string ToString() => $"{Method} {Path}";
}
