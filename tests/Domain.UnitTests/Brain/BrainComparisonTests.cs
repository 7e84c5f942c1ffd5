using System.Text.Json;
using AgentBrain.Domain.Brain;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Brain;

public class BrainComparisonTests
{
    private static readonly SlotDefinition Stove = new()
    {
        Key = "stove",
        LabelLt = "Krosnis",
        Options =
        [
            new() { Key = "soft_steam", LabelLt = "Švelnus garas", Synonyms = new() { Lt = ["švelnus"] } },
            new() { Key = "hot" },
            new() { Key = "wood" },
        ],
    };

    private static readonly BrainDocument Brain = new()
    {
        Slots = [Stove, new() { Key = "users" }, new() { Key = "site" }],
        Questions = [new() { Id = "Q_A", TextLt = "Kas?", SlotCoverage = ["users"] }, new() { Id = "Q_B", TextLt = "Kur?" }],
        RiskRules = [new() { Id = "R_A", Code = "A", RuleJson = new SlotCondition("users", ConditionOperator.EqualsAny, ["one"]) }],
        SkipRules = [new() { Id = "S_A", ConditionSlot = "users", ConditionType = "equals_any", ConditionValues = ["one"] }],
        Modes = new() { Quick = new() { CriticalSlots = [new() { Id = "users" }] } },
        Report = new() { Full = new() { Lt = "Ataskaita" } },
    };

    private static IEnumerable<TestCaseData> SingleChanges()
    {
        yield return Case(Slot(Stove with { LabelEn = "Stove" }), "Slots stove label_en", null, "Stove");
        yield return Case(Slot(Stove with { LabelLt = "Krosnelė" }), "Slots stove label_lt", "Krosnis", "Krosnelė");
        yield return Case(Slot(Stove with { IsRequired = true }), "Slots stove is_required", "false", "true");
        yield return Case(Slot(Stove with { Measure = MeasureUnit.SquareMetres }), "Slots stove measure", null, "square_metres");
        yield return Case(Slot(Stove with { PriorityWeight = 1.5m }), "Slots stove priority_weight", "1", "1.5");
        yield return Case(Option(option => option with { Synonyms = new() { Lt = ["švelnus", "lengvas"] } }), "Slots stove options.soft_steam.synonyms.lt", """["švelnus"]""", """["švelnus","lengvas"]""");
        yield return Case(Option(option => option with { WhenAsked = new() { Ru = ["да"] } }), "Slots stove options.soft_steam.when_asked.ru", "[]", """["да"]""");
        yield return Case(Option(option => option with { LabelRu = "Пар" }), "Slots stove options.soft_steam.label_ru", null, "Пар");
        yield return Case(Option(option => option with { Excludes = ["hot"] }), "Slots stove options.soft_steam.excludes", "[]", """["hot"]""");
        yield return Case(Brain.With(Brain.Questions[0] with { TextEn = "Who?" }), "Questions Q_A text_en", null, "Who?");
        yield return Case(Brain.With(Brain.Questions[0] with { RoundHint = 2 }), "Questions Q_A round_hint", null, "2");
        yield return Case(Brain.With(Brain.Questions[0] with { SlotCoverage = [] }), "Questions Q_A slot_coverage", """["users"]""", "[]");
        yield return Case(Brain.With(Brain.Questions[0] with { Enabled = false }), "Questions Q_A enabled", "true", "false");
        yield return Case(
            Brain.With(Brain.RiskRules[0] with { RuleJson = new SlotCondition("users", ConditionOperator.EqualsAny, ["two"]) }),
            "RiskRules R_A rule_json", """{"slot":"users","eq_any":["one"]}""", """{"slot":"users","eq_any":["two"]}""");
        yield return Case(Brain.With(Brain.RiskRules[0] with { Severity = "high" }), "RiskRules R_A severity", "medium", "high");
        yield return Case(Brain.With(Brain.SkipRules[0] with { SkipQuestionIds = ["Q_B"] }), "SkipRules S_A skip_question_ids", "[]", """["Q_B"]""");
        yield return Case(Brain.With(Brain.Scoring.Weights with { Risk = 2.5m }), "Scoring  weights.risk", "2", "2.5");
        yield return Case(Brain.With(Brain.Modes.Quick with { Limits = new() { MaxQuestions = 9 } }), "Modes quick limits.max_questions", "8", "9");
        yield return Case(
            Brain.With(Brain.Modes.Quick with { ScoringOverrides = new() { Weights = new() { RepeatSlotPenalty = 3 } } }), "Modes quick scoring_overrides.weights.repeat_slot_penalty", "0", "3");
        yield return Case(
            Brain.With(Brain.Modes.Quick with { CriticalSlots = [new() { Id = "users", MinConfidence = 0.7 }] }),
            "Modes quick critical_slots", """[{"id":"users","min_confidence":0.6}]""", """[{"id":"users","min_confidence":0.7}]""");
        yield return Case(Brain.With(Brain.Modes.Precise with { MinQuestions = 9 }), "Modes precise min_questions", "8", "9");
        yield return Case(Brain.With(Brain.Report with { Full = new() { Lt = "Ataskaita", En = "Report" } }), "Report  full.en", null, "Report");
        yield return Case(Brain.With(Brain.Report with { Footer = new() { Lt = "Pabaiga" } }), "Report  footer.lt", null, "Pabaiga");

        static TestCaseData Case(BrainDocument after, string at, string? was, string? present) => new TestCaseData(after, at, was, present).SetArgDisplayNames(at);
        static BrainDocument Slot(SlotDefinition stove) => Brain.With(stove);
        static BrainDocument Option(Func<SlotOption, SlotOption> change) => Brain.With(Stove with { Options = [change(Stove.Options[0]), .. Stove.Options.Skip(1)] });
    }

