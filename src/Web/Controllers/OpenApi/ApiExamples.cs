using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>One interview about a sauna, as examples of what goes back and forth. They are records, so that none can say what the API does not.</summary>
internal static class ApiExamples
{
    public const string Report = "# Interview report\n\n## What you told us\n\n- **Purpose:** Relaxation\n- **Users:** Couple, friends\n- **Season:** Year-round\n";

    /// <summary>An archive with nothing in it, in Base64.</summary>
    public const string Archive = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";

    public const string FirstQuestion = "What would you like a sauna for, first of all?";
    public const string FirstAnswer = "To unwind after work, and to have friends over at weekends. We are two, with guests up to six.";
    private const string SecondQuestion = "What do you enjoy most in a sauna: soft steam, birch whisks, dry heat, cold water afterwards, or simply quiet rest?";
    public const string Summary = "# Your sauna\n\nA place to unwind for two, with room for friends, used all year round.\n\n- Settle where the water comes from in winter.\n";
    private const string LithuanianSummary = "# Jūsų pirtis\n\nVieta atsipalaiduoti dviese, su vieta draugams, naudojama ištisus metus.\n\n- Išsiaiškinkite, iš kur žiemą bus vanduo.\n";
    public const string Email = "rasa@example.org";
    public static readonly Guid Id = Guid.Parse("0199c1d4-7a5e-7c3b-9d61-5f0a8e2b4c17");
    public static readonly DateTime Started = new(2026, 11, 23, 17, 4, 12, DateTimeKind.Utc);
    public static readonly DateTime Finished = new(2026, 11, 23, 17, 12, 48, DateTimeKind.Utc);
    public static readonly Question First = new("Q_PURPOSE", FirstQuestion, 1);
    private static readonly Question Second = new("Q_RITUAL", SecondQuestion, 1);
    public static readonly Dictionary<string, Fact> Facts = new() { ["purpose"] = new Fact("relaxation", 0.9), ["users"] = new Fact("couple,friends", 0.85), ["season"] = new Fact("year_round", 0.9) };
    public static readonly Risk WinterWater = new(
        "RISK_WINTER_NO_WATER",
        "medium",
        "A sauna that is used in winter needs water that does not freeze, and only the mains or a well supplies it reliably.",
        ["season", "infrastructure"]);

    private static readonly SlotProgress[] Progress =
    [
        new("purpose", "Purpose", SlotFilling.Filled, 0.9),
        new("users", "Users", SlotFilling.Filled, 0.85),
        new("season", "Season", SlotFilling.Partial, 0.4),
        new("budget", "Budget", SlotFilling.Empty, 0),
    ];

    private static readonly object[] OfInterviews =
    [
        new HealthReply("healthy", true, false),
        new StartBody(Domain.Brain.Languages.English, InterviewMode.Quick, 1),
        new ConsentReply(1, "en", "- We store your answers.", "- We store your answers.\n\n### How long\n\n730 days.", Finished),
        new StartReply(Id, 1, [First], "quick", "q3Xv0mHn8bT5yKd2RzLw7sPc1UgJ4fAe6oViN9tBxMY"),
        new TranscriptReply(FirstAnswer, "en", 0.94),
        new AnswerBody([new AnswerPart(First.Id, FirstAnswer)]),
        new AnswerResponse(Id, 1, ["purpose", "users"], [WinterWater], null, [Second], false, null, Progress, 17),
        new FinalizeBody(new ContactBody("Rasa", Email, "+370 600 00000")),
        new FinalizeReply(Id, Summary, Facts, [WinterWater], false),
        new StateReply(
            Id,
            1,
            new InterviewState(
                "en",
                "quick",
                1,
                [new Turn("agent", First.Id, FirstQuestion, 1), new Turn("user", First.Id, FirstAnswer, 1), new Turn("agent", Second.Id, SecondQuestion, 1)],
                Facts,
                ["budget"],
                [WinterWater],
                null,
                [First.Id, Second.Id],
                [Second],
                null),
            null,
            Started,
            null,
            "quick",
            Progress,
            17),
        new ResultsReply(Id, Summary, Facts, [WinterWater], Finished, true, "r***@example.org"),
        new TranslatedReportReply(Id, "en", "lt", LithuanianSummary),
        new FeedbackBody(5, "Clear questions, and the report named what we had not thought of."),
        new Done(true, "Thank you. The feedback is stored."),
        new TranslationBody("Vieta atsipalaiduoti dviese.", "en"),
        new TranslationReply("A place to unwind for two."),
    ];

    private static readonly Lazy<Dictionary<string, object>> All = new(() => OfInterviews.Concat(AdministrationExamples.All).ToDictionary(example => example.GetType().Name));

    private static readonly JsonSerializerOptions Options = MakeOptions();

    /// <summary>The example of a record, by its name; null when there is none.</summary>
    public static JsonNode? Of(string name) => All.Value.TryGetValue(name, out var example) ? JsonSerializer.SerializeToNode(example, Options) : null;

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
