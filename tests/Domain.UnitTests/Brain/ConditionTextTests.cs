using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.UnitTests.Brain;

public class ConditionTextTests
{
    private static readonly IReadOnlyList<SlotDefinition> Slots =
    [
        new()
        {
            Key = "purpose",
            LabelEn = "Purpose",
            Options = [Option("rental", "Rental"), Option("business", "Business"), Option("guests", "Guests and friends"), Option("rest", null)],
        },
        new() { Key = "infrastructure", LabelLt = "Infrastruktūra", LabelEn = "Infrastructure", Options = [Option("sewer", "Sewer"), Option("septic_tank", "Septic tank")] },
        new() { Key = "site", LabelEn = "Water, power and drainage" },
        new() { Key = "season", LabelLt = "Metų laikas" },
        new() { Key = "budget" },
    ];

    [TestCase(ConditionOperator.ContainsAny, "rental", "Purpose has Rental")]
    [TestCase(ConditionOperator.ContainsAny, "rental business", "Purpose has Rental or Business")]
    [TestCase(ConditionOperator.ContainsAny, "rental business rest", "Purpose has Rental, Business or rest")]
    [TestCase(ConditionOperator.ContainsAny, "", "Purpose has one of no options (never true)")]
    [TestCase(ConditionOperator.NotContainsAny, "rental", "Purpose does not have Rental")]
    [TestCase(ConditionOperator.NotContainsAny, "rental business", "Purpose has neither Rental nor Business")]
    [TestCase(ConditionOperator.NotContainsAny, "rental business rest", "Purpose has none of Rental, Business and rest")]
    [TestCase(ConditionOperator.NotContainsAny, "", "Purpose has none of no options (always true)")]
    [TestCase(ConditionOperator.EqualsAny, "rental", "Purpose is exactly Rental")]
    [TestCase(ConditionOperator.EqualsAny, "rental business", "Purpose is exactly Rental or Business")]
    [TestCase(ConditionOperator.EqualsAny, "", "Purpose is exactly one of no options (never true)")]
    [TestCase(ConditionOperator.NotEqualsAny, "rental business", "Purpose is not exactly Rental or Business")]
    [TestCase(ConditionOperator.NotEqualsAny, "", "Purpose is not exactly one of no options (always true)")]
    public void A_single_condition_is_read_by_its_operator(ConditionOperator comparison, string values, string expected) =>
        Read(new SlotCondition("purpose", comparison, values.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(expected);

    [TestCase("purpose", "RENTAL", "Purpose has Rental")]
    [TestCase("purpose", "guests", "Purpose has “Guests and friends”")]
    [TestCase("purpose", "rent", "Purpose has “rent”")]
    [TestCase("site", "well", "“Water, power and drainage” has “well”")]
    [TestCase("season", "winter", "Metų laikas has “winter”")]
    [TestCase("budget", "low", "“budget” has “low”")]
    [TestCase("unheard_of", "", "“unheard_of” has “”")]
    public void Slots_and_options_are_called_by_what_they_are(string slot, string value, string expected) =>
        Read(TestBrain.Contains(slot, value)).ShouldBe(expected);

    [Test]
    public void Parts_are_joined_by_what_joins_them()
    {
        var rental = TestBrain.Contains("purpose", "rental", "business");
        var noDrain = TestBrain.Lacks("infrastructure", "sewer", "septic_tank");

        Read(new AllOf([rental, noDrain])).ShouldBe("Purpose has Rental or Business, and Infrastructure has neither Sewer nor Septic tank");
        Read(new AnyOf([rental, noDrain])).ShouldBe("Purpose has Rental or Business, or Infrastructure has neither Sewer nor Septic tank");
    }

    [Test]
    public void Parentheses_stand_only_where_and_meets_or()
    {
        Condition a = TestBrain.Contains("purpose", "rental"), b = TestBrain.Lacks("infrastructure", "sewer"), c = TestBrain.Contains("budget", "low");
        const string A = "Purpose has Rental", B = "Infrastructure does not have Sewer", C = "“budget” has “low”";

        Read(new AllOf([a, new AnyOf([b, c])])).ShouldBe($"{A}, and ({B}, or {C})");
        Read(new AnyOf([new AllOf([a, b]), c])).ShouldBe($"({A}, and {B}), or {C}");
        Read(new AllOf([a, new AllOf([b, c])])).ShouldBe($"{A}, and {B}, and {C}");
        Read(new AllOf([new AnyOf([new AllOf([a, b])]), c])).ShouldBe($"{A}, and {B}, and {C}");
        Read(new AllOf([new AnyOf([a])])).ShouldBe(A);
        Read(new AnyOf([a, new AllOf([b, new AnyOf([a, c])])])).ShouldBe($"{A}, or ({B}, and ({A}, or {C}))");
    }

    [Test]
    public void Groups_of_nothing_say_what_they_come_to()
    {
        Read(new AllOf([])).ShouldBe("nothing is asked for (always true)");
        Read(new AnyOf([])).ShouldBe("there is nothing to choose from (never true)");
    }

    [Test]
    public void A_skip_rule_reads_like_a_condition()
    {
        var rule = TestBrain.Skip("SKIP_A", "purpose", "rental", "Q_A");

        ConditionText.Of(rule, Slots).ShouldBe("Purpose has Rental");
        ConditionText.Of(rule with { ConditionType = "not_equals_any" }, Slots).ShouldBe("Purpose is not exactly Rental");
        ConditionText.Of(rule with { ConditionType = "matches" }, Slots).ShouldBe("Purpose compares by the unknown “matches” with Rental");
    }

    private static string Read(Condition condition) => ConditionText.Of(condition, Slots);

    private static SlotOption Option(string key, string? label) => new() { Key = key, LabelEn = label };
}
