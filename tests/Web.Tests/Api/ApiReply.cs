using System.Net;
using System.Text;
using System.Text.Json;

namespace AgentBrain.Web.Tests.Api;

/// <summary>A reply that arrived to its last byte.</summary>
/// <param name="Status">The status.</param>
/// <param name="Bytes">The body.</param>
public sealed record ApiReply(HttpStatusCode Status, byte[] Bytes)
{
    private readonly Lazy<JsonElement> _json = new(() => JsonSerializer.Deserialize<JsonElement>(Bytes));

    public string? MediaType { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How often the request was sent; more than once where it was not known whether an earlier copy had arrived.</summary>
    public int Attempts { get; init; } = 1;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => _json.Value;

    /// <summary>Id of the question that waits, in a reply that brings <c>questions</c> or <c>next_questions</c>; null when none waits.</summary>
    public string? QuestionId => Json.TryGetProperty("next_questions", out var next) || Json.TryGetProperty("questions", out next)
        ? next.EnumerateArray().Select(question => question.GetProperty("id").GetString()).SingleOrDefault()
        : throw new InvalidOperationException($"No questions in {this}.");

    /// <exception cref="InvalidOperationException">It has another status.</exception>
    public ApiReply MustBe(HttpStatusCode status, ApiCall call) =>
        Status == status ? this : throw new InvalidOperationException($"{call} was answered with {this} instead of {(int)status}.");

    public override string ToString() => $"{(int)Status} {Text}";
}
