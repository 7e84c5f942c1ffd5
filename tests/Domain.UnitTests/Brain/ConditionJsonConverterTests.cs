using System.Text.Json;
using AgentBrain.Domain.Brain;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Brain;

public class ConditionJsonConverterTests
{
    [TestCase("contains_any", ConditionOperator.ContainsAny)]
    [TestCase("not_contains_any", ConditionOperator.NotContainsAny)]
    [TestCase("eq_any", ConditionOperator.EqualsAny)]
    [TestCase("equals_any", ConditionOperator.EqualsAny)]
    [TestCase("not_equals_any", ConditionOperator.NotEqualsAny)]
    public void A_single_condition_is_read(string name, ConditionOperator comparison)
    {
        var leaf = Read($$"""{"slot": "fuel", "{{name}}": ["wood", "gas"]}""").ShouldBeOfType<SlotCondition>();

        leaf.Slot.ShouldBe("fuel");
        leaf.Operator.ShouldBe(comparison);
        leaf.Values.ShouldBe(["wood", "gas"]);
    }

    [Test]
    public void The_members_of_a_condition_may_stand_in_any_order() =>
        Read("""{"eq_any": ["wood"], "slot": "fuel"}""").ShouldBeOfType<SlotCondition>().Slot.ShouldBe("fuel");

    [Test]
    public void An_empty_list_of_texts_is_read() =>
        Read("""{"slot": "fuel", "eq_any": []}""").ShouldBeOfType<SlotCondition>().Values.ShouldBeEmpty();

    [Test]
    public void Nested_conditions_are_read()
    {
        var all = Read("""{"all": [{"slot": "a", "eq_any": ["1"]}, {"any": [{"slot": "b", "eq_any": ["2"]}, {"all": [{"slot": "c", "eq_any": ["3"]}]}]}]}""")
            .ShouldBeOfType<AllOf>();

        all.Parts[1].ShouldBeOfType<AnyOf>().Parts[1].ShouldBeOfType<AllOf>();
        all.Leaves.Select(leaf => leaf.Slot).ShouldBe(["a", "b", "c"]);
    }

    [TestCase("""{"slot": "fuel", "like": ["wood"]}""", "'like' is no operator")]
    [TestCase("""{"slot": "fuel", "eq_any": ["wood"], "note": "n"}""", "'note' is no operator")]
    [TestCase("""{"slot": "fuel", "eq_any": ["wood"], "contains_any": ["gas"]}""", "two operators")]
    [TestCase("""{"slot": "fuel", "eq_any": ["wood"], "eq_any": ["gas"]}""", "two operators")]
    [TestCase("""{"slot": "fuel"}""", "'fuel' has no operator")]
    [TestCase("""{"slot": 1, "eq_any": ["wood"]}""", "needs 'all', 'any' or 'slot'")]
    [TestCase("""{"eq_any": ["wood"]}""", "needs 'all', 'any' or 'slot'")]
    [TestCase("""{"slot": "fuel", "eq_any": "wood"}""", "list of texts")]
    [TestCase("""{"slot": "fuel", "eq_any": [1]}""", "list of texts")]
    [TestCase("""{"slot": "fuel", "eq_any": null}""", "list of texts")]
    [TestCase("""{"all": []}""", "'all' needs a list of at least one condition")]
    [TestCase("""{"any": []}""", "'any' needs a list of at least one condition")]
    [TestCase("""{"any": {"slot": "fuel", "eq_any": ["wood"]}}""", "'any' needs a list")]
    [TestCase("""{"all": [null]}""", "A condition is an object")]
    [TestCase("""["fuel"]""", "A condition is an object")]
    [TestCase("\"fuel\"", "A condition is an object")]
    [TestCase("null", "A condition is an object")]
    [TestCase("""{"all": [{"slot": "a", "eq_any": ["1"]}], "any": [{"slot": "b", "eq_any": ["2"]}]}""", "'all' stands alone")]
    [TestCase("""{"any": [{"slot": "a", "eq_any": ["1"]}], "slot": "b", "eq_any": ["2"]}""", "'any' stands alone")]
    public void Anything_else_is_refused_with_a_reason(string json, string reason) =>
        Should.Throw<JsonException>(() => Read(json)).Message.ShouldContain(reason);

    [Test]
    public void A_refusal_says_where_in_a_document_it_was()
    {
        const string Document = """{"risk_rules": [{"id": "R", "code": "R", "rule_json": {"slot": "fuel", "like": ["wood"]}}]}""";

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<BrainDocument>(Document, BrainDocument.Json))
            .Path.ShouldBe("$.risk_rules[0].rule_json");
    }

    [Test]
    public void What_is_written_is_read_back_alike() => RandomBrains.Condition.Sample(condition =>
    {
        var written = JsonSerializer.Serialize(condition, BrainDocument.Json);
        return JsonSerializer.Serialize(Read(written), BrainDocument.Json) == written && Alike(Read(written), condition);
    }, iter: 2_000);

    [Test]
    public void A_condition_is_written_in_the_stored_form()
    {
        Condition condition = new AnyOf([new AllOf([TestBrain.Contains("ritual", "soft_steam"), new SlotCondition("fuel", ConditionOperator.EqualsAny, ["malkos „ąžuolo“"])])]);

        JsonSerializer.Serialize(condition, BrainDocument.Json)
            .ShouldBe("""{"any":[{"all":[{"slot":"ritual","contains_any":["soft_steam"]},{"slot":"fuel","eq_any":["malkos „ąžuolo“"]}]}]}""");
    }

    [Test]
    public void Every_operator_has_a_name_that_names_it()
    {
        foreach (var comparison in Enum.GetValues<ConditionOperator>())
            ConditionJsonConverter.OperatorNamed(ConditionJsonConverter.NameOf(comparison)).ShouldBe(comparison);
        ConditionJsonConverter.OperatorNamed("EQ_ANY").ShouldBeNull();
        ConditionJsonConverter.OperatorNamed(null).ShouldBeNull();
    }

    private static Condition Read(string json) => JsonSerializer.Deserialize<Condition>(json, BrainDocument.Json)!;

    private static bool Alike(Condition one, Condition other) => (one, other) switch
    {
        (AllOf a, AllOf b) => a.Parts.Count == b.Parts.Count && a.Parts.Zip(b.Parts).All(pair => Alike(pair.First, pair.Second)),
        (AnyOf a, AnyOf b) => a.Parts.Count == b.Parts.Count && a.Parts.Zip(b.Parts).All(pair => Alike(pair.First, pair.Second)),
        (SlotCondition a, SlotCondition b) => a.Slot == b.Slot && a.Operator == b.Operator && a.Values.SequenceEqual(b.Values),
        _ => false,
    };
}
