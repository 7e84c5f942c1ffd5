using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Conditions;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Conditions as fields of a form, and what the buttons of the builder do to them.</summary>
public sealed class ConditionFormTests
{
    private static readonly SlotDefinition[] Slots =
    [
        new() { Key = "colour", LabelEn = "Colour", Options = [new() { Key = "red", LabelEn = "Red" }, new() { Key = "green", LabelEn = "Green" }, new() { Key = "blue" }] },
        new() { Key = "notes", LabelEn = "Notes" },
    ];

    private static readonly Gen<SlotCondition> Leaf = Gen.Select(
        Gen.OneOf("colour", "notes", "nowhere", "<b>"),
        Gen.Enum<ConditionOperator>(),
        Gen.OneOf(Gen.OneOf("red", "green", "blue", "pink", "", " x ", "two\nlines", "\r\n", "\"quoted\"", "\"", "<i>ė&\"'", "a,b"), Gen.String[Gen.Char['\u0001', '\u02ff'], 0, 5]).Array[0, 5],
        (slot, comparison, values) => new SlotCondition(slot, comparison, values));

    private static readonly Gen<Condition> AnyCondition = Conditions(3);

    private static readonly ConditionNode Group = ConditionNode.From(new AllOf([Is("colour", "red"), new AnyOf([Is("notes", "x"), Is("colour", "green")])]));

    [Test]
    public void Any_condition_comes_back_from_its_form_as_it_was() => AnyCondition.Sample(
        condition => Json(Posted(ConditionNode.From(condition)).ToCondition()!) == Json(condition), print: Json);

    [Test]
    public void Any_condition_comes_back_from_its_json_as_it_was() => AnyCondition.Sample(
        condition => Json(ConditionJson.Read(ConditionJson.Write(condition), out _)!) == Json(condition), print: Json);

    [Test]
    public void Any_intent_leaves_a_form_that_comes_back() => Gen.Select(AnyCondition, Gen.OneOf("add", "group", "remove"), Gen.OneOf("0", "0.0", "0.1", "0.0.0", "0.9", "1", "0.x")).Sample((condition, what, path) =>
    {
        var node = ConditionIntent.Apply(ConditionNode.From(condition), $"{what}:{path}").Node;
        var posted = Posted(node);
        return Same(posted, node);
    });

    [Test]
    public void What_is_ticked_later_comes_after_what_was_stored_before()
    {
        var fields = ConditionForm.Fields(ConditionNode.From(Is("colour", "green", "blue")), Slots)
            .Append(new("Condition.0.value", "red"));

        Read(fields).ToCondition().ShouldBeOfType<SlotCondition>().Values.ShouldBe(["green", "blue", "red"]);
    }

    [Test]
    public void Texts_are_written_one_on_a_line()
    {
        var node = Read([new("Condition.0.kind", "slot"), new("Condition.0.slot", "notes"), new("Condition.0.of", "notes"), new("Condition.0.operator", "eq_any"), new("Condition.0.text", " one \r\n\r\ntwo words\r\n")]);

        node.ToCondition().ShouldBeOfType<SlotCondition>().Values.ShouldBe(["one", "two words"]);
    }

    [Test]
    public void Answers_of_another_slot_are_dropped_when_the_slot_changes()
    {
        var fields = ConditionForm.Fields(ConditionNode.From(Is("notes", "typed", " ticked ")), Slots).Where(field => field.Key != "Condition.0.slot").ToList();

        Read([.. fields, new("Condition.0.slot", "colour")]).Values.ShouldBeEmpty();
        Read([.. fields, new("Condition.0.slot", "nowhere")]).Values.ShouldBe(["typed"]);
    }

    [Test]
    public void A_condition_is_added_to_a_group()
    {
        var (node, focus, said) = ConditionIntent.Apply(Group, "add:0.1");

        node.Parts[1].Parts.Length.ShouldBe(3);
        node.Parts[1].Parts[2].ShouldBe(ConditionNode.Blank);
        (focus, said).ShouldBe(("condition-0-1-2-slot", "A condition was added."));
    }

    [Test]
    public void A_group_is_added_with_a_condition_to_begin_with_and_of_the_other_kind()
    {
        var (node, focus, _) = ConditionIntent.Apply(Group, "group:0");

        var added = node.Parts[2];
        (added.Kind, added.Parts.Length).ShouldBe((NodeKind.Any, 1));
        focus.ShouldBe("condition-0-2-0-slot");
        ConditionIntent.Apply(Group, "group:0.1").Node.Parts[1].Parts[2].Kind.ShouldBe(NodeKind.All);
    }

    [Test]
    public void A_single_condition_becomes_a_group_when_it_gets_company()
    {
        var node = ConditionIntent.Apply(ConditionNode.From(Is("colour", "red")), "add:0").Node;

        node.Kind.ShouldBe(NodeKind.All);
        node.Parts[0].Slot.ShouldBe("colour");
        node.Parts[1].ShouldBe(ConditionNode.Blank);
    }

    [Test]
    public void A_part_is_removed_and_the_whole_is_not()
    {
        Json(ConditionIntent.Apply(Group, "remove:0.1.0").Node.ToCondition()!).ShouldBe("""{"all":[{"slot":"colour","contains_any":["red"]},{"any":[{"slot":"colour","contains_any":["green"]}]}]}""");
        ConditionIntent.Apply(Group, "remove:0.1").Node.Parts.ShouldHaveSingleItem().Slot.ShouldBe("colour");
        ConditionIntent.Apply(Group, "remove:0").Node.ShouldBeSameAs(Group);
    }

