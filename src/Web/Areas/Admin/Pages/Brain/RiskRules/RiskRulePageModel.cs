using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Conditions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.RiskRules;

/// <summary>The form of a risk rule, new or stored.</summary>
public abstract class RiskRulePageModel(IMediator mediator) : ConditionPageModel(mediator)
{
    [BindProperty]
    public RiskRuleForm Rule { get; set; } = new();

    /// <summary>Whether questions that name the risk by its old code are to follow it.</summary>
    [BindProperty]
    public bool CarryCode { get; set; }

    public override BrainSection Section => BrainSection.RiskRules;

    /// <summary>The rule as it is stored; null for a new one.</summary>
    public RiskRuleDefinition? Stored => View.Item as RiskRuleDefinition;

    /// <summary>Whether the code changes although questions use it.</summary>
    public bool ChangesCode => Stored is { } stored && Rule.Code != stored.Code && View.UsedBy.Any(reference => reference.From.Section == BrainSection.Questions);

    protected override string TypedId => Id ?? Rule.Id?.Trim() ?? "";

    protected override string Purpose => "The risk is raised when";

    protected override string ConditionMember => "rule_json";

    protected override void Fill(object? item)
    {
        var rule = item as RiskRuleDefinition;
        var isCopy = IsNew && rule is not null;
        Rule = new RiskRuleForm
        {
            Id = isCopy ? FreeId(rule!.Id) : rule?.Id,
            Code = isCopy ? FreeCode(rule!.Code) : rule?.Code,
            Severity = rule?.Severity ?? "medium",
            NoteTemplate = rule?.NoteTemplate,
            NoteTemplateEn = rule?.NoteTemplateEn,
            NoteTemplateRu = rule?.NoteTemplateRu,
            Enabled = rule?.Enabled ?? true,
        };
        Begin(rule?.RuleJson);
    }

    protected override object? Read()
    {
        Rule.Id = Id ?? Rule.Id;
        Rule.Code = Rule.Code?.Trim();
        if (TypedId.Length == 0)
            AddError("Rule.Id", "Give an id.");
        if (string.IsNullOrEmpty(Rule.Code))
            AddError("Rule.Code", "Give a code.");
        if (View.Document.RiskRules.FirstOrDefault(rule => rule.Code == Rule.Code && rule.Id != TypedId) is { } other)
            AddError("Rule.Code", $"The risk rule {other.Id} has this code already. Choose another.");
        if (ReadCondition() is not { } condition || !ModelState.IsValid)
            return null;
        return new RiskRuleDefinition
        {
            Id = TypedId,
            Code = Rule.Code ?? "",
            Severity = Rule.Severity ?? "",
            RuleJson = condition,
            NoteTemplate = Rule.NoteTemplate,
            NoteTemplateEn = Rule.NoteTemplateEn,
            NoteTemplateRu = Rule.NoteTemplateRu,
            Enabled = Rule.Enabled,
        };
    }

    protected override IRequest<EditResult> Save(object item) => new SaveRiskRule(
        (RiskRuleDefinition)item,
        BasedOn,
        [.. Languages.All.Where(language => Right.Contains(NoteMember(language)))],
        CarryCode);

    protected override string FieldOf(string property) =>
        property == "Rule.RuleJson" ? ConditionField : BrainLinks.Field(MemberOf(property.Split('.')[1..]));

    /// <summary>Path of the note in a language.</summary>
    public static string NoteMember(string language) => language == BrainTexts.Source ? "note_template" : $"note_template_{language}";

    private string FreeCode(string code) => Enumerable.Range(2, int.MaxValue - 2)
        .Select(number => FormattableString.Invariant($"{code}_{number}"))
        .First(free => View.Document.RiskRules.All(rule => rule.Code != free));
}
