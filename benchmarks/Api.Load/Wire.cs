using System.Text.Json.Serialization;

namespace AgentBrain.Api.Load;

/// <summary>The bodies of the measured calls, as the JSON API has them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(StartReply))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(AnswerReply))]
[JsonSerializable(typeof(AnswerOutcome))]
[JsonSerializable(typeof(StateReply))]
[JsonSerializable(typeof(StoredState))]
[JsonSerializable(typeof(Script))]
internal sealed partial class Wire : JsonSerializerContext;

internal sealed record StartRequest(string Language, string? InterviewMode);

internal sealed record StartReply(Guid SessionId, int Round, IReadOnlyList<Question> Questions, string InterviewMode, string SessionToken);

internal sealed record Question(string Id, string Text, int? RoundHint);

internal sealed record AnswerRequest(IReadOnlyList<AnsweredQuestion> Transcripts);

internal sealed record AnsweredQuestion(string QuestionId, string Text);

/// <summary>What the driver has to know of the response to an answer.</summary>
internal sealed record AnswerOutcome(IReadOnlyList<AskedNext> NextQuestions, bool IsComplete);

internal sealed record AskedNext(string Id);

internal sealed record AnswerReply
{
    public Guid SessionId { get; init; }

    public int Round { get; init; }

    public IReadOnlyList<string> SlotsUpdated { get; init; } = [];

    public IReadOnlyList<RiskFlag> RiskFlags { get; init; } = [];

    public string? RoundSummary { get; init; }

    public IReadOnlyList<Question> NextQuestions { get; init; } = [];

    public bool IsComplete { get; init; }

    public string? ClarificationQuestion { get; init; }

    public IReadOnlyList<SlotStatus> SlotStatus { get; init; } = [];

    public int ProgressPercent { get; init; }
}

internal sealed record RiskFlag(string Code, string Severity, string Note, IReadOnlyList<string> Evidence);

internal sealed record SlotStatus(string SlotKey, string Label, string Status, double Confidence);

internal sealed record StateReply
{
    public Guid SessionId { get; init; }

    public int Round { get; init; }

    public required StateView State { get; init; }

    public string? FinalReport { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    public string InterviewMode { get; init; } = "";

    public IReadOnlyList<SlotStatus> SlotStatus { get; init; } = [];

    public int ProgressPercent { get; init; }
}

internal sealed record StateView
{
    public string Language { get; init; } = "";

    public string InterviewMode { get; init; } = "";

    public int Round { get; init; }

    public IReadOnlyList<Turn> History { get; init; } = [];

    public IReadOnlyDictionary<string, Value> Slots { get; init; } = new Dictionary<string, Value>();

    public IReadOnlyList<string> UnknownSlots { get; init; } = [];

    public IReadOnlyList<RiskFlag> RiskFlags { get; init; } = [];

    public string? RoundSummary { get; init; }

    public IReadOnlyList<string> AskedQuestionIds { get; init; } = [];

    public IReadOnlyList<Question> NextQuestions { get; init; } = [];

    public Contact? ContactInfo { get; init; }
}

internal sealed record Turn(string Role, string? QuestionId, string Text, int? Round);

internal sealed record Value([property: JsonPropertyName("value")] string? Text, double Confidence);

internal sealed record Contact(string? Name, string? Email, string? Phone);

/// <summary>What the responses need of a stored state; the rest of it is passed over.</summary>
internal sealed record StoredState
{
    public string Language { get; init; } = "";

    public string InterviewMode { get; init; } = "";

    public int Round { get; init; }

    public Dictionary<string, Value> Slots { get; init; } = [];

    public IReadOnlyList<string> UnknownSlots { get; init; } = [];

    public IReadOnlyList<RiskFlag> RiskFlags { get; init; } = [];

    public string? RoundSummary { get; init; }

    public IReadOnlyList<string> AskedQuestionIds { get; init; } = [];

    public IReadOnlyList<Question> NextQuestions { get; init; } = [];
}
