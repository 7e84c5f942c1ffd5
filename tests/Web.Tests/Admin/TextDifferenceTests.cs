using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>What is marked between two versions of a text, an item or a whole brain.</summary>
public sealed class TextDifferenceTests
{
    [TestCase("the same", "the same", "the same")]
    [TestCase(null, "new", "+new")]
    [TestCase("gone", null, "-gone")]
    [TestCase("", null, "")]
    [TestCase("a small cabin by the lake", "a roomy cabin by a lake", "a |-small|+roomy| cabin by |-the|+a| lake")]
    [TestCase("What budget do you have?", "Roughly, what budget do you have?", "-What|+Roughly, what| budget do you have?")]
    [TestCase("How big?", "How big? In metres.", "How big?|+ In metres.")]
    [TestCase("wood and electric stove there", "gas only stove there", "-wood and electric|+gas only| stove there")]
    [TestCase("Kokią pirtį?", "О какой бане речь идёт", "-Kokią pirtį?|+О какой бане речь идёт")]
    [TestCase("2", "2.75", "-2|+2.75")]
    public void Words_that_went_and_came_are_marked(string? before, string? after, string parts) =>
        string.Join('|', TextDifference.Of(before, after).Select(part => $"{part.Kind switch { TextPartKind.Removed => "-", TextPartKind.Added => "+", _ => "" }}{part.Text}")).ShouldBe(parts);

    [Test]
    public void Whatever_is_marked_both_versions_can_be_read()
    {
        var random = new Random(7);
        string[] words = ["a", "b", " ", "\n", ",", "sauna", "пар", "  "];
        for (var round = 0; round < 2000; round++)
        {
            var (before, after) = (Some(), Some());
            var parts = TextDifference.Of(before, after);

            string.Concat(parts.Where(part => part.Kind != TextPartKind.Added).Select(part => part.Text)).ShouldBe(before);
            string.Concat(parts.Where(part => part.Kind != TextPartKind.Removed).Select(part => part.Text)).ShouldBe(after);
            parts.ShouldAllBe(part => part.Text.Length > 0);
        }

        string Some() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => words[random.Next(words.Length)]));
    }

    [Test]
    public void Long_texts_are_told_apart_at_once()
    {
        var before = string.Join(' ', Enumerable.Range(0, 20_000));
        var after = string.Join(' ', Enumerable.Range(0, 20_000).Reverse());

        TextDifference.Of(before, after).Count.ShouldBeGreaterThan(0);
    }

    [Test]
    public void Items_are_told_field_by_field_in_words()
    {
        var slot = new SlotDefinition { Key = "stove", LabelEn = "Stove", Options = [new() { Key = "wood", LabelEn = "Wood" }, new() { Key = "gas", LabelEn = "Gas" }] };
        var rule = new RiskRuleDefinition { Id = "R", Code = "FIRE", RuleJson = new SlotCondition("stove", ConditionOperator.ContainsAny, ["wood"]) };
        var skip = new SkipRuleDefinition { Id = "S", ConditionSlot = "stove", ConditionType = "equals_any", ConditionValues = ["gas"], SkipQuestionIds = ["Q1", "Q2"] };
        var question = new QuestionDefinition { Id = "Q1", TextLt = "Kas?", SlotCoverage = ["stove"] };
        var before = new BrainDocument { Slots = [slot], RiskRules = [rule], SkipRules = [skip], Questions = [question, question with { Id = "Q2" }] };
        var after = before with
        {
            Slots = [slot with { Options = [slot.Options[1], slot.Options[0], new SlotOption { Key = "none", LabelEn = "None" }] }],
            RiskRules = [rule with { RuleJson = new SlotCondition("stove", ConditionOperator.ContainsAny, ["gas"]) }],
            SkipRules = [skip with { ConditionValues = ["wood"], SkipQuestionIds = ["Q2"] }],
            Questions = [question with { TextLt = "Kas čia?", Enabled = false }],
            Scoring = new ScoringSection { Weights = new ScoringWeights { Risk = 4 } },
            Report = new ReportSection { Footer = new LocalizedTemplate { Lt = "Viso.", En = "Bye." } },
        };

        var list = new ChangeList(BrainComparison.Compare(before, after), before, after);

        list.Summary.ShouldBe("1 slot, 2 questions, 1 risk rule, 1 skip rule, the scoring and the report");
        Told(list, BrainSection.Slots).ShouldContain(text => text.StartsWith("Options, none: [+Label (English): None", StringComparison.Ordinal));
        Told(list, BrainSection.Slots).ShouldContain(text => text.Contains("place in the order", StringComparison.Ordinal));
        Told(list, BrainSection.RiskRules).ShouldBe(["When: [Stove has ][-Wood][+Gas]"]);
        Told(list, BrainSection.SkipRules).ShouldBe(["When: [Stove is exactly ][-Gas][+Wood]", "Skip question ids: [-Q1][Q2]"]);
        Told(list, BrainSection.Questions).ShouldContain("Text (Lithuanian): [Kas][+ čia][?]");
        Told(list, BrainSection.Questions).ShouldContain("Enabled: [-yes][+no]");
        list.Sections.Single(section => section.Section == BrainSection.Questions).Items.Single(item => item.Kind == ChangeKind.Removed).Fields.ShouldContain(field => field.Name == "Text (Lithuanian)" && field.Language == "lt");
        Told(list, BrainSection.Scoring).ShouldBe(["Risk: [-2][+4]"]);
        Told(list, BrainSection.Report).ShouldBe(["Footer, Lithuanian: [+Viso.]", "Footer, English: [+Bye.]"]);
    }

    private static List<string> Told(ChangeList list, BrainSection section) =>
    [
        .. list.Sections.Single(each => each.Section == section).Items
            .Where(item => item.Kind is ChangeKind.Changed or ChangeKind.Moved)
            .SelectMany(item => item.Fields)
            .Select(field => $"{field.Name}: {string.Concat(field.Parts.Select(part => $"[{part.Kind switch { TextPartKind.Removed => "-", TextPartKind.Added => "+", _ => "" }}{part.Text}]"))}"),
    ];
}
