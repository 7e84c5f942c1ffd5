using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Infrastructure.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Brain;

/// <summary>Holds the shipped pack to what is fixed of it: keys, options, rules, weights and policy. Its texts are only held to be there.</summary>
public class SaunaPackTests
{
    private static readonly BrainDocument Pack = new ShippedBrain().Read();
    private static readonly CompiledBrain Compiled = new(Pack);

    [Test]
    public void The_slots_are_these() => Pack.Slots.Select(slot => slot.Key).ShouldBe(
    [
        "purpose", "users", "ritual", "infrastructure", "location", "season", "stove_type", "fuel_type", "microclimate", "size_direction", "room_program",
        "budget", "timeline",
    ]);

    [Test]
    public void The_required_slots_are_these() =>
        Pack.Slots.Where(slot => slot.IsRequired).Select(slot => slot.Key).ShouldBe(["purpose", "users", "ritual", "infrastructure"]);

    [TestCase("purpose", "relaxation health family_time guests rental business")]
    [TestCase("users", "single couple family friends children elderly clients large_group")]
    [TestCase("ritual", "soft_steam whisk_bathing dry_heat contrast_bathing quiet_rest")]
    [TestCase("infrastructure", "water_mains water_well no_water grid_power three_phase no_power sewer septic_tank no_sewage")]
    [TestCase("location", "city suburb village waterside forest existing_building")]
    [TestCase("season", "year_round winter_only summer_only")]
    [TestCase("stove_type", "batch_fired continuous_fired electric_heater")]
    [TestCase("fuel_type", "wood electricity gas pellets")]
    [TestCase("microclimate", "mild hot humid dry")]
    [TestCase("size_direction", "compact medium large")]
    [TestCase("room_program", "steam_room rest_room shower changing_room plunge_pool hot_tub terrace toilet kitchenette ventilation")]
    [TestCase("budget", "limited flexible")]
    [TestCase("timeline", "urgent this_year next_year no_rush")]
    public void A_slot_has_these_options_in_this_order(string slot, string options) =>
        Slot(slot).Options.Select(option => option.Key).ShouldBe(options.Split(' '));

    [Test]
    public void These_slots_take_measures() => Pack.Slots.Where(slot => slot.Measure is not null).Select(slot => (slot.Key, slot.Measure)).ShouldBe(
    [
        ("users", MeasureUnit.People), ("microclimate", MeasureUnit.Celsius), ("size_direction", MeasureUnit.SquareMetres), ("budget", MeasureUnit.Euro),
        ("timeline", MeasureUnit.Month),
    ]);

    [Test]
    public void Eight_people_are_a_large_group() =>
        Options().Where(option => option.Option.MeasureAtLeast is not null).Select(option => (option.Slot.Key, option.Option.Key, option.Option.MeasureAtLeast))
            .ShouldBe([("users", "large_group", 8m)]);

    [Test]
    public void No_option_of_a_slot_contains_another() => Pack.Slots
        .SelectMany(slot => slot.Options.SelectMany(one => slot.Options.Where(other => other != one && one.Key.Contains(other.Key, StringComparison.Ordinal))))
        .ShouldBeEmpty();

    [Test]
    public void The_risks_are_these() => Pack.RiskRules.Select(rule => (rule.Code, rule.Severity, rule.Enabled)).ShouldBe(
        [
            ("RISK_SOFT_STEAM_CONFLICT", "medium", true),
            ("RISK_RENTAL_NO_INFRASTRUCTURE", "high", true),
            ("RISK_WINTER_NO_WATER", "medium", true),
            ("RISK_CAPACITY_VENTILATION", "low", true),
            ("RISK_ELECTRIC_LARGE_SPACE", "medium", true),
        ], ignoreOrder: true);

    [TestCase("RISK_SOFT_STEAM_CONFLICT", "ritual", "soft_steam", "stove_type", "continuous_fired electric_heater", true)]
    [TestCase("RISK_RENTAL_NO_INFRASTRUCTURE", "purpose", "rental business", "infrastructure", "sewer septic_tank", false)]
    [TestCase("RISK_WINTER_NO_WATER", "season", "year_round winter_only", "infrastructure", "water_mains water_well", false)]
    [TestCase("RISK_CAPACITY_VENTILATION", "users", "large_group", "room_program", "ventilation", false)]
    [TestCase("RISK_ELECTRIC_LARGE_SPACE", "stove_type", "electric_heater", "size_direction", "large", true)]
    public void A_risk_is_raised_exactly_when_one_slot_has_some_of_these_and_the_other_has_or_lacks_those(
        string code, string slot, string some, string otherSlot, string those, bool has)
    {
        foreach (var one in PossibleValues(Slot(slot)))
        {
            foreach (var other in PossibleValues(Slot(otherSlot)))
            {
                var expected = Has(one, some) && Has(other, those) == has;

                var raised = InterviewEngine.RaisedFlags(Compiled, Facts((slot, one), (otherSlot, other))).Any(flag => flag.Code == code);

                raised.ShouldBe(expected, $"{code} of {slot} '{Written(one)}' and {otherSlot} '{Written(other)}'");
            }
        }
    }

