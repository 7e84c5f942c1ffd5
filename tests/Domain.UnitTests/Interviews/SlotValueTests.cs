using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.UnitTests.Interviews;

public class SlotValueTests
{
    private const string Answer = "Wood, or gas; six of us.";

    private static readonly SlotDefinition Fuel = TestBrain.Slot(
        "fuel", false, TestBrain.Option("wood", "electricity"), TestBrain.Option("electricity"), TestBrain.Option("gas", "pellets"), TestBrain.Option("pellets"));

    [Test]
    public void The_first_statement_fills_the_slot_and_quotes_the_answer()
    {
        var value = SlotValue.Empty.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.85)), "Q_FUEL", Answer), "Q_FUEL");

        value.Value.ShouldBe("wood");
        value.Confidence.ShouldBe(0.85);
        value.Evidence.ShouldBe([new SlotEvidence("wood", 0.85, "Q_FUEL", "Wood")]);
        value.HasValue.ShouldBeTrue();
    }

    [Test]
    public void Statements_that_go_together_are_joined_and_the_surest_gives_the_confidence()
    {
        var value = Merged(Says(("wood", 0.65)), Says(("gas", 0.45)));

        value.Value.ShouldBe("wood, gas");
        value.Confidence.ShouldBe(0.65);
    }

    [Test]
    public void Options_stand_in_the_order_of_the_slot_and_measures_behind_them()
    {
        var value = Merged(Measures("6 people", 0.85), Says(("pellets", 0.85), ("wood", 0.85)));

        value.Value.ShouldBe("wood, pellets, 6 people");
        value.Evidence.Select(evidence => evidence.Supports).ShouldBe(["wood", "pellets", "6 people"]);
    }

    [TestCase(0.65, 0.85, "electricity")]
    [TestCase(0.65, 0.65, "electricity")]
    [TestCase(0.85, 0.65, "wood")]
    public void A_newer_statement_replaces_one_that_it_excludes_unless_that_is_surer(double older, double newer, string expected) =>
        Merged(Says(("wood", older)), Says(("electricity", newer))).Value.ShouldBe(expected);

    [TestCase(0.65, 0.85, "wood")]
    [TestCase(0.65, 0.65, "wood")]
    [TestCase(0.85, 0.65, "electricity")]
    public void Whichever_of_two_contradicting_statements_gives_way_is_kept(double older, double newer, string overruled)
    {
        var value = SlotValue.Empty
            .Merge(Fuel, SlotStatements.Of(Says(("wood", older)), "Q_OLD", Answer), "Q_OLD")
            .Merge(Fuel, SlotStatements.Of(Says(("electricity", newer)), "Q_NEW", Answer), "Q_NEW");

        var (statement, by) = value.Overruled.ShouldHaveSingleItem();
        statement.ShouldBe(overruled == "wood" ? new SlotEvidence("wood", older, "Q_OLD", "Wood") : new SlotEvidence("electricity", newer, "Q_NEW", "Wood"));
        by.ShouldBe(overruled == "wood" ? "Q_NEW" : "Q_OLD");
        value.Confidence.ShouldBe(Math.Max(older, newer));
    }

    [Test]
    public void Overruled_statements_are_kept_oldest_first()
    {
        var value = Merged(Says(("wood", 0.65)), Says(("electricity", 0.65)), Says(("wood", 0.85)), Says(("electricity", 0.45)));

        value.Value.ShouldBe("wood");
        value.Overruled.Select(overruled => (overruled.Statement.Supports, overruled.Statement.Confidence)).ShouldBe(
            [("wood", 0.65), ("electricity", 0.65), ("electricity", 0.45)]);
    }

    [TestCase(0.65, 0.65, "6 people")]
    [TestCase(0.85, 0.65, "8 people")]
    public void A_measure_that_gives_way_is_kept(double older, double newer, string overruled) =>
        Merged(Measures("6 people", older), Measures("8 people", newer)).Overruled.ShouldHaveSingleItem().Statement.Supports.ShouldBe(overruled);

    [Test]
    public void What_a_denial_removes_is_kept_with_the_question_in_whose_answer_it_was_denied()
    {
        var value = SlotValue.Empty
            .Merge(Fuel, SlotStatements.Of(Says(("wood", 0.85), ("gas", 0.85)), "Q_OLD", Answer), "Q_OLD")
            .Merge(Fuel, SlotStatements.Of(Denies("wood"), "Q_NEW", Answer), "Q_NEW");

        value.Value.ShouldBe("gas");
        value.Overruled.ShouldBe([new OverruledStatement(new SlotEvidence("wood", 0.85, "Q_OLD", "Wood"), "Q_NEW")]);
    }

    [Test]
    public void A_slot_that_was_denied_can_be_filled_again_and_keeps_what_was_said_before()
    {
        var value = Merged(Says(("wood", 0.85)), Denies("wood"), Says(("gas", 0.45)));

        (value.Value, value.Confidence).ShouldBe(("gas", 0.45));
        value.Overruled.ShouldHaveSingleItem().Statement.Supports.ShouldBe("wood");
    }

    [Test]
    public void Exclusion_is_read_in_both_directions() =>
        Merged(Says(("electricity", 0.65)), Says(("wood", 0.65))).Value.ShouldBe("wood");

    [Test]
    public void A_statement_that_contradicts_several_replaces_all_or_none()
    {
        var slot = TestBrain.Slot("time", false, TestBrain.Option("urgent", "this_year", "next_year"), TestBrain.Option("this_year"), TestBrain.Option("next_year"));
        var both = SlotValue.Empty.Merge(slot, SlotStatements.Of(Says(("this_year", 0.45), ("next_year", 0.85)), "Q", Answer), "Q");

        both.Merge(slot, SlotStatements.Of(Says(("urgent", 0.65)), "Q", Answer), "Q").Value.ShouldBe("this_year, next_year");
        both.Merge(slot, SlotStatements.Of(Says(("urgent", 0.85)), "Q", Answer), "Q").Value.ShouldBe("urgent");
    }

    [Test]
    public void Saying_the_same_again_only_makes_it_surer()
    {
        var hinted = SlotValue.Empty.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.45)), "Q_FIRST", Answer), "Q_FIRST");

        hinted.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.85)), "Q_SECOND", Answer), "Q_SECOND").Evidence.ShouldBe([new SlotEvidence("wood", 0.85, "Q_SECOND", "Wood")]);
        hinted.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.45)), "Q_SECOND", Answer), "Q_SECOND").Evidence.ShouldBe(hinted.Evidence);
        hinted.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.3)), "Q_SECOND", Answer), "Q_SECOND").Confidence.ShouldBe(0.45);
    }

    [Test]
    public void A_denial_removes_what_was_said_before_and_leaves_the_rest()
    {
        var both = Merged(Says(("wood", 0.85), ("gas", 0.65)));

        var left = both.Merge(Fuel, SlotStatements.Of(Denies("wood"), "Q", Answer), "Q");
        left.Value.ShouldBe("gas");
        left.Confidence.ShouldBe(0.65);
        var nothing = both.Merge(Fuel, SlotStatements.Of(Denies("wood", "gas"), "Q", Answer), "Q");
        (nothing.HasValue, nothing.Value, nothing.Confidence).ShouldBe((false, null, 0));
        nothing.Overruled.Select(overruled => overruled.Statement.Supports).ShouldBe(["wood", "gas"], "what was said is kept");
        both.Merge(Fuel, SlotStatements.Of(Denies("pellets"), "Q", Answer), "Q").Value.ShouldBe("wood, gas");
    }

    [Test]
    public void A_denial_makes_room_for_a_less_sure_statement() =>
        Merged(Says(("wood", 0.95)), Says(("electricity", 0.45)) with { Denied = [new("wood", 0.95)] }).Value.ShouldBe("electricity");

    [TestCase(0.65, 0.65, "wood, 8 people")]
    [TestCase(0.85, 0.65, "wood, 6 people")]
    public void A_newer_measure_replaces_one_that_is_not_surer(double older, double newer, string expected) =>
        Merged(Says(("wood", 0.95)), Measures("6 people", older), Measures("8 people", newer)).Value.ShouldBe(expected);

    [Test]
    public void Options_that_the_slot_does_not_have_are_ignored() =>
        Merged(Says(("nuclear", 0.95))).ShouldBeSameAs(SlotValue.Empty);

    [Test]
    public void A_value_of_the_legacy_service_keeps_its_parts_without_evidence()
    {
        var legacy = new SlotValue { Value = "gas, 6 people", Confidence = 0.7 };

        var value = legacy.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.85)), "Q", Answer), "Q");

        value.Value.ShouldBe("wood, gas, 6 people");
        value.Evidence.ShouldBe([new("wood", 0.85, "Q", "Wood"), new("gas", 0.7, null, null), new("6 people", 0.7, null, null)]);
        legacy.Merge(Fuel, SlotStatements.Of(Denies("gas"), "Q", Answer), "Q").Value.ShouldBe("6 people");
        legacy.Merge(Fuel, SlotStatements.Of(Measures("8 people", 0.65), "Q", Answer), "Q").Value.ShouldBe("gas, 6 people");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(SlotFact.Unknown)]
    public void An_unknown_value_of_the_legacy_service_is_none(string? text)
    {
        var legacy = new SlotValue { Value = text, Confidence = 0.9 };

        legacy.HasValue.ShouldBeFalse();
        legacy.Merge(Fuel, SlotStatements.Of(Says(("wood", 0.45)), "Q", Answer), "Q").Value.ShouldBe("wood");
        legacy.Merge(Fuel, SlotStatements.Of(Denies("gas"), "Q", Answer), "Q").ShouldBeSameAs(SlotValue.Empty);
    }

    [Test]
    public void A_stored_value_is_read_back_alike()
    {
        var value = Merged(Says(("wood", 0.85)), Measures("6 people", 0.65));

        var read = TestBrain.StoredAndRead(value);

        read.Value.ShouldBe(value.Value);
        read.Confidence.ShouldBe(value.Confidence);
        read.Evidence.ShouldBe(value.Evidence);
        var overruled = Merged(Says(("wood", 0.65)), Says(("electricity", 0.85)));
        TestBrain.StoredAndRead(overruled).Overruled.ShouldBe(overruled.Overruled);
    }

    [TestCase("\"wood, gas\"", "wood, gas")]
    [TestCase("25", "25")]
    [TestCase("2.50", "2.50")]
    [TestCase("true", "true")]
    [TestCase("false", "false")]
    [TestCase("""["wood", "gas"]""", "wood, gas")]
    [TestCase("""["wood", 6, true, ["gas"]]""", "wood, 6, true, gas")]
    [TestCase("[]", "")]
    [TestCase("""{"min": 4}""", """{"min": 4}""")]
    [TestCase("null", null)]
    public void Any_legacy_value_is_read_as_text(string json, string? expected)
    {
        var read = JsonSerializer.Deserialize<SlotValue>($$"""{"value": {{json}}, "confidence": 0.5}""", TestBrain.Stored)!;

        read.Value.ShouldBe(expected);
        read.Confidence.ShouldBe(0.5);
        JsonSerializer.Serialize(read.Value).ShouldBe(JsonSerializer.Serialize(TestBrain.StoredAndRead(read).Value));
    }

    private static SlotValue Merged(params UnderstoodSlot[] answers) =>
        answers.Aggregate(SlotValue.Empty, (value, answer) => value.Merge(Fuel, SlotStatements.Of(answer, "Q", Answer), "Q"));

    private static UnderstoodSlot Says(params (string Key, double Confidence)[] options) => new()
    {
        SlotKey = "fuel",
        Options = [.. options.Select(option => new UnderstoodOption(option.Key, option.Confidence, new EvidenceSpan(0, 4)))],
    };

    private static UnderstoodSlot Measures(string text, double confidence) =>
        new() { SlotKey = "fuel", Measure = new UnderstoodMeasure(text, confidence, new EvidenceSpan(14, 9)) };

    [TestCase(ConfidenceLevels.Hedged, "wood")]
    [TestCase(ConfidenceLevels.Stated, null)]
    public void A_denial_removes_only_what_is_not_surer(double confidence, string? expected) =>
        Merged(Says(("wood", ConfidenceLevels.Stated)), new UnderstoodSlot { SlotKey = "fuel", Denied = [new DeniedOption("wood", confidence)] }).Value.ShouldBe(expected);

    private static UnderstoodSlot Denies(params string[] keys) => new() { SlotKey = "fuel", Denied = [.. keys.Select(key => new DeniedOption(key, 0.95))] };
}
