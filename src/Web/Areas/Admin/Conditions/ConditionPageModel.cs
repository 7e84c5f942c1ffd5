using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>A page whose form holds a condition. The buttons of the builder show the form anew and store nothing.</summary>
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueCountLimit = MostFields, ValueLengthLimit = LargestForm)]
public abstract class ConditionPageModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    // A hundred conditions with fifty answers each, and as much again for hidden fields.
    private const int MostFields = 16 * 1024;
    private const int LargestForm = 1024 * 1024;

    /// <summary>The condition.</summary>
    public ConditionBuilder Builder { get; private set; } = null!;

    /// <summary>What the condition is for, for example "The risk is raised when".</summary>
    protected abstract string Purpose { get; }

    /// <summary>Path of the member that holds the condition.</summary>
    protected abstract string ConditionMember { get; }

    /// <summary>Whether there is one condition only.</summary>
    protected virtual bool HasOneCondition => false;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var shown = await base.ShowAsync(cancellationToken);
        if (View is null || !HttpMethods.IsPost(Request.Method))
            return shown;
        Builder = Fitted(ConditionBuilder.Posted(Request.Form, Do, View.Document.Slots, Purpose));
        if (!Request.Headers.ContainsKey("HX-Request"))
            return shown;
        Builder = Builder with { IsPart = true };
        return new PartialViewResult { ViewName = "_ConditionBuilder", ViewData = new ViewDataDictionary<ConditionBuilder>(ViewData, Builder), TempData = TempData };
    }

    /// <summary>Shows a condition that is stored, or the beginning of one.</summary>
    /// <param name="condition">The condition; null for a new one.</param>
    /// <param name="unknownOperator">The name of its operator when it means nothing.</param>
    protected void Begin(Condition? condition, string? unknownOperator = null) => Builder = Fitted(new ConditionBuilder
    {
        Node = condition is null ? ConditionNode.Blank : unknownOperator is null ? ConditionNode.From(condition) : ConditionNode.From(condition) with { Operator = unknownOperator },
        Slots = View.Document.Slots,
        Purpose = Purpose,
    });

    /// <summary>The condition that the form describes; null when something is wrong with it, which the builder and the summary of errors tell by then.</summary>
    protected Condition? ReadCondition()
    {
        Builder = Fitted(ConditionBuilder.Posted(Request.Form, null, View.Document.Slots, Purpose).Judged());
        foreach (var problem in Builder.JsonProblems)
            ModelState.AddModelError(ConditionBuilder.JsonId, problem);
        if (Builder.Json is null)
        {
            foreach (var problem in Builder.Problems)
                ModelState.AddModelError(problem.Field, $"{Where(problem.Path)}{problem.Message}");
        }
        return Builder.Condition;
    }

    /// <summary>Id of the field that shows the whole condition.</summary>
    protected string ConditionField => Builder.Json is null ? BrainLinks.Field(ConditionMember) : ConditionBuilder.JsonId;

    private string Where(string path)
    {
        var part = new ConditionPart(Builder, ConditionNode.Blank, path, 1);
        return part.IsRoot ? "" : $"Condition {part.Numbers}: ";
    }

    private ConditionBuilder Fitted(ConditionBuilder builder) => builder with { IsSingle = HasOneCondition, ReadOnly = !MayEdit };
}
