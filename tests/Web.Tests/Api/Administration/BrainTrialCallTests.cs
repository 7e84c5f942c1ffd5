using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>What the published brain makes of answers that nobody gave.</summary>
public sealed class BrainTrialCallTests : AdministrationTest
{
    private const string Interpret = "admin/brain/interpret";
    private const string NextQuestion = "admin/brain/next-question";
    private const string Words = "To rent it out to guests, for soft steam with an electric heater.";

    [Test]
    public async Task An_answer_is_understood_and_not_stored()
    {
        var before = await CountAsync();

        var understood = await Administrator.SendAsync(Interpret, new { language = "en", text = Words, slots = new[] { "purpose" } });

        understood.Status.ShouldBe(HttpStatusCode.OK, understood.Text);
        JsonShape.Of(understood.Text, "slots").ShouldBe("{slots: {*: {value: string, confidence: number, evidence: [string]}}}");
        var slots = understood.Json["slots"]!.AsObject();
        slots["purpose"]!["confidence"]!.GetValue<double>().ShouldBe(0.85);
        slots.Count.ShouldBeGreaterThan(1, "what is said in passing is understood, too");
        slots.SelectMany(slot => slot.Value!["evidence"]!.AsArray()).ShouldAllBe(words => Words.Contains(words!.GetValue<string>(), StringComparison.Ordinal));
        (await CountAsync()).ShouldBe(before);
    }

    [Test]
    public async Task The_next_question_is_the_one_that_an_interview_asks()
    {
        using var program = App.NewProgram();
        var started = (await program.SendAsync("session/start", new { language = "en" })).Json;
        var first = started["questions"]![0]!["id"]!.GetValue<string>();
        var answered = (await program.SendAsync($"session/{started["session_id"]}/answer", new { transcripts = new[] { new { question_id = first, text = Words } } })).Json;
        var state = (await program.ReadAsync($"session/{started["session_id"]}/state")).Json["state"]!;

        var nothing = await Administrator.SendAsync(NextQuestion, new { language = "en", interview_mode = "quick", values = new { }, asked = Array.Empty<string>() });
        nothing.Status.ShouldBe(HttpStatusCode.OK, nothing.Text);
        nothing.Json["next_question_id"]!.GetValue<string>().ShouldBe(first);

        var next = await Administrator.SendAsync(NextQuestion, new { language = "en", interview_mode = "quick", values = state["slots"], asked = new[] { first }, last_question_id = first });
        next.Status.ShouldBe(HttpStatusCode.OK, next.Text);
        next.Json["next_question_id"]!.GetValue<string>().ShouldBe(answered["next_questions"]![0]!["id"]!.GetValue<string>());
        next.Json["risk_flags"]!.ToJsonString().ShouldBe(answered["risk_flags"]!.ToJsonString());
        next.Json["risk_flags"]!.AsArray().ShouldNotBeEmpty();
        ShouldExplain(next, asked: first);
    }

    [Test]
    public async Task Values_are_texts_numbers_or_true_and_null_is_none()
    {
        var body = """{"language": "en", "interview_mode": "quick", "values": {"purpose": {"value": null, "confidence": 0}, "budget": {"value": true, "confidence": 0.9}, "users": {"value": 4, "confidence": 1}}, "asked": [], "last_question_id": null}""";

        (await Administrator.CallAsync(HttpMethod.Post, NextQuestion, new StringContent(body, Encoding.UTF8, "application/json"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [TestCase("""{"language": "de"}""", "language")]
    [TestCase("""{"text": "  "}""", "text")]
    [TestCase("""{"slots": ["purpose", "smell"]}""", "slots")]
    [TestCase("""{"slots": "purpose"}""", "$.slots")]
    public async Task A_wrong_answer_is_told(string change, string field) =>
        (await SendAsync(Interpret, """{"language": "en", "text": "red", "slots": ["purpose"]}""", change)).Errors.Keys.ShouldBe([field]);

    [TestCase("""{"language": "de"}""", "language", "lt, en, ru")]
    [TestCase("""{"interview_mode": "hasty"}""", "$.interview_mode", "")]
    [TestCase("""{"values": {"smell": {"value": "x", "confidence": 1}}}""", "values", "smell")]
    [TestCase("""{"values": {"purpose": {"value": "x", "confidence": 2}}}""", "values", "purpose")]
    [TestCase("""{"values": {"purpose": {"value": "x"}}}""", "$.values.purpose", "")]
    [TestCase("""{"asked": ["Q_NONE"]}""", "asked", "Q_NONE")]
    [TestCase("""{"last_question_id": "Q_NONE"}""", "last_question_id", "Q_NONE")]
    public async Task A_wrong_standing_is_told(string change, string field, string named)
    {
        var errors = (await SendAsync(NextQuestion, """{"language": "en", "interview_mode": "quick", "values": {}, "asked": []}""", change)).Errors;
        errors.Keys.ShouldBe([field]);
        errors[field].ShouldHaveSingleItem().ShouldContain(named);
    }

    [Test]
    public async Task A_precise_interview_is_not_pretended() =>
        (await Administrator.SendAsync(NextQuestion, new { language = "en", interview_mode = "precise", values = new { }, asked = Array.Empty<string>() })).Problem(HttpStatusCode.ServiceUnavailable);

    private static void ShouldExplain(ProgramReply next, string asked)
    {
        JsonShape.Of(next.Text, "terms").ShouldStartWith("{next_question_id: string, stop_reason: null, candidates: [{id: string, eligible: bool, reason: ");
        var candidates = next.Json["candidates"]!.AsArray().Select(candidate => candidate!).ToList();
        foreach (var candidate in candidates)
        {
            candidate.AsObject().Select(member => member.Key).ShouldBe(["id", "eligible", "reason", "score", "terms"]);
            candidate["terms"]!.AsObject().Sum(term => term.Value!.GetValue<decimal>()).ShouldBe(candidate["score"]!.GetValue<decimal>());
            var mayBeAsked = candidate["eligible"]!.GetValue<bool>();
            (candidate["reason"] is null).ShouldBe(mayBeAsked);
        }
        candidates.First(candidate => candidate["eligible"]!.GetValue<bool>())["id"]!.GetValue<string>().ShouldBe(next.Json["next_question_id"]!.GetValue<string>());
        candidates.Single(candidate => candidate["id"]!.GetValue<string>() == asked)["reason"]!.GetValue<string>().ShouldBe("asked");
        JsonShape.Of(next.Text, "terms").ShouldContain("risk_flags: [{code: string, severity: string, note: string, evidence: [string]}], skipped_question_ids: [");
    }

    private Task<ProgramReply> SendAsync(string path, string body, string change)
    {
        var changed = JsonNode.Parse(body)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            changed[name] = value?.DeepClone();
        return Administrator.CallAsync(HttpMethod.Post, path, new StringContent(changed.ToJsonString(), Encoding.UTF8, "application/json"));
    }

    private static async Task<int> CountAsync() =>
        (await QueryAsync<int>($"SELECT ((SELECT count(*) FROM sessions) + (SELECT count(*) FROM messages) + (SELECT count(*) FROM decision_records))::integer AS \"Value\"")).Single();
}
