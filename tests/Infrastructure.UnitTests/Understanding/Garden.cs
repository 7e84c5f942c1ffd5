using System.Text.Json;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Understanding;

/// <summary>A brain about a garden, so that what holds for it holds for any subject.</summary>
internal static class Garden
{
    private static readonly JsonSerializerOptions CaseJson = new(JsonSerializerDefaults.Web);

    public static BrainDocument Brain { get; } =
        JsonSerializer.Deserialize<BrainDocument>(File.ReadAllText(PathOf("garden.json")), BrainDocument.Json)!;

    public static IReadOnlyList<AnswerCase> Cases(string language) =>
        JsonSerializer.Deserialize<List<AnswerCase>>(File.ReadAllText(PathOf($"answers.{language}.json")), CaseJson)!;

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Understanding", "Data", file);
}

/// <summary>
/// An answer and what it says: <c>slot=option</c>, <c>slot=measure</c>, either with <c>?</c> when hedged, <c>slot!option</c> for a denied option,
/// <c>declined</c>.
/// </summary>
internal sealed record AnswerCase
{
    public required string Text { get; init; }

    public IReadOnlyList<string> Asked { get; init; } = [];

    public required IReadOnlyList<string> Expect { get; init; }
}
