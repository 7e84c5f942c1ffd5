using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Addresses of items and their fields, and what two versions of an item differ in.</summary>
public sealed class BrainLinksTests
{
    [TestCase(BrainSection.Slots, null, null, "/admin/brain/slots")]
    [TestCase(BrainSection.Slots, "stove_type", null, "/admin/brain/slots/stove_type")]
    [TestCase(BrainSection.Slots, "stove_type", "options.soft-1.label_ru", "/admin/brain/slots/stove_type#options-soft-1-label_ru")]
    [TestCase(BrainSection.Questions, "Q 1/2", "text_en", "/admin/brain/questions/Q%201%2F2#text_en")]
    [TestCase(BrainSection.RiskRules, "R", "rule_json", "/admin/brain/risk-rules/R#rule_json")]
    [TestCase(BrainSection.RiskRules, "R", "rule_json.all.1.any.0", "/admin/brain/risk-rules/R#rule_json")]
    [TestCase(BrainSection.SkipRules, "s", "condition_values", "/admin/brain/skip-rules/s#condition_values")]
    [TestCase(BrainSection.Scoring, null, "risk", "/admin/brain/scoring#risk")]
    [TestCase(BrainSection.Modes, "quick", "limits.max_questions", "/admin/brain/modes#quick-limits-max_questions")]
    [TestCase(BrainSection.Report, null, "footer.lt", "/admin/brain/report#footer-lt")]
    public void Each_item_and_field_has_an_address(BrainSection section, string? id, string? member, string address) =>
        BrainLinks.To(new BrainAddress(section, id, member)).ShouldBe(address);

    [Test]
    public void Versions_are_compared_field_by_field()
    {
        var theirs = new SlotDefinition
        {
            Key = "s",
            LabelEn = "Theirs",
            IsRequired = true,
            Options =
            [
                new() { Key = "a", LabelRu = "А", Synonyms = new() { En = [.. Enumerable.Range(1, 20).Select(number => $"t{number}"), "new"] } },
                new() { Key = "b", MeasureAtLeast = 2 },
            ],
        };
        var yours = theirs with
        {
            LabelEn = null,
            Options = [theirs.Options[0] with { LabelRu = "Б", Synonyms = new() { En = [.. Enumerable.Range(1, 20).Select(number => $"t{number}")] } }],
        };

        var differences = ItemComparison.Of(theirs, yours);

        differences.Select(difference => (difference.Member, difference.Theirs, difference.Yours)).ShouldBe(
        [
            ("label_en", "Theirs", null),
            ("options", "a\nb", "a"),
            ("options.a.label_ru", "А", "Б"),
            ("options.a.synonyms.en", "new", null),
            ("options.b.measure_at_least", "2", null),
        ]);
        differences.Single(difference => difference.IsPartial).Name.ShouldBe("Options, a, synonyms, English");
        differences[2].Name.ShouldBe("Options, a, label (Russian)");
        ItemComparison.Of(theirs, theirs).ShouldBeEmpty();
    }

    [Test]
    public void A_part_of_a_condition_has_the_number_that_forms_give_it_and_is_told_in_words()
    {
        var rule = new RiskRuleDefinition
        {
            Id = "r",
            Code = "R",
            RuleJson = new AllOf([new SlotCondition("a", ConditionOperator.ContainsAny, ["x"]), new AnyOf([new SlotCondition("b", ConditionOperator.ContainsAny, ["y"])])]),
        };
        var list = new FindingList([], new BrainDocument { RiskRules = [rule] });
        var part = new BrainAddress(BrainSection.RiskRules, "r", "rule_json.all.1.any.0");

        list.Place(part).ShouldBe("Risk rule r: condition 2.1");
        list.Condition(part).ShouldBe("“b” has “y”");
        list.Condition(part with { Member = null }).ShouldStartWith("“a” has “x”, and ");
    }

    [Test]
    public void A_condition_is_compared_as_a_whole()
    {
        var rule = new RiskRuleDefinition { Id = "r", Code = "R", RuleJson = new AllOf([new SlotCondition("a", ConditionOperator.ContainsAny, ["x"])]) };

        var difference = ItemComparison.Of(rule, rule with { RuleJson = new AllOf([new SlotCondition("a", ConditionOperator.ContainsAny, ["y"])]) }).ShouldHaveSingleItem();

        difference.Member.ShouldBe("rule_json");
        difference.Name.ShouldBe("Condition");
        difference.Theirs.ShouldNotBeNull().ShouldContain("\"x\"");
    }
}
