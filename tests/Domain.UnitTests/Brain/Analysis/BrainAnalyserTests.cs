using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using static AgentBrain.Domain.UnitTests.Brain.Analysis.GoodBrain;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

public partial class BrainAnalyserTests
{
    private static IEnumerable<string> Codes => BrainAnalyser.Kinds.Select(kind => kind.Code);

    [Test]
    public void Nothing_is_found_in_a_good_brain() => BrainAnalyser.Analyse(Document).ShouldBeEmpty();

    [TestCaseSource(nameof(Codes))]
    public void A_code_has_examples_in_which_it_is_found_and_others_in_which_it_is_not(string code)
    {
        var examples = FindingExamples.All.Where(example => example.Code == code).ToList();

        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            example.Found.Select(finding => finding.Code).ShouldContain(code);
            example.FoundInClean.Select(finding => finding.Code).ShouldNotContain(code);
        }
    }

    [Test]
    public void All_examples_are_of_codes_that_there_are() => FindingExamples.All.Select(example => example.Code).Except(Codes).ShouldBeEmpty();

    [Test]
    public void Kinds_are_told_apart_and_explained()
    {
        var kinds = BrainAnalyser.Kinds;

        kinds.Count.ShouldBeGreaterThanOrEqualTo(30);
        kinds.Select(kind => kind.Code).ShouldBeUnique();
        kinds.Select(kind => kind.Title).ShouldBeUnique();
        kinds.ShouldAllBe(kind => CodeForm().IsMatch(kind.Code) && !kind.Title.EndsWith('.') && kind.Explanation.EndsWith('.'));
    }

    [Test]
    public void Findings_are_of_the_severity_of_their_kind_and_say_what_to_do()
    {
        var severities = BrainAnalyser.Kinds.ToDictionary(kind => kind.Code, kind => kind.Severity);
        foreach (var finding in FindingExamples.All.SelectMany(example => example.Found))
        {
            finding.Severity.ShouldBe(severities[finding.Code]);
            finding.Sentence.ShouldEndWith(".");
            finding.Sentence.ShouldNotContain("  ");
            finding.Sentence.ShouldNotContain("System.");
        }
    }

    [Test]
    public void Errors_come_first_then_warnings_then_hints()
    {
        var broken = FindingExamples.All.Take(40).Aggregate(Document, (brain, example) => brain with
        {
            Slots = [.. brain.Slots, .. example.Failing.Slots],
            RiskRules = [.. brain.RiskRules, .. example.Failing.RiskRules],
        });

        var severities = BrainAnalyser.Analyse(broken).Select(finding => finding.Severity).ToList();

        severities.Distinct().ShouldBe([FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Hint]);
        severities.ShouldBeInOrder();
    }

    [Test]
    public void A_question_that_no_state_can_reach_is_told_with_the_rules_that_hide_it()
    {
        var brain = Document.With(
            Skip("SKIP_A", "purpose", "contains_any", ["rental"], "Q_USERS"),
            Skip("SKIP_C", "drain", "contains_any", ["sewer"], "Q_USERS"),
            Skip("SKIP_B", "purpose", "not_contains_any", ["rental"], "Q_USERS"));

        var finding = Only(brain, "question-unreachable");

        finding.Sentence.ShouldBe("The question Q_USERS can never be asked: SKIP_A leaves it out when purpose en has rental en; SKIP_B when purpose en does not have rental en. Change one of these rules, or disable the question.");
        finding.At.ShouldBe(new BrainAddress(BrainSection.Questions, "Q_USERS"));
        finding.Involved.ShouldBe([new BrainAddress(BrainSection.SkipRules, "SKIP_A"), new BrainAddress(BrainSection.SkipRules, "SKIP_B")]);
    }

    [Test]
    public void A_question_that_is_left_out_whenever_its_risk_is_raised_is_told_with_both()
    {
        var brain = Document.With(Skip("SKIP_A", "purpose", "contains_any", ["rental", "business"], "Q_RENTAL"));

        var finding = Only(brain, "question-unreachable");

        finding.Sentence.ShouldBe(
            "The question Q_RENTAL can never be asked: it waits for RISK_DRAIN, raised only when purpose en has rental en or business en, and drain en has neither sewer en nor septic_tank en; "
            + "SKIP_A leaves it out when purpose en has rental en or business en. Change one of these rules, or disable the question.");
        finding.Involved.ShouldBe([new BrainAddress(BrainSection.SkipRules, "SKIP_A"), new BrainAddress(BrainSection.RiskRules, "RISK_DRAIN")]);
    }

    [Test]
    public void The_contradicting_parts_of_a_rule_are_told_without_the_others()
    {
        var brain = Document.Rule(new AllOf([TestBrain.Contains("purpose", "rental"), TestBrain.Contains("drain", "no_sewage"), new AllOf([TestBrain.Contains("drain", "sewer", "septic_tank")])]));

        var finding = Only(brain, "rule-contradictory");

        finding.Sentence.ShouldBe("The risk rule RISK_DRAIN can never be true, because these cannot be true together: drain en has no_sewage en; drain en has sewer en or septic_tank en. Change one of them.");
        finding.Involved.Select(at => at.Member).ShouldBe(["rule_json.all.1", "rule_json.all.2.all.0"]);
    }

    [Test]
    public void A_required_slot_that_may_be_left_out_is_told_with_a_state_that_shows_it()
    {
        var finding = Only(Document.Slot("users", slot => slot with { IsRequired = true }).With(TestBrain.Skip("SKIP_2", "purpose", "family", "Q_USERS")), "required-slot-skippable");

        finding.Witness.ShouldBe(new Dictionary<string, string> { ["purpose"] = "family" });
        finding.Involved.ShouldBe([new BrainAddress(BrainSection.SkipRules, "SKIP_2")]);
        finding.Sentence.ShouldBe("The required slot users (users en) may never be asked about: Q_USERS cannot be asked when purpose is “family”. Narrow SKIP_2, or add a question that can always be asked.");
    }

    [Test]
    public void Rules_that_look_for_an_option_within_another_are_named()
    {
        var brain = Document.Slot("purpose", slot => slot with { Options = [.. slot.Options, Option("rental_later")] });

        var finding = Only(brain, "option-within-option");

        finding.At.ShouldBe(new BrainAddress(BrainSection.Slots, "purpose", "options.rental"));
        finding.Involved.ShouldBe([new BrainAddress(BrainSection.Slots, "purpose", "options.rental_later"), new BrainAddress(BrainSection.RiskRules, "RISK_DRAIN", "rule_json")]);
        finding.Witness.ShouldBe(new Dictionary<string, string> { ["purpose"] = "rental_later" });
    }

    [Test]
    public void As_many_groups_as_may_stand_inside_each_other_can_be_stored()
    {
        foreach (var example in FindingExamples.All.Where(example => example.Code == "condition-too-deep"))
        {
            var written = JsonSerializer.Serialize(example.Clean, BrainDocument.Json);
            Should.NotThrow(() => JsonSerializer.Deserialize<BrainDocument>(written, BrainDocument.Json));
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<BrainDocument>(JsonSerializer.Serialize(example.Failing, BrainDocument.Json), BrainDocument.Json));
        }
    }

    [Test]
    public void A_condition_nested_far_too_deep_is_told_and_not_walked()
    {
        var condition = Enumerable.Range(0, 100_000).Aggregate<int, Condition>(TestBrain.Contains("purpose", "rental"), (inner, _) => new AnyOf([inner]));

        Only(Document.Rule(condition), "condition-too-deep").At.ShouldBe(new BrainAddress(BrainSection.RiskRules, "RISK_DRAIN", "rule_json"));
    }

    [Test]
    public void A_rule_that_is_hard_to_see_through_is_seen_through_while_it_is_small()
    {
        BrainAnalyser.Analyse(Pigeons(4, rules: 1)).Select(finding => finding.Code).ShouldContain("rule-contradictory");
        BrainAnalyser.Analyse(Pigeons(4, rules: 1, holes: 4)).Select(finding => finding.Code).ShouldNotContain("rule-contradictory");
    }

    [Test]
    public void Of_rules_that_are_too_hard_to_see_through_nothing_is_said()
    {
        var watch = Stopwatch.StartNew();

        BrainAnalyser.Analyse(Pigeons(12, rules: 30)).Select(finding => finding.Code).ShouldNotContain("rule-contradictory");

        // It takes about two seconds on the development machine, and would take years without a limit.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Test]
    public void A_document_full_of_nulls_is_read()
    {
        var document = JsonSerializer.Deserialize<BrainDocument>(
            """
            {
              "scoring": null, "modes": { "quick": { "limits": null, "critical_slots": null, "scoring_overrides": null }, "precise": null }, "report": null,
              "slots": [{ "key": null, "options": null }, { "key": "a", "options": [{ "key": null, "synonyms": null, "when_asked": { "lt": null }, "excludes": null }] }],
              "questions": [{ "id": null, "text_lt": null, "slot_coverage": null, "risk_coverage": null }],
              "risk_rules": [{ "id": null, "code": null, "severity": null, "rule_json": { "slot": "a", "contains_any": [] } }],
              "skip_rules": [{ "id": null, "condition_slot": null, "condition_type": null, "condition_values": null, "skip_question_ids": null }]
            }
            """,
            BrainDocument.Json)!;

        Should.NotThrow(() => BrainAnalyser.Analyse(document)).Select(finding => finding.Code).ShouldContain("missing-id");
        Should.NotThrow(() => BrainAnalyser.Analyse(document with { Slots = null!, Questions = null!, RiskRules = null!, SkipRules = null!, Modes = null! }));
        Should.NotThrow(() => BrainAnalyser.Analyse(Document.Rule(null!)));
        Should.NotThrow(() => BrainAnalyser.Analyse(Document.Rule(new AllOf([null!, new AnyOf(null!), new SlotCondition(null!, ConditionOperator.EqualsAny, [null!])]))));
    }

    // So many pigeons in one hole fewer, each alone in its hole: impossible, but to be seen only by trying.
    private static BrainDocument Pigeons(int pigeons, int rules, int? holes = null)
    {
        var all = Enumerable.Range(0, holes ?? (pigeons - 1)).Select(hole => $"hole_{(char)('a' + hole)}").ToArray();
        var each = Enumerable.Range(0, pigeons).Select(pigeon => $"pigeon_{pigeon}").ToArray();
        var condition = new AllOf(
        [
            .. each.Select(pigeon => TestBrain.Contains(pigeon, all)),
            .. from one in each
               from other in each
               where string.CompareOrdinal(one, other) < 0
               from hole in all
               select new AnyOf([TestBrain.Lacks(one, hole), TestBrain.Lacks(other, hole)]),
        ]);
        return new BrainDocument
        {
            Slots = [.. each.Select(pigeon => Slot(pigeon, [.. all.Select(hole => Option(hole))]))],
            RiskRules = [.. Enumerable.Range(0, rules).Select(index => Risk($"RISK_{index}", condition))],
        };
    }

    private static Finding Only(BrainDocument brain, string code) => BrainAnalyser.Analyse(brain).Where(finding => finding.Code == code).ShouldHaveSingleItem();

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$")]
    private static partial Regex CodeForm();
}
