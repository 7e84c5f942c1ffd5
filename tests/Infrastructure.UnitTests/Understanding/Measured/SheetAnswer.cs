using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Infrastructure.UnitTests.Understanding.Measured;

/// <summary>An answer as an ordinary person gives it, with all that a careful reader takes from it.</summary>
internal sealed record SheetAnswer
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string Id { get; init; }

    /// <summary>What makes it worth trying.</summary>
    public required string Category { get; init; }

    /// <summary>Keys of the slots that the question was about.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    public required string Text { get; init; }

    /// <summary>What it says, by slot; of all other slots it says nothing.</summary>
    public IReadOnlyDictionary<string, ExpectedSlot> Expect { get; init; } = new Dictionary<string, ExpectedSlot>();

    /// <summary>What is said with doubt: <c>slot.option</c> or <c>slot.measure</c>.</summary>
    public IReadOnlyList<string> Hedged { get; init; } = [];

    /// <summary>Options that it would be a real mistake to mark, by slot.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Forbidden { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Options that one reader would mark and another would not, by slot.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tolerated { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether the answer says that the respondent does not know or will not say.</summary>
    public bool Declined { get; init; }

    /// <summary>The answers in a file.</summary>
    public static IReadOnlyList<SheetAnswer> Read(string path) => JsonSerializer.Deserialize<List<SheetAnswer>>(File.ReadAllText(path), _json)!;

    /// <summary>What the answer says of a slot.</summary>
    public ExpectedSlot Of(string slot) => Expect.TryGetValue(slot, out var expected) ? expected : ExpectedSlot.Nothing;

    /// <summary>What the answer says of a slot.</summary>
    internal sealed record ExpectedSlot
    {
        public static ExpectedSlot Nothing { get; } = new();

        public IReadOnlyList<string> Options { get; init; } = [];

        public string? Measure { get; init; }
    }
}
