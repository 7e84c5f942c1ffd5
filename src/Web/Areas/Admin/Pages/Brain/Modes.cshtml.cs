using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>The policies of both modes, each in a form of its own.</summary>
[Permit(Permission.ReadBrain)]
[RequestFormLimits(ValueCountLimit = MostFields)]
public sealed class ModesModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    // Two for each slot.
    private const int MostFields = 4096;

    [BindProperty]
    public QuickForm Quick { get; set; } = new();

    [BindProperty]
    public PreciseForm Precise { get; set; } = new();

    public override BrainSection Section => BrainSection.Modes;

    public override bool IsNew => false;

    /// <summary>Whether the form of the precise interview was sent.</summary>
    public bool IsPrecise => Id == BrainItems.PreciseMode;

    /// <summary>What a change of the quick policy is based on.</summary>
    public string? QuickBasedOn => IsPrecise || BasedOn is null ? BrainItems.Checksum(View.Document.Modes.Quick) : BasedOn;

    /// <summary>What a change of the precise policy is based on.</summary>
    public string? PreciseBasedOn => IsPrecise && BasedOn is not null ? BasedOn : BrainItems.Checksum(View.Document.Modes.Precise);

    /// <summary>Slots that may be critical: first those that are, in their order, also where they do not exist.</summary>
    public IEnumerable<string> Slots => Quick.Critical.Concat(View.Document.Slots.Select(slot => slot.Key)).Distinct();

    protected override string TypedId => BrainItems.QuickMode;

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Id = Request.HasFormContentType && Request.Form["Mode"] == BrainItems.PreciseMode ? BrainItems.PreciseMode : BrainItems.QuickMode;

    [NonHandler]
    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        // The form that was not sent shows what is stored.
        if (View is null || !HttpMethods.IsPost(Request.Method))
            return;
        if (IsPrecise)
            Quick = QuickForm.Of(View.Document.Modes.Quick);
        else
            Precise = PreciseForm.Of(View.Document.Modes.Precise);
    }

    protected override void Fill(object? item)
    {
        Quick = QuickForm.Of(View.Document.Modes.Quick);
        Precise = PreciseForm.Of(View.Document.Modes.Precise);
    }

    protected override object? Read()
    {
        object policy = IsPrecise ? Precise.Read(View.Document.Modes.Precise, AddError) : Quick.Read(View.Document.Modes.Quick, AddError);
        return ModelState.IsValid ? policy : null;
    }

    protected override IRequest<EditResult> Save(object item) =>
        item is PrecisePolicy precise ? new SavePrecisePolicy(precise, BasedOn ?? "") : new SaveQuickPolicy((InterviewPolicy)item, BasedOn ?? "");

    protected override string FieldOf(string property) => BrainLinks.Field($"{Id}.{MemberOf(property.Split('.')[1..])}");

    /// <summary>A number on the form.</summary>
    public WeightField Field(string mode, string member, string name, string label, string meaning, string? value)
    {
        var id = BrainLinks.Field($"{mode}.{member}");
        return new WeightField(id, name, label, meaning, value, Errors(id), !MayEdit);
    }
}