    [Test]
    public void Every_risk_has_a_clarifier()
    {
        var clarifiers = Pack.Questions.Where(question => question.RequiresRisk).ToList();

        clarifiers.SelectMany(question => question.RiskCoverage).ShouldBe(Pack.RiskRules.Select(rule => rule.Code), ignoreOrder: true);
        clarifiers.ShouldAllBe(question => question.RoundHint == null);
    }

    [Test]
    public void The_skip_rules_are_these() => Pack.SkipRules.Select(rule => (rule.Id, rule.ConditionSlot, rule.Enabled)).ShouldBe(
        [("SKIP_RENTAL", "purpose", true), ("SKIP_WOOD", "fuel_type", true), ("SKIP_PLOT", "location", true)], ignoreOrder: true);

    [TestCase("purpose", "rental business", false, "Q_CLARIFY_RENTAL")]
    [TestCase("fuel_type", "electricity", true, "Q_FIREWOOD Q_CHIMNEY")]
    [TestCase("location", "existing_building", true, "Q_SURROUNDINGS Q_PLOT_CONNECTIONS")]
    public void Questions_are_left_out_exactly_when_a_slot_has_or_lacks_these(string slot, string these, bool has, string leftOut)
    {
        foreach (var value in PossibleValues(Slot(slot)))
        {
            // One of the other slots is known too, so that nothing depends on an empty interview.
            var skipped = InterviewEngine.ScoreInRound(Compiled, Facts((slot, value), ("season", ["summer_only"])), [], 1)
                .Where(candidate => candidate.SkippedBy is not null)
                .Select(candidate => candidate.Question.Id)
                .Except(slot == "purpose" ? [] : ["Q_CLARIFY_RENTAL"]);

            skipped.ShouldBe(Has(value, these) == has ? leftOut.Split(' ') : [], ignoreOrder: true, customMessage: $"{slot} '{Written(value)}'");
        }
    }

    [Test]
    public void The_rental_clarifier_is_about_the_rental_risk() =>
        Compiled.FindQuestion("Q_CLARIFY_RENTAL")!.RiskCoverage.ShouldBe(["RISK_RENTAL_NO_INFRASTRUCTURE"]);

    [Test]
    public void There_are_at_least_24_questions_in_three_rounds()
    {
        Compiled.QuestionCount.ShouldBeGreaterThanOrEqualTo(24);
        Pack.Questions.Where(question => !question.RequiresRisk).Select(question => question.RoundHint).Distinct().ShouldBe([1, 2, 3], ignoreOrder: true);
    }

    [Test]
    public void Every_slot_has_a_question_of_its_own() => Pack.Slots
        .Where(slot => !Pack.Questions.Any(question => !question.RequiresRisk && question.SlotCoverage.SequenceEqual([slot.Key])))
        .ShouldBeEmpty();

    [Test]
    public void Questions_and_rules_refer_only_to_what_there_is()
    {
        var slots = Pack.Slots.Select(slot => slot.Key).ToHashSet();
        var risks = Pack.RiskRules.Select(rule => rule.Code).ToHashSet();
        var questions = Pack.Questions.Select(question => question.Id).ToHashSet();

        Pack.Questions.SelectMany(question => question.SlotCoverage).Except(slots).ShouldBeEmpty();
        Pack.Questions.SelectMany(question => question.RiskCoverage).Except(risks).ShouldBeEmpty();
        Pack.Questions.ShouldAllBe(question => question.SlotCoverage.Count + question.RiskCoverage.Count > 0);
        Pack.SkipRules.SelectMany(rule => rule.SkipQuestionIds).Except(questions).ShouldBeEmpty();
        Pack.Modes.Quick.CriticalSlots.Select(slot => slot.Id).Except(slots).ShouldBeEmpty();
        foreach (var leaf in Pack.RiskRules.SelectMany(rule => rule.RuleJson.Leaves))
            leaf.Values.Except(Slot(leaf.Slot).Options.Select(option => option.Key)).ShouldBeEmpty();
        foreach (var rule in Pack.SkipRules)
            rule.ConditionValues.Except(Slot(rule.ConditionSlot).Options.Select(option => option.Key)).ShouldBeEmpty();
        foreach (var (slot, option) in Options())
            option.Excludes.Except(slot.Options.Where(other => other != option).Select(other => other.Key)).ShouldBeEmpty();
    }

