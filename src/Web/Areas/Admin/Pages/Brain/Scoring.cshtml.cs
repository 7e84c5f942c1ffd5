using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;
using AgentBrain.Web.Common;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>The weights, what each does to a question, and what other ones would do to the ranking.</summary>
[Permit(Permission.ReadBrain)]
public sealed class ScoringModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    private static readonly (string Name, string Term, string Label, string Meaning)[] Known =
    [
        (nameof(ScoringWeights.MissingSlot), ScoreTerms.MissingSlot, "A slot is missing", "Points for each slot that the question covers and that is not known yet."),
        (nameof(ScoringWeights.RequiredSlotBonus), ScoreTerms.RequiredSlotBonus, "The missing slot is required", "Further points for each of them that the consultation cannot do without."),
        (nameof(ScoringWeights.Risk), ScoreTerms.Risk, "A risk is raised", "Points for each raised risk that the question clarifies."),
        (nameof(ScoringWeights.RoundFit), ScoreTerms.RoundFit, "The round fits", "Points for a question of the present round. The quick interview is round 1 throughout."),
        (nameof(ScoringWeights.BasePriority), ScoreTerms.BasePriority, "Priority", "Points for each unit of the question's own priority: 0.1 makes 5 points of a priority of 50."),
        (nameof(ScoringWeights.AskedPenalty), ScoreTerms.AskedPenalty, "Asked already", "Points, 0 or less, for a question that was asked in this interview. Such a question is not asked again anyway; the points only show in its score."),
    ];

    [BindProperty]
    public ScoringForm Weights { get; set; } = new();

    public override BrainSection Section => BrainSection.Scoring;

    public override bool IsNew => false;

    /// <summary>The ranking at the start of an interview, before and after; null when the weights in the form are not right.</summary>
    public ScoringPreview? Preview { get; private set; }

    /// <summary>The weights with their fields.</summary>
    public IEnumerable<WeightField> Fields => Known.Select(weight => new WeightField(
        FieldOf($"Weights.{weight.Name}"),
        $"Weights.{weight.Name}",
        weight.Label,
        weight.Meaning,
        weight.Name switch
        {
            nameof(ScoringWeights.MissingSlot) => Weights.MissingSlot,
            nameof(ScoringWeights.RequiredSlotBonus) => Weights.RequiredSlotBonus,
            nameof(ScoringWeights.Risk) => Weights.Risk,
            nameof(ScoringWeights.RoundFit) => Weights.RoundFit,
            nameof(ScoringWeights.BasePriority) => Weights.BasePriority,
            _ => Weights.AskedPenalty,
        },
        Errors(FieldOf($"Weights.{weight.Name}")),
        !MayEdit,
        Example(weight.Term)));

    protected override string TypedId => "";

    /// <summary>What a term of a score is called.</summary>
    public static string TermName(string term) => term switch
    {
        ScoreTerms.MissingSlot => "for missing slots",
        ScoreTerms.RequiredSlotBonus => "as they are required",
        ScoreTerms.Risk => "for raised risks",
        ScoreTerms.RoundFit => "for the round",
        ScoreTerms.BasePriority => "for priority",
        ScoreTerms.AskedPenalty => "as it was asked",
        ScoreTerms.MissingCriticalSlotBonus => "for critical slots",
        ScoreTerms.RepeatSlotPenalty => "as its slots are known",
        ScoreTerms.DiversifyTopicPenalty => "for the same topic again",
        _ => term,
    };

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Result is PageResult && View is not null)
            await PreviewAsync(context.HttpContext.RequestAborted);
    }

    protected override void Fill(object? item) => Weights = ScoringForm.Of((ScoringWeights)item!);

    protected override object? Read()
    {
        var weights = Weights.Read((name, message) => AddError($"Weights.{name}", message));
        return ModelState.IsValid ? weights : null;
    }

    protected override IRequest<EditResult> Save(object item) => new SaveScoring((ScoringWeights)item, BasedOn ?? "");

    protected override string FieldOf(string property) => BrainLinks.Field(MemberOf(property.Split('.')[1..]));

    private async Task PreviewAsync(CancellationToken cancellationToken)
    {
        var readable = true;
        var weights = Weights.Read((_, _) => readable = false);
        if (!readable)
            return;
        try
        {
            Preview = await Mediator.Send(new PreviewScoring(weights), cancellationToken);
        }
        catch (ValidationException)
        {
            // The same rules speak when the weights are saved.
            Preview = null;
        }
    }

    private string? Example(string term)
    {
        if (Preview?.Questions.MinBy(question => question.Before.Position) is not { } first)
            return null;
        var points = first.Before.Terms.GetValueOrDefault(term);
        return $"Now: {first.Id}, which is asked first, has {(points == 0 ? "none" : FormNumber.Write(points))} of its {FormNumber.Write(first.Before.Score)} points from it.";
    }
}
