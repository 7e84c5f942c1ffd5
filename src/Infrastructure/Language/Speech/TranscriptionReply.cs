using System.Text.Json;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>What a service says of a recording, in the format <c>verbose_json</c> or in the poorer <c>json</c>.</summary>
/// <param name="Text">The words; empty where there are none.</param>
/// <param name="Confidence">0 to 1; null where the service does not tell.</param>
/// <param name="Seconds">Length of the recording; null where the service does not tell.</param>
internal sealed partial record TranscriptionReply(string Text, double? Confidence, double? Seconds)
{
    /// <exception cref="SpeechServiceException">It is no such reply.</exception>
    public static TranscriptionReply Read(ReadOnlyMemory<byte> body)
    {
        JsonElement reply;
        try
        {
            reply = JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            // Without the cause, whose message may quote the reply.
            throw new SpeechServiceException(RecordingProblem.ServiceAway, passes: true, "The speech service answered something that is no JSON.");
        }
        if (reply.ValueKind != JsonValueKind.Object || !reply.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
        {
            // Some services tell with status 200 that they cannot read a recording.
            throw reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty("error", out _)
                ? new SpeechServiceException(RecordingProblem.Unreadable, passes: false, "The speech service cannot read the recording.")
                : new SpeechServiceException(RecordingProblem.ServiceAway, passes: true, "The speech service answered without a text.");
        }
        var segments = reply.TryGetProperty("segments", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        return new TranscriptionReply(Words(text.GetString()!), ConfidenceOf(segments), Number(reply, "duration") ?? segments.Select(segment => Number(segment, "end")).Max());
    }

    // Marks that stand for what is no speech, for example [BLANK_AUDIO].
    private static string Words(string text) => CleanText.Lines(Mark().Replace(text, " "));

    // How likely the words are, times how likely it is that there were any; longer segments count for more.
    private static double? ConfidenceOf(List<JsonElement> segments)
    {
        var known = segments
            .Select(segment => (Sure: Number(segment, "avg_logprob"), Silent: Number(segment, "no_speech_prob"), Weight: (Number(segment, "end") - Number(segment, "start")) ?? 1))
            .Where(segment => segment.Sure is not null)
            .Select(segment => (Value: Math.Exp(segment.Sure!.Value) * (1 - (segment.Silent ?? 0)), Weight: Math.Max(segment.Weight, 0.1)))
            .ToList();
        return known.Count == 0 ? null : Math.Clamp(known.Sum(segment => segment.Value * segment.Weight) / known.Sum(segment => segment.Weight), 0, 1);
    }

    private static double? Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    [GeneratedRegex(@"\[[A-Z_ ]+\]|\[ ?[Ss]ilence ?\]")]
    private static partial Regex Mark();
}