    [TestCaseSource(nameof(SingleChanges))]
    public void A_change_is_named_where_it_is(BrainDocument after, string at, string? was, string? present)
    {
        var change = BrainComparison.Compare(Brain, after).ShouldHaveSingleItem();

        $"{change.At.Section} {change.At.Id} {change.At.Member}".ShouldBe(at);
        (change.Kind, change.Before, change.After).ShouldBe((ChangeKind.Changed, was, present));

        var back = BrainComparison.Compare(after, Brain).ShouldHaveSingleItem();
        (back.At, back.Before, back.After).ShouldBe((change.At, present, was));
    }

    [Test]
    public void Items_and_options_come_and_go_as_wholes()
    {
        var added = BrainComparison.Compare(Brain, Brain.With(new QuestionDefinition { Id = "Q_NEW", TextLt = "Ar?" })).ShouldHaveSingleItem();
        (added.At, added.Kind, added.Before).ShouldBe((new BrainAddress(BrainSection.Questions, "Q_NEW"), ChangeKind.Added, null));
        added.After.ShouldNotBeNull().ShouldContain("\"text_lt\":\"Ar?\"");

        var gone = BrainComparison.Compare(Brain, Brain.With(Stove with { Options = [Stove.Options[0], Stove.Options[2]] })).ShouldHaveSingleItem();
        (gone.At, gone.Kind, gone.After).ShouldBe((new BrainAddress(BrainSection.Slots, "stove", "options.hot"), ChangeKind.Removed, null));
        gone.Before.ShouldNotBeNull().ShouldContain("\"key\":\"hot\"");
    }

    [Test]
    public void What_is_moved_is_named_and_what_makes_room_is_not()
    {
        BrainComparison.Compare(Brain, Brain with { Slots = [Brain.Slots[2], Brain.Slots[0], Brain.Slots[1]] })
            .ShouldBe([new BrainChange(new(BrainSection.Slots, "site"), ChangeKind.Moved, "3", "1")]);
        BrainComparison.Compare(Brain, Brain.With(Stove with { Options = [Stove.Options[1], Stove.Options[2], Stove.Options[0]] }))
            .ShouldBe([new BrainChange(new(BrainSection.Slots, "stove", "options.soft_steam"), ChangeKind.Moved, "1", "3")]);
        BrainComparison.Compare(Brain, Brain with { Slots = [new() { Key = "first" }, .. Brain.Slots] }).ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Added);
    }

    [Test]
    public void What_stands_twice_is_compared_in_turn()
    {
        var twice = Brain with { Questions = [Brain.Questions[0], Brain.Questions[0] with { TextLt = "Kas dar?" }] };

        BrainComparison.Compare(twice, twice).ShouldBeEmpty();
        BrainComparison.Compare(twice, twice with { Questions = [twice.Questions[0]] }).ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Removed);
    }

    [Test]
    public void Brains_that_say_the_same_do_not_differ() =>
        RandomBrains.Brain.Sample(brain => BrainComparison.Compare(brain, Copy(brain)).Count == 0, iter: 500);

    [Test]
    public void There_are_differences_where_brains_say_different_things() =>
        Gen.Select(RandomBrains.Brain, RandomBrains.Brain).Sample(
            (one, other) => (BrainComparison.Compare(one, other).Count == 0) == (Ordered(one) == Ordered(other)), iter: 500);

    [Test]
    public void What_is_added_one_way_is_removed_the_other_way() =>
        Gen.Select(RandomBrains.Brain, RandomBrains.Brain).Sample(
            (one, other) =>
            {
                var there = BrainComparison.Compare(one, other).Where(change => change.Kind != ChangeKind.Moved).Select(change => (change.At, change.Before, change.After));
                var back = BrainComparison.Compare(other, one).Where(change => change.Kind != ChangeKind.Moved).Select(change => (change.At, Before: change.After, After: change.Before));
                return there.ToHashSet().SetEquals(back);
            },
            iter: 500);

    private static BrainDocument Copy(BrainDocument brain) =>
        JsonSerializer.Deserialize<BrainDocument>(JsonSerializer.Serialize(brain, BrainDocument.Json), BrainDocument.Json)!;

    private static string Ordered(BrainDocument brain) => BrainItems.Json(brain with
    {
        Questions = [.. brain.Questions.OrderBy(question => question.Id, StringComparer.Ordinal)],
        RiskRules = [.. brain.RiskRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
        SkipRules = [.. brain.SkipRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
    });
}
