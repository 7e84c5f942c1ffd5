using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>Risk rules and skip rules: saving and listing them.</summary>
public sealed class RuleEditTests : BrainEditTest
{
    private static readonly RiskRuleDefinition NewRisk = new()
    {
        Id = "R_NEW",
        Code = "RISK_NEW",
        Severity = "high",
        RuleJson = new AnyOf([Leaf("colour", "green"), new AllOf([Leaf("size", "small"), new SlotCondition("extras", ConditionOperator.NotContainsAny, ["gate", "bell"])])]),
        NoteTemplate = "Pastaba",
        NoteTemplateEn = "Note",
    };

    private static readonly SkipRuleDefinition NewSkip = new()
    {
        Id = "S_NEW",
        ConditionSlot = "colour",
        ConditionType = "equals_any",
        ConditionValues = ["red"],
        SkipQuestionIds = [SmallBrain.SizeQuestion],
    };

    [Test]
    public async Task A_risk_rule_is_added_and_changed()
    {
        (await SaveAsync(NewRisk)).Outcome.ShouldBe(EditOutcome.Saved);
        var (added, checksum) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, "R_NEW");
        BrainItems.Json(added).ShouldBe(BrainItems.Json(NewRisk));

        (await SaveAsync(added with { Severity = "low", RuleJson = Leaf("size", "small") }, checksum)).Outcome.ShouldBe(EditOutcome.Saved);

