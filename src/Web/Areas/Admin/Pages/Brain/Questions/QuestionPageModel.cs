using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Questions;

/// <summary>The form of a question, new or stored.</summary>
public abstract class QuestionPageModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    [BindProperty]
    public QuestionForm Fields { get; set; } = new();

    public override BrainSection Section => BrainSection.Questions;

    protected override string TypedId => Fields.Id?.Trim() ?? "";

    /// <summary>The question as it is stored; null for a new one.</summary>
    public QuestionDefinition? Stored => View.Item as QuestionDefinition;

    /// <summary>The skip rules that leave it out.</summary>
    public IEnumerable<SkipRuleDefinition> SkippedBy => View.Document.SkipRules.Where(rule => Id is not null && rule.SkipQuestionIds.Contains(Id));

    /// <summary>Slots that can be covered: those of the working copy, and such as are chosen although they are not there.</summary>
    public IEnumerable<(string Key, SlotDefinition? Slot)> Slots =>
    [
        .. View.Document.Slots.Select(slot => (slot.Key, (SlotDefinition?)slot)),
        .. Fields.SlotCoverage.Except(View.Document.Slots.Select(slot => slot.Key)).Select(key => (key, (SlotDefinition?)null)),
    ];

    /// <summary>Risks that can be covered, by their codes: those of the working copy, and such as are chosen although they are not there.</summary>
    public IEnumerable<(string Code, RiskRuleDefinition? Rule)> Risks =>
    [
        .. View.Document.RiskRules.DistinctBy(rule => rule.Code).Select(rule => (rule.Code, (RiskRuleDefinition?)rule)),
        .. Fields.RiskCoverage.Except(View.Document.RiskRules.Select(rule => rule.Code)).Select(code => (code, (RiskRuleDefinition?)null)),
    ];

    protected override void Fill(object? item)
    {
        Fields = QuestionForm.Of(item as QuestionDefinition ?? new QuestionDefinition { Id = "", TextLt = "" });
        if (IsNew && item is not null)
            Fields.Id = FreeId(Fields.Id!);
    }

    protected override object? Read()
    {
        Fields.Id = Id ?? Fields.Id;
        var question = Fields.Read((field, message) => AddError($"Question.{field}", message));
        return ModelState.IsValid
            ? question with
            {
                SlotCoverage = InStoredOrder(question.SlotCoverage, Stored?.SlotCoverage ?? []),
                RiskCoverage = InStoredOrder(question.RiskCoverage, Stored?.RiskCoverage ?? []),
            }
            : null;
    }

    protected override IRequest<EditResult> Save(object item) =>
        new SaveQuestion((QuestionDefinition)item, BasedOn, [.. Languages.All.Where(language => Right.Contains($"text_{language}"))]);

    protected override string FieldOf(string property) => BrainLinks.Field(MemberOf(property.Split('.')[1..]));
}
