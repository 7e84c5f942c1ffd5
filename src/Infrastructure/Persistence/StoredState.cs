using System.Globalization;
using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Reads <c>sessions.state</c>. What the legacy service stored is read as far as it makes sense, and kept to the letter beside that: nothing in it
/// makes an interview unreadable.
/// </summary>
internal sealed class StoredState
{
    // Of what people put into the database by hand nobody knows how deep it is.
    private const int Depth = 1000;

    private readonly Dictionary<string, JsonElement> _members;

    private StoredState(JsonElement document) => _members = document.ValueKind == JsonValueKind.Object
        ? document.EnumerateObject().ToDictionary(member => member.Name, member => member.Value)
        : [];

    private static JsonSerializerOptions Options { get; } = new(JsonColumn.Options) { MaxDepth = Depth };

    public static string Write(SessionState state) => JsonSerializer.Serialize(state, Options);

    public static SessionState Read(string json)
    {
        try
        {
            // Whatever was stored here keeps answers one by one and counts decisions.
            if (JsonSerializer.Deserialize<SessionState>(json, Options) is { Answers: not null, DecisionCount: not null } state)
                return state;
        }
        catch (JsonException)
        {
            // Read member by member below.
        }
        var document = JsonSerializer.Deserialize<JsonElement>(json, Options);
        return new StoredState(document).Read() with { Original = document };
    }

    // Each member is taken out; what remains is carried along.
    private SessionState Read()
    {
        var slots = Slots();
        return new SessionState
        {
            Slots = slots,
            RiskFlags = [.. Items("risk_flags").Select(flag => Flag(flag, slots)).OfType<RiskFlag>()],
            Language = Languages.Nearest(Text(Take("language"))),
            InterviewMode = Text(Take("interview_mode")) == InterviewModes.Precise ? InterviewModes.Precise : InterviewModes.Quick,
            Round = Whole(Take("round")) ?? 1,
            UnknownSlots = Texts("unknown_slots"),
            DeclinedSlots = Texts("declined_slots"),
            RoundSummary = Text(Take("round_summary")),
            AskedQuestionIds = [.. Texts("asked_question_ids").Select(BrainLimits.FitQuestionId)],
            NextQuestions = [.. Items("next_questions").Select(Question).OfType<AskedQuestion>()],
            QuestionsAskedCount = Whole(Take("questions_asked_count")) ?? 0,
            QuickState = Quick(),
            Answers = Own<IReadOnlyList<AnswerStatements>>("answers"),
            InheritedSlots = Own<IReadOnlyDictionary<string, SlotValue>>("inherited_slots") ?? new Dictionary<string, SlotValue>(),
            InheritedDeclined = Own<IReadOnlyList<string>>("inherited_declined") ?? [],
            InheritedLowInfoStreak = Whole(Take("inherited_low_info_streak")) ?? 0,
            Corrections = Own<IReadOnlyDictionary<string, SlotCorrection>>("corrections") ?? new Dictionary<string, SlotCorrection>(),
            EndedEarly = Take("ended_early")?.ValueKind == JsonValueKind.True,
            DecisionCount = Whole(Take("decision_count")),
            Earlier = Own<EarlierPart>("earlier"),
            Others = _members.Count > 0 ? _members : null,
        };
    }

    private Dictionary<string, SlotValue> Slots()
    {
        var slots = new Dictionary<string, SlotValue>(StringComparer.Ordinal);
        if (Take("slots") is not { ValueKind: JsonValueKind.Object } members)
            return slots;
        foreach (var slot in members.EnumerateObject().Where(slot => slot.Value.ValueKind == JsonValueKind.Object))
            slots[slot.Name] = Slot(slot.Value);
        return slots;
    }

    private static SlotValue Slot(JsonElement slot)
    {
        var value = new SlotValue
        {
            Value = LenientTextConverter.TextOf(Member(slot, "value") ?? default),
            Confidence = Math.Clamp(Number(Member(slot, "confidence")) ?? 0, 0, 1),
        };
        // Evidence was stored here, before answers were kept one by one.
        return Readable<SlotValue>(slot) is { Evidence: { } evidence, Overruled: { } overruled } whole && evidence.All(Holds) && overruled.All(statement => Holds(statement?.Statement))
            ? value with { Evidence = evidence, Overruled = overruled, SetByHand = whole.SetByHand }
            : value;

        static bool Holds(SlotEvidence? evidence) => evidence?.Supports is not null;
    }

    private static RiskFlag? Flag(JsonElement flag, Dictionary<string, SlotValue> slots)
    {
        if (Text(Member(flag, "code")) is not { Length: > 0 } code)
            return null;
        List<string> evidence = [.. Items(Member(flag, "evidence")).Select(key => Text(key)).OfType<string>()];
        // The legacy service did not tell flags that rest on facts from those that might.
        var confirmed = Member(flag, "confirmed") is { ValueKind: JsonValueKind.True or JsonValueKind.False } stored
            ? stored.GetBoolean()
            : evidence.Count > 0 && evidence.All(key => slots.GetValueOrDefault(key)?.HasValue == true);
        return new RiskFlag(code, Text(Member(flag, "severity")) ?? RiskSeverities.Default, Text(Member(flag, "note")) ?? "", evidence, confirmed);
    }

    private static AskedQuestion? Question(JsonElement question) => Text(Member(question, "id")) is { Length: > 0 } id
        ? new AskedQuestion(BrainLimits.FitQuestionId(id), Text(Member(question, "text")) ?? "", Whole(Member(question, "round_hint")))
        : null;

    private QuickState? Quick() => Take("quick_state") is { ValueKind: JsonValueKind.Object } quick
        ? new QuickState
        {
            AskedCount = Math.Max(0, Whole(Member(quick, "asked_count")) ?? 0),
            LowInfoStreak = Math.Max(0, Whole(Member(quick, "low_info_streak")) ?? 0),
            LastQuestionId = Text(Member(quick, "last_question_id")),
            StopReason = Text(Member(quick, "stop_reason")),
        }
        : null;

    private JsonElement? Take(string name) => _members.Remove(name, out var member) ? member : null;

    private T? Own<T>(string name)
        where T : class => Take(name) is { } member ? Readable<T>(member) : null;

    private List<string> Texts(string name) => [.. Items(name).Select(item => Text(item)).OfType<string>()];

    private JsonElement.ArrayEnumerator Items(string name) => Items(Take(name));

    private static JsonElement.ArrayEnumerator Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.String => element.Value.GetString(),
        JsonValueKind.Number => element.Value.GetRawText(),
        _ => null,
    };

    private static double? Number(JsonElement? element) =>
        double.TryParse(Text(element), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : null;

    private static int? Whole(JsonElement? element) => Number(element) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static T? Readable<T>(JsonElement element)
        where T : class
    {
        try
        {
            return element.Deserialize<T>(Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
