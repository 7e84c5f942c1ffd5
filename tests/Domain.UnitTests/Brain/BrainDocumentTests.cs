using System.Text.Json;
using AgentBrain.Domain.Brain;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Brain;

public class BrainDocumentTests
{
    private const string Json = """
        {"scoring":{"weights":{"base_priority":0.2,"missing_slot":4,"risk":3,"round_fit":2.5,"asked_penalty":-6,"required_slot_bonus":1}},
        "slots":[{"key":"users","label_lt":"Kas","label_en":"Who","label_ru":"Кто","description":"People","is_required":true,"priority_weight":1.4,"measure":"square_metres",
        "options":[{"key":"single","label_lt":"Vienas","label_en":"One","label_ru":"Один","synonyms":{"lt":["vien*"],"en":["alone"],"ru":["один"]},
        "when_asked":{"lt":["vieną"],"en":["one"],"ru":["одна"]},"when_denied":{"lt":["kiti"],"en":["others"],"ru":["другие"]},"excludes":["group"],"measure_at_least":8}]}],
        "questions":[{"id":"Q_A","text_lt":"Kas?","text_en":"Who?","text_ru":"Кто?","base_priority":7,"round_hint":2,"slot_coverage":["users"],"risk_coverage":["RISK_A"],"requires_risk":true,"enabled":false}],
        "risk_rules":[{"id":"RISK_A","code":"RISK_CODE","severity":"low","rule_json":{"slot":"users","eq_any":["single"]},"note_template":"P","note_template_en":"N","note_template_ru":"З","enabled":false}],
        "skip_rules":[{"id":"SKIP_A","condition_slot":"users","condition_type":"equals_any","condition_values":["single"],"skip_question_ids":["Q_A"],"enabled":false}],
        "modes":{"quick":{"enabled":false,"limits":{"max_questions":5,"max_clarifications":2,"low_info_streak_max":3},"critical_slots":[{"id":"users","min_confidence":0.7}],"clarify_threshold":0.4,
        "scoring_overrides":{"weights":{"missing_critical_slot_bonus":2,"diversify_topic_penalty":1,"repeat_slot_penalty":3}}},
        "precise":{"enabled":false,"min_questions":6,"max_questions":9,"complete_at_progress":90,"clarify_below":0.5}},
        "report":{"footer":{"lt":"P","en":"F","ru":"С"},"full":{"lt":"L","en":"E","ru":"R"},"summary":{"lt":"l","en":"e","ru":"r"}}}
        """;

    [Test]
    public void Every_member_is_read_and_written_under_its_name() =>
        Written(Read(Json)).ShouldBe(Json.ReplaceLineEndings(""));

    [Test]
    public void What_is_not_written_has_its_usual_value()
    {
        var read = Read("""{"slots":[{"key":"users"}],"questions":[{"id":"Q_A","text_lt":"Kas?"}],"risk_rules":[{"id":"R","code":"R","rule_json":{"slot":"users","eq_any":["x"]}}]}""");

        read.Slots[0].PriorityWeight.ShouldBe(1m);
        read.Slots[0].IsRequired.ShouldBeFalse();
        read.Slots[0].Measure.ShouldBeNull();
        read.Questions[0].Enabled.ShouldBeTrue();
        read.Questions[0].BasePriority.ShouldBe(50);
        read.Questions[0].RequiresRisk.ShouldBeFalse();
        read.RiskRules[0].Enabled.ShouldBeTrue();
        read.RiskRules[0].Severity.ShouldBe("medium");
        read.Modes.Quick.Limits.ShouldBe(new InterviewLimits { MaxQuestions = 8, MaxClarifications = 1, LowInfoStreakMax = 2 });
        read.Scoring.Weights.ShouldBe(new ScoringWeights { BasePriority = 0.1m, MissingSlot = 3, Risk = 2, RoundFit = 1.5m, AskedPenalty = -5, RequiredSlotBonus = 2 });
    }

    [TestCase("""{"slots":[{"label_lt":"Kas"}]}""")]
    [TestCase("""{"slots":[{"key":"users","measure":"miles"}]}""")]
    [TestCase("""{"slots":[{"key":"users","measure":1}]}""")]
    [TestCase("""{"questions":[{"id":"Q_A"}]}""")]
    [TestCase("""{"risk_rules":[{"id":"R","code":"R"}]}""")]
    public void A_document_that_lacks_or_mistakes_something_is_refused(string json) =>
        Should.Throw<JsonException>(() => Read(json));

    [Test]
    public void What_is_written_is_read_back_alike() =>
        RandomBrains.Brain.Sample(brain => Written(Read(Written(brain))) == Written(brain), iter: 2_000);

    [Test]
    public void The_shortest_usual_interview_asks_once_for_each_critical_slot()
    {
        TestBrain.Quick(8, 2, null, TestBrain.Critical("a"), TestBrain.Critical("b")).Quick.UsualMinimum.ShouldBe(2);
        TestBrain.Quick(1, 2, null, TestBrain.Critical("a"), TestBrain.Critical("b")).Quick.UsualMinimum.ShouldBe(1);
    }

    private static BrainDocument Read(string json) => JsonSerializer.Deserialize<BrainDocument>(json, BrainDocument.Json)!;

    private static string Written(BrainDocument document) => JsonSerializer.Serialize(document, BrainDocument.Json);

    [TestCase("\"Sveiki\"", "Sveiki", "Sveiki")]
    [TestCase("{\"lt\":\"Sveiki\",\"en\":\"Hello\"}", "Hello", "Sveiki")]
    public void A_text_may_be_one_for_all_languages_or_one_for_each(string json, string english, string russian)
    {
        var text = JsonSerializer.Deserialize<LocalizedTemplate>(json, BrainDocument.Json)!;

        text.In("en").ShouldBe(english);
        text.In("ru").ShouldBe(russian);
        JsonSerializer.Serialize(text, BrainDocument.Json).ShouldBe(json);
    }

    [Test]
    public void A_text_in_an_unknown_language_is_refused() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<LocalizedTemplate>("{\"de\":\"Hallo\"}", BrainDocument.Json)).Message.ShouldContain("'de'");
}
