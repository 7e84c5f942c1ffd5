using System.Text.Json;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Persistence;
using CsCheck;

namespace AgentBrain.Infrastructure.UnitTests.Persistence;

/// <summary>States are read whatever they hold; what was stored here comes back as it was.</summary>
public sealed class StoredStateTests
{
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"lost\"")]
    [TestCase("{}")]
    [TestCase("""{"slots": 5, "next_questions": null, "risk_flags": "none", "asked_question_ids": {}, "quick_state": [], "round": "x", "language": null, "ended_early": "yes", "earlier": 7}""")]
    public void What_makes_no_sense_counts_as_missing_and_is_kept(string json)
    {
        var state = StoredState.Read(json);

        StoredState.Write(state).ShouldBe(StoredState.Write(new SessionState()));
        JsonElement.DeepEquals(state.Original!.Value, JsonDocument.Parse(json).RootElement).ShouldBeTrue();
    }

    [Test]
    public void Of_lists_and_facts_what_can_be_read_is()
    {
        var state = StoredState.Read(
            """
            {"language": "EN", "interview_mode": "precise", "round": "2", "asked_question_ids": ["Q1", null, 7, {}], "unknown_slots": [null, "a"],
             "next_questions": [null, {"text": "no id"}, {"id": "Q2"}, "Q3", {"id": 4, "text": null, "round_hint": "x"}],
             "slots": {"a": {"value": 6, "confidence": "0.5"}, "b": {"value": "UNKNOWN", "confidence": 80}, "c": null, "d": "text", "e": {"value": "x", "evidence": [null]}},
             "risk_flags": [null, {"severity": "high"}, {"code": "R1", "severity": null, "note": null, "evidence": ["a", null]}, {"code": "R2", "evidence": ["a", "b"]}, {"code": "R3", "confirmed": true}],
             "quick_state": {"asked_count": "3", "low_info_streak": -1, "stop_reason": 5}, "mine": {"kept": true}}
            """);

        (state.Language, state.InterviewMode, state.Round).ShouldBe(("en", "precise", 2));
        state.AskedQuestionIds.ShouldBe(["Q1", "7"]);
        state.UnknownSlots.ShouldBe(["a"]);
        state.NextQuestions.ShouldBe([new AskedQuestion("Q2", "", null), new AskedQuestion("4", "", null)]);
        state.Slots.Select(slot => (slot.Key, slot.Value.Value, slot.Value.Confidence, slot.Value.HasValue)).ShouldBe([("a", "6", 0.5, true), ("b", "UNKNOWN", 1, false), ("e", "x", 0, true)]);
        state.RiskFlags.Select(flag => (flag.Code, flag.Severity, flag.Note, flag.Confirmed, flag.Evidence.Count)).ShouldBe(
            [("R1", "medium", "", true, 1), ("R2", "medium", "", false, 2), ("R3", "medium", "", true, 0)]);
        state.QuickState.ShouldBe(new QuickState { AskedCount = 3, StopReason = "5" });
        state.Others!.Keys.ShouldBe(["mine"]);
    }

    [Test]
    public void Any_document_is_read_and_kept_to_the_letter() => Documents.Sample(json =>
    {
        var state = StoredState.Read(json);

        return JsonElement.DeepEquals(state.Original!.Value, JsonDocument.Parse(json).RootElement)
            && state.NextQuestions.All(question => question is { Id.Length: > 0, Text: not null })
            && state.RiskFlags.All(flag => flag is { Code.Length: > 0, Note: not null, Severity: not null } && flag.Evidence.All(key => key is not null))
            && state.AskedQuestionIds.All(id => id is not null)
            && state.Slots.Values.All(value => value.Confidence is >= 0 and <= 1 && value.Evidence.All(evidence => evidence is not null))
            && StoredState.Read(StoredState.Write(state)).Slots.Count == state.Slots.Count;
    });

    [Test]
    public void What_was_stored_here_comes_back_without_a_copy_beside_it()
    {
        var stored = new SessionState
        {
            Answers = [new AnswerStatements { QuestionId = "Q1" }],
            DecisionCount = 1,
            Earlier = new EarlierPart { Turns = 3, Questions = 1, State = JsonDocument.Parse("""{"slots": [null]}""").RootElement },
        };

        var read = StoredState.Read(StoredState.Write(stored));

        read.Original.ShouldBeNull();
        (read.Earlier!.Turns, read.Earlier.State!.Value.GetRawText()).ShouldBe((3, """{"slots":[null]}"""));
    }

    [Test]
    public void However_deep_it_is()
    {
        var json = """{"slots": {"a": {"value": 1}}, "deep": """ + new string('[', 500) + new string(']', 500) + "}";

        var state = StoredState.Read(json);

        state.Slots["a"].Value.ShouldBe("1");
        StoredState.Read(StoredState.Write(state)).Others!.ShouldContainKey("deep");
    }

    // The names that are known, with values of every kind beneath each other.
    private static Gen<string> Documents
    {
        get
        {
            string[] names = ["slots", "risk_flags", "next_questions", "asked_question_ids", "quick_state", "id", "code", "value", "confidence", "evidence", "note", "text", "answers", "corrections", "earlier", "x"];
            var leaf = Gen.OneOf("null", "1", "-2.5", "1e400", "true", "\"text\"", "\"\"", "\"UNKNOWN\"", "[]", "{}");
            Gen<string> node = leaf;
            for (var depth = 0; depth < 4; depth++)
            {
                var inner = node;
                var members = Gen.Select(Gen.OneOf(names), inner, (name, value) => (name, value)).Array[0, 6]
                    .Select(items => $"{{{string.Join(",", items.DistinctBy(item => item.name).Select(item => $"\"{item.name}\":{item.value}"))}}}");
                node = Gen.OneOf(leaf, inner.Array[0, 4].Select(items => $"[{string.Join(",", items)}]"), members, members);
            }
            return node;
        }
    }
}