    [TestCase("add")]
    [TestCase("add:")]
    [TestCase("add:1")]
    [TestCase("add:0.7")]
    [TestCase("remove:0.-1")]
    [TestCase("remove:0.99999999999")]
    [TestCase("explode:0")]
    [TestCase("")]
    public void An_intent_that_makes_no_sense_changes_nothing(string intent) => ConditionIntent.Apply(Group, intent).Node.ShouldBeSameAs(Group);

    [Test]
    public void What_is_wrong_is_said_where_it_is()
    {
        var node = new ConditionNode
        {
            Kind = NodeKind.All,
            Parts =
            [
                ConditionNode.Blank,
                new() { Slot = "nowhere", Values = ["x"] },
                new() { Slot = "colour", Operator = "like", Values = ["red", "pink"] },
                new() { Slot = "notes" },
                new() { Kind = NodeKind.Any },
            ],
        };

        ConditionProblems.Of(node, Slots).Select(problem => (problem.Field, problem.Message)).ShouldBe(
        [
            ("condition-0-0-slot", "Choose a slot."),
            ("condition-0-1-slot", "There is no slot “nowhere”. Choose another."),
            ("condition-0-2-operator", "“like” is no way to compare. Choose one from the list."),
            ("condition-0-2-other-0", "“pink” is no option of Colour. Untick it, or add the option to the slot first."),
            ("condition-0-3-text", "Write at least one answer."),
            ("condition-0-4-add", "Put at least one condition into this group, or remove the group."),
        ]);
        node.ToCondition().ShouldBeNull();
        node.Unfinished.ShouldBe(4);
    }

    [Test]
    public void A_condition_that_is_right_has_no_problems()
    {
        ConditionProblems.Of(Group, Slots).ShouldBeEmpty();
        ConditionProblems.Of(ConditionNode.From(Nested(5)), Slots).ShouldBeEmpty();
    }

    [Test]
    public void Too_deep_too_wide_and_too_long_are_said()
    {
        ConditionProblems.Of(ConditionNode.From(Nested(6)), Slots).ShouldHaveSingleItem().Message.ShouldBe("Nest at most 5 groups in one another.");
        ConditionProblems.Of(ConditionNode.From(new AnyOf([.. Enumerable.Repeat(Is("colour", "red"), 101)])), Slots).ShouldHaveSingleItem().Message.ShouldContain("101");
        ConditionProblems.Of(ConditionNode.From(Is("notes", [.. Enumerable.Range(1, 51).Select(number => $"{number}")])), Slots).ShouldHaveSingleItem().Message.ShouldContain("at most 50");
        ConditionProblems.Of(ConditionNode.From(Is("notes", new string('x', 256))), Slots).ShouldHaveSingleItem().Message.ShouldContain("255");
    }

    [TestCase("{", "line 1")]
    [TestCase("""{"all":[{"slot":"colour","contains_any":["red"]},{"any":[{"slot":"colour","like":["red"]}]}]}""", "At all[1].any[0]: 'like' is no operator")]
    [TestCase("""{"any":[]}""", "'any' needs a list")]
    [TestCase("""{"all":[5]}""", "At all[0]: A condition is an object")]
    [TestCase("[]", "A condition is an object")]
    [TestCase("", "no JSON")]
    public void What_is_wrong_with_json_is_said_with_its_place(string json, string said)
    {
        ConditionJson.Read(json, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(said);
    }

    [Test]
    public void A_part_has_a_place_in_json() => ConditionJson.Place(Group, "0.1.0").ShouldBe("all[1].any[0]");

    private static ConditionNode Posted(ConditionNode node) => Read(ConditionForm.Fields(node, Slots).Select(Browser));

    // Browsers end lines with CR LF in whatever they send, and a text area drops nothing else.
    private static KeyValuePair<string, string> Browser(KeyValuePair<string, string> field) => new(field.Key, field.Value.ReplaceLineEndings("\r\n"));

    private static ConditionNode Read(IEnumerable<KeyValuePair<string, string>> fields) => ConditionForm.Read(
        new FormCollection(fields.GroupBy(field => field.Key).ToDictionary(group => group.Key, group => new StringValues([.. group.Select(field => field.Value)]))), Slots);

    private static bool Same(ConditionNode one, ConditionNode other) =>
        one.Kind == other.Kind && one.Slot == other.Slot && one.Values.SequenceEqual(other.Values) && one.Parts.Length == other.Parts.Length && one.Parts.Zip(other.Parts).All(pair => Same(pair.First, pair.Second));

    private static string Json(Condition condition) => JsonSerializer.Serialize(condition, BrainDocument.Json);

    private static SlotCondition Is(string slot, params string[] values) => new(slot, ConditionOperator.ContainsAny, values);

    private static Condition Nested(int depth) => depth == 0 ? Is("colour", "red") : new AllOf([Nested(depth - 1)]);

    private static Gen<Condition> Conditions(int depth) => depth == 0
        ? Leaf.Select(leaf => (Condition)leaf)
        : Gen.OneOf(
            Leaf.Select(leaf => (Condition)leaf),
            Conditions(depth - 1).Array[1, 4].Select(parts => (Condition)new AllOf(parts)),
            Conditions(depth - 1).Array[1, 4].Select(parts => (Condition)new AnyOf(parts)));
}
