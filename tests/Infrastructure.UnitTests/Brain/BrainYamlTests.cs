using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Brain;

public class BrainYamlTests
{
    [Test]
    public void A_document_is_read()
    {
        var document = Read(
            """
            scoring: {weights: {base_priority: 0.25, asked_penalty: -5}}
            slots:
              - key: users
                label_en: "8"
                is_required: true
                measure: people
                options:
                  - {key: large_group, measure_at_least: 8, synonyms: {en: [many people], ru: [много]}}
            questions:
              - id: Q_USERS
                text_lt: |
                  Kas?
                  Kiek?
                round_hint: 1
                slot_coverage: [users]
            risk_rules:
              - id: RISK_A
                code: RISK_A
                rule_json: {all: [{slot: users, contains_any: [large_group]}, {slot: users, not_equals_any: ["8"]}]}
            """);

        document.Scoring.Weights.BasePriority.ShouldBe(0.25m);
        document.Scoring.Weights.AskedPenalty.ShouldBe(-5m);
        var slot = document.Slots.ShouldHaveSingleItem();
        (slot.Key, slot.LabelEn, slot.IsRequired, slot.Measure).ShouldBe(("users", "8", true, MeasureUnit.People));
        slot.Options[0].MeasureAtLeast.ShouldBe(8);
        slot.Options[0].Synonyms.Ru.ShouldBe(["много"]);
        document.Questions.ShouldHaveSingleItem().TextLt.ShouldBe("Kas?\nKiek?\n");
        document.Questions[0].RoundHint.ShouldBe(1);
        document.RiskRules.ShouldHaveSingleItem().RuleJson.Leaves.Select(leaf => leaf.Operator).ShouldBe([ConditionOperator.ContainsAny, ConditionOperator.NotEqualsAny]);
    }

    [TestCase("slots: [", "Not valid YAML at", "Line: 2")]
    [TestCase("slots:\n  - key: a\n key: b", "Not valid YAML at", "Line: 3")]
    [TestCase("slots: []\nslots: []", "Not valid YAML at", "duplicate key slots")]
    [TestCase("slots: *nothing", "Not valid YAML at", "Line: 1")]
    [TestCase("slots:\n  - key: a\n    lable_en: A", "$.slots[0]", "lable_en")]
    [TestCase("slotz: []", "$", "slotz")]
    [TestCase("slots:\n  - label_en: A", "$.slots[0]", "key")]
    [TestCase("slots:\n  - key: a\n    measure: miles", "$.slots[0].measure", "measure")]
    [TestCase("slots:\n  - key: a\n    is_required: sometimes", "$.slots[0].is_required", "")]
    [TestCase("slots:\n  - key: 8", "$.slots[0].key", "")]
    [TestCase("slots:\n  - key:", "$.slots[0]", "key")]
    [TestCase("slots:\n  - key: a\n    options:", "$.slots[0]", "options")]
    [TestCase("slots:\n  -", "$.slots[0]", "")]
    [TestCase("questions:", "$", "questions")]
    [TestCase("risk_rules:\n  - {id: R, code: R, rule_json: {slot: a, like: [x]}}", "$.risk_rules[0].rule_json", "'like' is no operator")]
    [TestCase("risk_rules:\n  - {id: R, code: R, rule_json: }", "$.risk_rules[0].rule_json", "A condition is an object")]
    [TestCase("- slots", "$", "")]
    [TestCase("just text", "$", "")]
    [TestCase("", "empty", "")]
    [TestCase("# nothing but a remark", "empty", "")]
    public void What_is_no_brain_document_is_refused_with_its_place(string yaml, string place, string what)
    {
        var message = Should.Throw<FormatException>(() => Read(yaml)).Message;

        message.ShouldContain(place);
        message.ShouldContain(what);
    }

    private static BrainDocument Read(string yaml) => BrainYaml.Read(new StringReader(yaml));
}