        var (changed, _) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, "R_NEW");
        changed.Severity.ShouldBe("low");
        BrainItems.Json(changed).ShouldContain("\"rule_json\":{\"slot\":\"size\",\"contains_any\":[\"small\"]}");
        (await ActionsAsync()).ShouldBe(["risk_rule.added", "risk_rule.changed"], ignoreOrder: true);
    }

    [TestCase("new")]
    [TestCase("NEW")]
    public async Task What_the_pages_of_new_items_are_called_is_no_id_and_no_key(string id)
    {
        const string Message = ": the workspace calls what is not yet saved “new”.";

        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new SaveRiskRule(NewRisk with { Id = id }, null, [], false)))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldEndWith(Message);
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new SaveSkipRule(NewSkip with { Id = id }, null)))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldEndWith(Message);
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new SaveQuestion(new QuestionDefinition { Id = id, TextLt = "Ar?" }, null, [])))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldEndWith(Message);
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new SaveSlot(new SlotDefinition { Key = id, LabelLt = "Kas", PriorityWeight = 1 }, null, [])))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldEndWith(Message);
    }

    [Test]
    public async Task The_code_of_a_risk_is_its_own()
    {
        (await SaveAsync(NewRisk with { Code = SmallBrain.GaudyRisk })).Outcome.ShouldBe(EditOutcome.Taken);
        (await SaveAsync(NewRisk with { Id = SmallBrain.GaudyRisk })).Outcome.ShouldBe(EditOutcome.Taken);
    }

    [Test]
    public async Task A_code_that_questions_use_changes_only_when_they_follow()
    {
        await EditAsync(document => document.With(document.Questions.Single(question => question.Id == SmallBrain.SizeQuestion) with { RiskCoverage = [SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk] }));
        var (rule, checksum) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, SmallBrain.GaudyRisk);
        var renamed = rule with { Code = "RISK_LOUD" };

        var refused = await SaveAsync(renamed, checksum);
        refused.Outcome.ShouldBe(EditOutcome.Refused);
        refused.Dangling.ShouldHaveSingleItem().From.ShouldBe(new BrainAddress(BrainSection.Questions, SmallBrain.SizeQuestion, "risk_coverage"));

        (await SendAsync(new SaveRiskRule(renamed, checksum, [], CarryCode: true))).Outcome.ShouldBe(EditOutcome.Saved);
        (await DocumentAsync()).Questions.Single(question => question.Id == SmallBrain.SizeQuestion).RiskCoverage.ShouldBe(["RISK_LOUD", SmallBrain.NoWayInRisk]);
        (await ActionsAsync()).ShouldContain("question.changed");
    }

    [Test]
    public async Task A_code_is_not_carried_along_over_somebody_elses_change()
    {
        var (rule, checksum) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, SmallBrain.GaudyRisk);
        await SaveAsync(rule with { Severity = "high" }, checksum);

        var result = await SendAsync(new SaveRiskRule(rule with { Code = "RISK_LOUD" }, checksum, [], CarryCode: true));

        result.Outcome.ShouldBe(EditOutcome.Conflict);
        result.Theirs.ShouldBeOfType<RiskRuleDefinition>().Severity.ShouldBe("high");
    }

    [Test]
    public async Task A_condition_mentions_slots_and_options_that_are_there()
    {
        var result = await SaveAsync(NewRisk with { RuleJson = new AllOf([Leaf("nowhere", "red"), Leaf("colour", "pink")]) });

        result.Outcome.ShouldBe(EditOutcome.Refused);
        result.Dangling.Select(reference => reference.To)
            .ShouldBe([new BrainAddress(BrainSection.Slots, "nowhere"), new BrainAddress(BrainSection.Slots, "colour", "options.pink")]);
        (await SendAsync(new SaveSkipRule(NewSkip with { ConditionSlot = "nowhere" }, null))).Outcome.ShouldBe(EditOutcome.Refused);
        (await SendAsync(new SaveSkipRule(NewSkip with { SkipQuestionIds = ["Q_NOWHERE"] }, null))).Outcome.ShouldBe(EditOutcome.Refused);
    }

    private static IEnumerable<TestCaseData> Unsound()
    {
        yield return new TestCaseData(new AllOf([]), "Put at least one condition into every group, or remove the group.").SetArgDisplayNames("empty group");
        yield return new TestCaseData(new AnyOf([Leaf("colour", "red"), new AllOf([])]), "Put at least one condition into every group, or remove the group.").SetArgDisplayNames("empty group inside");
        yield return new TestCaseData(Nested(6), "Nest at most 5 groups in one another.").SetArgDisplayNames("too deep");
        yield return new TestCaseData(new AnyOf([.. Enumerable.Repeat(Leaf("colour", "red"), 101)]), "Use at most 100 conditions in one rule.").SetArgDisplayNames("too many");
        yield return new TestCaseData(new SlotCondition("colour", ConditionOperator.EqualsAny, []), "Choose at least one answer in every condition.").SetArgDisplayNames("no values");
        yield return new TestCaseData(
            new SlotCondition("colour", ConditionOperator.EqualsAny, [.. Enumerable.Range(1, 51).Select(number => $"{number}")]), "Compare with at most 50 answers in one condition.").SetArgDisplayNames("too many values");
        yield return new TestCaseData(Leaf("colour", ""), "Write answers of 1 to 255 characters, on one line.").SetArgDisplayNames("empty value");
        yield return new TestCaseData(Leaf("colour", "a\0b"), "Write answers of 1 to 255 characters, on one line.").SetArgDisplayNames("control character");
        yield return new TestCaseData(Leaf("colour", new string('x', 256)), "Write answers of 1 to 255 characters, on one line.").SetArgDisplayNames("long value");
    }

    [TestCaseSource(nameof(Unsound))]
    public async Task A_condition_has_its_limits(Condition condition, string message) =>
        (await MessagesAsync(new SaveRiskRule(NewRisk with { RuleJson = condition }, null, [], CarryCode: false))).ShouldBe([message]);

    [Test]
    public async Task A_condition_within_its_limits_is_taken()
    {
        var widest = new AnyOf([Nested(4), .. Enumerable.Repeat(Leaf("colour", "red"), 99)]);

        (await SaveAsync(NewRisk with { RuleJson = widest })).Outcome.ShouldBe(EditOutcome.Saved);
    }

    [Test]
    public async Task A_rule_says_what_it_has_to()
    {
        (await MessagesAsync(new SaveRiskRule(NewRisk with { Id = "a b", Code = "", Severity = "grave" }, null, [], CarryCode: false)))
            .ShouldBe(["Use letters a to z, digits, _ and - only.", "Give a code.", "Choose low, medium or high."]);
        (await MessagesAsync(new SaveSkipRule(new SkipRuleDefinition { Id = "S", ConditionSlot = "", ConditionType = "like" }, null)))
            .ShouldBe(["Choose the slot that decides.", "Choose how the slot is compared.", "Choose at least one answer to compare with.", "Choose at least one question to leave out."]);
    }

    [Test]
    public async Task A_note_is_stored_without_stray_space_and_marks_its_translations()
    {
        await SaveAsync(NewRisk with { NoteTemplate = "  Pastaba \r\n", NoteTemplateRu = "  " });
        var (rule, checksum) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, "R_NEW");
        (rule.NoteTemplate, rule.NoteTemplateRu).ShouldBe(("Pastaba", null));

        await SaveAsync(rule with { NoteTemplate = "Kita pastaba" }, checksum);
        (await StaleAsync(BrainSection.RiskRules, "R_NEW")).ShouldBe(["note_template_en"]);

        (rule, checksum) = await ItemAsync<RiskRuleDefinition>(BrainSection.RiskRules, "R_NEW");
        (await SendAsync(new SaveRiskRule(rule, checksum, [Languages.English], CarryCode: false))).Outcome.ShouldBe(EditOutcome.Saved);
        (await StaleAsync(BrainSection.RiskRules, "R_NEW")).ShouldBeEmpty();
    }

    [Test]
    public async Task A_skip_rule_is_added_and_changed()
    {
        (await SendAsync(new SaveSkipRule(NewSkip, null))).Outcome.ShouldBe(EditOutcome.Saved);
        var (added, checksum) = await ItemAsync<SkipRuleDefinition>(BrainSection.SkipRules, "S_NEW");
        BrainItems.Json(added).ShouldBe(BrainItems.Json(NewSkip));

        (await SendAsync(new SaveSkipRule(added with { ConditionType = "not_contains_any", Enabled = false }, checksum))).Outcome.ShouldBe(EditOutcome.Saved);
        (await SendAsync(new SaveSkipRule(added with { SkipQuestionIds = [SmallBrain.ExtrasQuestion] }, checksum))).Outcome.ShouldBe(EditOutcome.Conflict);
        (await ItemAsync<SkipRuleDefinition>(BrainSection.SkipRules, "S_NEW")).Item.ConditionType.ShouldBe("not_contains_any");
    }

    [Test]
    public async Task Risk_rules_are_listed_by_what_is_looked_for()
    {
        await SaveAsync(NewRisk with { Enabled = false });
        await EditAsync(document => document.With(document.Questions[0] with { RiskCoverage = [SmallBrain.GaudyRisk] }));

        var all = await SendAsync(new ListRiskRules());
        all.Rows.Select(row => row.Id).ShouldBe([SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk, "R_NEW"], ignoreOrder: true);
        all.Rows.Select(row => row.Id).ShouldBe(all.Rows.Select(row => row.Id).Order(StringComparer.Ordinal));
        var gaudy = all.Rows.Single(row => row.Id == SmallBrain.GaudyRisk);
        (gaudy.UsedBy, gaudy.Note, gaudy.Condition).ShouldBe((1, "That is a lot of red.", "Colour has Red paint, and Size has Large fence"));
        all.Slots.Select(slot => slot.Key).ShouldBe(["colour", "size", "extras"]);

        (await IdsAsync(new ListRiskRules(Search: "LOT OF RED"))).ShouldBe([SmallBrain.GaudyRisk]);
        (await IdsAsync(new ListRiskRules(Search: "green PAINT"))).ShouldBe(["R_NEW"]);
        (await IdsAsync(new ListRiskRules(Severity: "high"))).ShouldBe(["R_NEW"]);
        (await IdsAsync(new ListRiskRules(Enabled: true))).ShouldNotContain("R_NEW");
        (await IdsAsync(new ListRiskRules(Slot: "extras", Enabled: true))).ShouldBe([SmallBrain.NoWayInRisk]);
        (await IdsAsync(new ListRiskRules(Sort: RiskRuleOrder.Severity)))[0].ShouldBe("R_NEW");
        (await IdsAsync(new ListRiskRules(Sort: RiskRuleOrder.UsedBy, Descending: true)))[0].ShouldBe(SmallBrain.GaudyRisk);
        var none = await SendAsync(new ListRiskRules(Search: "nothing of the kind", Page: 7));
        (none.Found, none.All, none.Page, none.Pages).ShouldBe((0, 3, 1, 1));
    }

    [Test]
    public async Task Long_lists_come_in_pages()
    {
        await EditAsync(document => document with
        {
            SkipRules = [.. Enumerable.Range(1, 60).Select(number => NewSkip with { Id = $"S_{number:000}", SkipQuestionIds = number == 33 ? [SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion] : [SmallBrain.SizeQuestion] })],
        });

        var second = await SendAsync(new ListSkipRules(Page: 2));
        (second.Rows.Count, second.Rows[0].Id, second.Found, second.Pages).ShouldBe((25, "S_026", 60, 3));
        (await SendAsync(new ListSkipRules(Page: 99))).Rows.Select(row => row.Id).ShouldBe(Enumerable.Range(51, 10).Select(number => $"S_{number:000}"));
        (await SendAsync(new ListSkipRules(Sort: SkipRuleOrder.Questions, Descending: true))).Rows[0].Id.ShouldBe("S_033");
        (await SendAsync(new ListSkipRules(Search: SmallBrain.ExtrasQuestion))).Rows.ShouldHaveSingleItem().Condition.ShouldBe("Colour is exactly Red paint");
        (await SendAsync(new ListSkipRules(Enabled: false))).Found.ShouldBe(0);
        (await SendAsync(new ListSkipRules(Slot: "size"))).Found.ShouldBe(0);
    }

    [Test]
    public async Task Who_may_only_read_the_brain_lists_rules_and_saves_none()
    {
        AsStaff(Roles.Analyst);

        (await SendAsync(new ListRiskRules())).All.ShouldBe(2);
        (await SendAsync(new ListSkipRules())).All.ShouldBe(0);
        await Should.ThrowAsync<ForbiddenException>(() => SaveAsync(NewRisk));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveSkipRule(NewSkip, null)));
    }

    private Task<EditResult> SaveAsync(RiskRuleDefinition rule, string? basedOn = null) => SendAsync(new SaveRiskRule(rule, basedOn, [], CarryCode: false));

    private async Task<IReadOnlyList<string>> IdsAsync(ListRiskRules request) => [.. (await SendAsync(request)).Rows.Select(row => row.Id)];

    private static SlotCondition Leaf(string slot, string value) => new(slot, ConditionOperator.ContainsAny, [value]);

    private static Condition Nested(int depth) => depth == 0 ? Leaf("colour", "red") : new AllOf([Nested(depth - 1)]);
}