    [Test]
    public void No_id_is_used_twice()
    {
        Pack.Slots.Select(slot => slot.Key).ShouldBeUnique();
        Pack.Questions.Select(question => question.Id).ShouldBeUnique();
        Pack.RiskRules.Select(rule => rule.Id).ShouldBeUnique();
        Pack.RiskRules.Select(rule => rule.Code).ShouldBeUnique();
        Pack.SkipRules.Select(rule => rule.Id).ShouldBeUnique();
        foreach (var slot in Pack.Slots)
            slot.Options.Select(option => option.Key).ShouldBeUnique();
        foreach (var question in Pack.Questions)
            question.SlotCoverage.ShouldBeUnique();
    }

    [Test]
    public void Every_text_is_there_in_all_three_languages()
    {
        IEnumerable<(string Where, LocalizedText Text)> texts =
        [
            .. Pack.Slots.Select(slot => (slot.Key, slot.Label)),
            .. Options().Select(option => ($"{option.Slot.Key}.{option.Option.Key}", option.Option.Label)),
            .. Pack.Questions.Select(question => (question.Id, question.Text)),
            .. Pack.RiskRules.Select(rule => (rule.Code, rule.Note)),
            ("footer", new LocalizedText(Pack.Report.Footer.Lt, Pack.Report.Footer.En, Pack.Report.Footer.Ru)),
            ("full", new LocalizedText(Pack.Report.Full.Lt, Pack.Report.Full.En, Pack.Report.Full.Ru)),
            ("summary", new LocalizedText(Pack.Report.Summary.Lt, Pack.Report.Summary.En, Pack.Report.Summary.Ru)),
        ];

        foreach (var (where, text) in texts)
        {
            text.Lt.ShouldNotBeNullOrWhiteSpace(where);
            text.En.ShouldNotBeNullOrWhiteSpace(where);
            text.Ru.ShouldNotBeNullOrWhiteSpace(where);
            HasCyrillic(text.Lt).ShouldBeFalse(where);
            HasCyrillic(text.En).ShouldBeFalse(where);
            HasCyrillic(text.Ru).ShouldBeTrue(where);
        }
    }

    [Test]
    public void Every_option_can_be_said_in_all_three_languages()
    {
        foreach (var (slot, option) in Options())
        {
            foreach (var language in Languages.All)
            {
                option.Synonyms.In(language).ShouldNotBeEmpty($"{slot.Key}.{option.Key} in {language}");
                (option.WhenDenied.In(language).Count > 0).ShouldBe(option.WhenDenied.Lt.Count > 0, $"denial of {slot.Key}.{option.Key} in {language}");
                foreach (var term in option.Synonyms.In(language).Concat(option.WhenDenied.In(language)))
                    term.ShouldBe(term.Trim().ToLowerInvariant(), $"{slot.Key}.{option.Key} in {language}");
            }
        }
    }

    [Test]
    public void The_weights_are_these() => Pack.Scoring.Weights.ShouldBe(new ScoringWeights
    {
        BasePriority = 0.1m,
        MissingSlot = 3,
        Risk = 2,
        RoundFit = 1.5m,
        AskedPenalty = -5,
        RequiredSlotBonus = 2,
    });

    [Test]
    public void The_quick_policy_is_this()
    {
        var policy = Pack.Modes.Quick;

        policy.Enabled.ShouldBeTrue();
        policy.Limits.MaxQuestions.ShouldBe(8);
        policy.Limits.LowInfoStreakMax.ShouldBe(2);
        policy.CriticalSlots.Select(slot => (slot.Id, slot.MinConfidence))
            .ShouldBe([("purpose", 0.6), ("users", 0.6), ("ritual", 0.6), ("infrastructure", 0.6), ("room_program", 0.55)]);
    }

    private static SlotDefinition Slot(string key) => Pack.Slots.Single(slot => slot.Key == key);

    private static IEnumerable<(SlotDefinition Slot, SlotOption Option)> Options() => Pack.Slots.SelectMany(slot => slot.Options.Select(option => (slot, option)));

    /// <summary>Nothing, every option alone, every two options, and all of them.</summary>
    private static IEnumerable<string[]> PossibleValues(SlotDefinition slot)
    {
        string[] keys = [.. slot.Options.Select(option => option.Key)];
        yield return [];
        yield return keys;
        foreach (var one in keys)
        {
            yield return [one];
            foreach (var other in keys.SkipWhile(key => key != one).Skip(1))
                yield return [one, other];
        }
    }

    private static bool Has(string[] value, string some) => value.Intersect(some.Split(' ')).Any();

    private static string Written(string[] value) => string.Join(", ", value);

    private static SlotFacts Facts(params (string Slot, string[] Value)[] values) =>
        Compiled.Facts(values.Select(value => KeyValuePair.Create(value.Slot, new SlotFact(Written(value.Value), 0.85))), []);

    private static bool HasCyrillic(string text) => text.Any(character => character is >= '\u0400' and <= '\u04ff');
}
