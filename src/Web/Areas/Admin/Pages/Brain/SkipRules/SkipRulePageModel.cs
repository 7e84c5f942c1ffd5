using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Conditions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.SkipRules;

/// <summary>The form of a skip rule, new or stored.</summary>
public abstract class SkipRulePageModel(IMediator mediator) : ConditionPageModel(mediator)
{
    [BindProperty]
    public SkipRuleForm Rule { get; set; } = new();

    public override BrainSection Section => BrainSection.SkipRules;

    /// <summary>The rule as it is stored; null for a new one.</summary>
    public SkipRuleDefinition? Stored => View.Item as SkipRuleDefinition;

    /// <summary>Questions that can be left out: first those that are, also where they are not there, then the others of the working copy.</summary>
    public IEnumerable<(string Id, QuestionDefinition? Question)> Questions => Rule.SkipQuestionIds
        .Concat(View.Document.Questions.Select(question => question.Id))
        .Distinct()
        .Select(id => (id, View.Document.Questions.FirstOrDefault(question => question.Id == id)));

    protected override string TypedId => Id ?? Rule.Id?.Trim() ?? "";

    protected override string Purpose => "The questions are left out when";

    protected override string ConditionMember => "condition_values";

    protected override bool HasOneCondition => true;

    protected override void Fill(object? item)
    {
        var rule = item as SkipRuleDefinition;
        Rule = new SkipRuleForm
        {
            Id = IsNew && rule is not null ? FreeId(rule.Id) : rule?.Id,
            SkipQuestionIds = [.. rule?.SkipQuestionIds ?? []],
            Enabled = rule?.Enabled ?? true,
        };
        Begin(
            rule is null ? null : new SlotCondition(rule.ConditionSlot, ConditionJsonConverter.OperatorNamed(rule.ConditionType) ?? ConditionOperator.ContainsAny, rule.ConditionValues),
            rule is not null && ConditionJsonConverter.OperatorNamed(rule.ConditionType) is null ? rule.ConditionType : null);
    }

    protected override object? Read()
    {
        Rule.Id = Id ?? Rule.Id;
        if (TypedId.Length == 0)
            AddError("Rule.Id", "Give an id.");
        if (ReadCondition() is not SlotCondition condition || !ModelState.IsValid)
            return null;
        return new SkipRuleDefinition
        {
            Id = TypedId,
            ConditionSlot = condition.Slot,
            ConditionType = NameOf(condition.Operator),
            ConditionValues = condition.Values,
            SkipQuestionIds = InStoredOrder([.. Rule.SkipQuestionIds.Distinct()], Stored?.SkipQuestionIds ?? []),
            Enabled = Rule.Enabled,
        };
    }

    protected override IRequest<EditResult> Save(object item) => new SaveSkipRule((SkipRuleDefinition)item, BasedOn);

    protected override string FieldOf(string property) => property switch
    {
        "Rule.ConditionSlot" or "Rule.ConditionType" or "Rule.ConditionValues" => ConditionField,
        _ => BrainLinks.Field(MemberOf(property.Split('.')[1..])),
    };

    // Two names mean the same; the one that is stored stays.
    private string NameOf(ConditionOperator comparison) =>
        Stored is { } stored && ConditionJsonConverter.OperatorNamed(stored.ConditionType) == comparison
            ? stored.ConditionType
            : comparison == ConditionOperator.EqualsAny ? "equals_any" : ConditionJsonConverter.NameOf(comparison);
}
