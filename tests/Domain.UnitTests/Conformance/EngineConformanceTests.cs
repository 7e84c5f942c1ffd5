using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.UnitTests.Conformance;

/// <summary>
/// Holds the engine to what the legacy engine computed (see README.md beside this file). The environment variable
/// <c>AGENTBRAIN_CONFORMANCE_CASES</c> names another file of cases to run instead.
/// </summary>
public class EngineConformanceTests
{
    [TestCaseSource(nameof(Cases))]
    public void Engine_computes_what_the_legacy_engine_computed(string json)
    {
        var given = JsonNode.Parse(json)!.AsObject();
        var expect = given["expect"]!.AsObject();
        var brain = new CompiledBrain(DocumentOf(given));
        var inputs = InputsOf(given);
        var facts = brain.Facts(inputs.Values, inputs.Declined);

        var decision = InterviewEngine.Decide(brain, inputs);
        var inRound = InterviewEngine.ScoreInRound(brain, facts, inputs.Asked, given["round"]!.GetValue<int>());
        var stop = InterviewEngine.ShouldStop(brain, facts, inputs.Asked.Count, inputs.LowInfoStreak);

        var computed = new JsonObject
        {
            ["risk_flags"] = new JsonArray([.. decision.Flags.Select(flag => new JsonObject
            {
                ["code"] = flag.Code,
                ["severity"] = flag.Severity,
                ["evidence"] = Texts(flag.Evidence),
            })]),
            ["skipped"] = Texts(inRound.Where(candidate => candidate.SkippedBy is not null).Select(candidate => candidate.Question.Id).Order(StringComparer.Ordinal)),
            ["scores"] = Scores(inRound),
            ["ranking"] = Texts(Ranked(inRound).Select(candidate => candidate.Question.Id)),
            ["quick_scores"] = Scores(decision.Candidates.Where(candidate => candidate.Eligibility == Eligibility.Eligible)),
            ["stop"] = new JsonObject { ["should_stop"] = stop.ShouldStop, ["reason"] = stop.Reason },
            ["quick_progress_percent"] = InterviewEngine.QuickProgressPercent(brain, facts),
            ["progress_percent"] = InterviewEngine.ProgressPercent(brain, facts),
        };

        expect["skipped"] = Texts(expect["skipped"]!.AsArray().Select(id => id!.GetValue<string>()).Order(StringComparer.Ordinal));
        foreach (var (field, expected) in expect)
        {
            computed.ContainsKey(field).ShouldBeTrue($"the cases expect '{field}', which is not computed");
            JsonNode.DeepEquals(Canonical(computed[field]), Canonical(expected))
                .ShouldBeTrue($"{field}: expected {expected?.ToJsonString()} but computed {computed[field]?.ToJsonString()}");
        }
    }

    private static IEnumerable<TestCaseData> Cases()
    {
        var path = Environment.GetEnvironmentVariable("AGENTBRAIN_CONFORMANCE_CASES") is { Length: > 0 } other
            ? other
            : Path.Combine(TestContext.CurrentContext.TestDirectory, "Conformance", "engine-cases.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var element in document.RootElement.GetProperty("cases").EnumerateArray())
            yield return new TestCaseData(element.GetRawText()).SetArgDisplayNames(element.GetProperty("name").GetString()!);
    }

    private static IEnumerable<Candidate> Ranked(IEnumerable<Candidate> candidates) => candidates
        .Where(candidate => candidate.Eligibility == Eligibility.Eligible)
        .OrderByDescending(candidate => candidate.Score);

    private static JsonObject Scores(IEnumerable<Candidate> candidates) =>
        new(candidates.Select(candidate => KeyValuePair.Create<string, JsonNode?>(candidate.Question.Id, JsonValue.Create(candidate.Score))));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>Numbers as decimals of six places, so that 9.0 equals 9 and representation does not matter.</summary>
    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            JsonValue.Create(Math.Round(decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), 6).ToString("0.######", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    private static DecisionInputs InputsOf(JsonObject given) => new()
    {
        Values = given["values"]!.AsObject().ToDictionary(
            entry => entry.Key,
            entry => new SlotFact(TextOf(entry.Value!["value"]), entry.Value!["confidence"]!.GetValue<double>())),
        Asked = [.. given["asked"]!.AsArray().Select(id => id!.GetValue<string>())],
        LastQuestionId = given["last_question_id"]?.GetValue<string>(),
        LowInfoStreak = given["low_info_streak"]!.GetValue<int>(),
    };

    /// <summary>Cases hold texts, whole numbers and true; all of them are compared as text.</summary>
    private static string? TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private static BrainDocument DocumentOf(JsonObject given)
    {
        var document = new JsonObject
        {
            ["scoring"] = new JsonObject { ["weights"] = given["weights"]!.DeepClone() },
            ["slots"] = new JsonArray([.. given["slots"]!.AsArray().Select(slot => new JsonObject
            {
                ["key"] = slot!["key"]!.DeepClone(),
                ["is_required"] = slot["required"]!.DeepClone(),
                ["priority_weight"] = slot["priority_weight"]!.DeepClone(),
            })]),
            ["questions"] = new JsonArray([.. given["questions"]!.AsArray().Select(question =>
            {
                var copy = question!.DeepClone();
                copy["text_lt"] = "?";
                return copy;
            })]),
            ["risk_rules"] = given["risk_rules"]!.DeepClone(),
            ["skip_rules"] = given["skip_rules"]!.DeepClone(),
            ["modes"] = new JsonObject { ["quick"] = given["quick_policy"]!.DeepClone() },
        };
        return document.Deserialize<BrainDocument>(BrainDocument.Json)!;
    }
}
