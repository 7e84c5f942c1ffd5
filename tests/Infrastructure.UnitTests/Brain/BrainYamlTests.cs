using System.Text.Json;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using CsCheck;

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

    [TestCase("slots: [", "Line 2: This is not valid YAML", "")]
    [TestCase("slots:\n  - key: a\n    options: [x\nquestions", "Line 3: This is not valid YAML", "does not end as it should")]
    [TestCase("slots:\n  - key: a\n key: b", "Line 3: This is not valid YAML", "")]
    [TestCase("slots: []\nslots: []", "Line 2: 'slots' stands here twice", "already in line 1")]
    [TestCase("slots: *nothing", "Line 1: Aliases", "")]
    [TestCase("slots: &all []", "Line 1: Anchors", "")]
    [TestCase("slots: !!python/object []", "Line 1: Tags", "")]
    [TestCase("slots: []\n---\nslots: []", "Line 2: A second document", "")]
    [TestCase("slots:\n  - key: a\n    lable_en: A", "Line 3, slots[0].lable_en", "did you mean 'label_en'?")]
    [TestCase("slotz: []", "Line 1, slotz", "did you mean 'slots'?")]
    [TestCase("slots:\n  - label_en: A", "Line 2, slots[0]", "'key' is missing")]
    [TestCase("slots:\n  - key: a\n    measure: miles", "Line 3, slots[0].measure", "Write one of people, celsius")]
    [TestCase("slots:\n  - key: a\n    is_required: sometimes", "Line 3, slots[0].is_required", "Write true or false.")]
    [TestCase("slots:\n  - key: 8", "Line 2, slots[0].key", "put quotation marks around 8")]
    [TestCase("slots:\n  - key:", "Line 2, slots[0].key", "empty")]
    [TestCase("slots:\n  - key: a\n    options:", "Line 3, slots[0].options", "empty")]
    [TestCase("slots:\n  -", "Line 2, slots[0]", "The item is empty.")]
    [TestCase("questions:", "Line 1, questions", "empty")]
    [TestCase("questions:\n  - {id: Q, text_lt: T, base_priority: high}", "Line 2, questions[0].base_priority", "Write a whole number")]
    [TestCase("risk_rules:\n  - {id: R, code: R, rule_json: {slot: a, like: [x]}}", "Line 2, risk_rules[0].rule_json", "'like' is no operator")]
    [TestCase("risk_rules:\n  - id: R\n    code: R\n    rule_json:\n      all:\n        - slot: a", "Line 6, risk_rules[0].rule_json.all[0]", "has no operator")]
    [TestCase("risk_rules:\n  - {id: R, code: R, rule_json: }", "Line 2, risk_rules[0].rule_json", "")]
    [TestCase("report:\n  footer: 5", "Line 2, report.footer", "")]
    [TestCase("- slots", "Line 1: A brain document has sections", "")]
    [TestCase("just text", "Line 1: A brain document has sections", "")]
    [TestCase("", "empty", "")]
    [TestCase("# nothing but a remark", "empty", "")]
    public void What_is_no_brain_document_is_refused_with_its_place(string yaml, string place, string what)
    {
        var message = Should.Throw<FormatException>(() => Read(yaml)).Message;

        message.ShouldContain(place);
        message.ShouldContain(what);
    }

    [Test]
    public void All_problems_are_named_at_once_in_the_order_of_the_text()
    {
        var refused = Should.Throw<BrainTextException>(() => Read("slots:\n  - label_en: A\n    is_required: maybe\nquestions:\n  - {id: Q, text: T}\nslots: []"));

        refused.Problems.Select(problem => (problem.Line, problem.Where)).ShouldBe(
            [(2, "slots[0]"), (3, "slots[0].is_required"), (5, "questions[0].text"), (5, "questions[0]"), (6, null)]);
    }

    [Test]
    public void Texts_that_are_too_large_or_nested_too_deep_are_refused()
    {
        Should.Throw<BrainTextException>(() => Read("# " + new string('x', 2 * 1024 * 1024))).Message.ShouldContain("larger than 2 MB");
        Should.Throw<BrainTextException>(() => Read("slots: " + new string('[', 100_000))).Message.ShouldContain("nested more than");
    }

    [Test]
    public void A_document_replaces_the_parts_that_it_states_and_leaves_the_others()
    {
        var current = new BrainDocument
        {
            Slots = [new() { Key = "old" }],
            Questions = [new() { Id = "Q_OLD", TextLt = "?" }],
            Modes = new() { Quick = new() { Enabled = false }, Precise = new() { MinQuestions = 3 } },
            Report = new() { Footer = new() { Lt = "Footer" } },
        };
        var import = new BrainYaml().Read("slots: []\nmodes:\n  quick: {limits: {max_questions: 5}}");

        import.Parts.ShouldBe(BrainParts.Slots | BrainParts.QuickMode);
        var applied = import.ApplyTo(current);
        applied.Slots.ShouldBeEmpty();
        (applied.Modes.Quick.Enabled, applied.Modes.Quick.Limits.MaxQuestions).ShouldBe((true, 5));
        applied.Modes.Precise.MinQuestions.ShouldBe(3);
        applied.Questions.ShouldBe(current.Questions);
        applied.Report.ShouldBe(current.Report);
    }

    [Test]
    public void Options_of_older_documents_are_plain_texts_and_get_keys()
    {
        var slot = Read("slots:\n  - key: a\n    options: [soft_steam, Vėsus oras, Русская баня, '!', Vesus oras]").Slots[0];

        slot.Options.Select(option => (option.Key, option.LabelLt)).ShouldBe(
        [
            ("soft_steam", null), ("vesus_oras", "Vėsus oras"), ("russkaya_banya", "Русская баня"), ("option", "!"), ("vesus_oras_2", "Vesus oras"),
        ]);
    }

    [Test]
    public void The_pack_is_written_and_read_back_as_it_is()
    {
        var pack = new ShippedBrain().Read();
        var text = new BrainYaml().Write(pack);

        Json(Read(text)).ShouldBe(Json(pack));
        new BrainYaml().Write(Read(text)).ShouldBe(text);
        text.ShouldContain("\n    slot_coverage: [purpose]\n");
        text.ShouldContain("\n  full:\n    lt: |\n");
    }

    [Test]
    public void Whatever_texts_a_document_holds_it_is_written_and_read_back_as_it_is() => Gen.Select(Text, Text, Text.Array[0, 4], Gen.Bool, Gen.Decimal[-9, 9]).Sample(
        (one, other, several, enabled, number) =>
        {
            var document = new BrainDocument
            {
                Scoring = new() { Weights = new() { Risk = number } },
                Slots = [new() { Key = one, LabelEn = other, Options = [new() { Key = other, Synonyms = new() { En = several }, Excludes = several }] }],
                Questions = [new() { Id = one, TextLt = other, SlotCoverage = several, Enabled = enabled }],
                RiskRules = [new() { Id = other, Code = one, Enabled = enabled, RuleJson = new AnyOf([new SlotCondition(one, ConditionOperator.EqualsAny, several)]) }],
                SkipRules = [new() { Id = one, ConditionSlot = other, ConditionType = "contains_any", ConditionValues = several, Enabled = enabled }],
                Report = new() { Footer = new() { En = one }, Full = new() { Lt = other }, Summary = new() { Lt = one, Ru = other } },
            };
            var text = new BrainYaml().Write(document);

            var read = new BrainYaml().Read(text);
            Json(read.Document).ShouldBe(Json(document), text);
            read.Parts.ShouldBe(BrainParts.All);
            new BrainYaml().Write(read.Document).ShouldBe(text);
        },
        iter: 3000);

    // Whatever means something else in YAML, alone and put together.
    private static readonly Gen<string> Text = Gen.OneOf(
            "a", "word", "yes", "No", "null", "~", "true", "0123", "1e3", ".5", "-", "- ", ": ", ":", " #", "#", "\"", "'", "\\", "\n", "\n\n", "\r", "\t", " ", "  ", "%", "@", "`",
            "&", "*", "!", "|", ">", "[", "]", "{", "}", ",", "?", "---", "...", "ąžuolas", "Баня", "🔥", "👩‍👧", "\u00a0", "\u0085", "\u2028", "\ufeff", "<<", "{% if x -%}\n  y\n{% endif %}")
        .Array[0, 7]
        .Select(string.Concat);

    private static string Json(BrainDocument document) => JsonSerializer.Serialize(document, BrainDocument.Json);

    private static BrainDocument Read(string yaml) => BrainYaml.Read(new StringReader(yaml));
}
