using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Privacy;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Consent;

/// <summary>What respondents agree to: the text in force, the next one, and those before.</summary>
[Permit(Permission.ManagePrivacy)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestForm)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    private const int LargestForm = 1024 * 1024;

    [BindProperty]
    public string? Lt { get; set; }

    [BindProperty]
    public string? En { get; set; }

    [BindProperty]
    public string? Ru { get; set; }

    /// <summary>The newest version that whoever writes has seen.</summary>
    [BindProperty]
    public int Newest { get; set; }

    public ConsentDraft Draft { get; private set; } = null!;

    /// <summary>What respondents would read; null where it is not tried.</summary>
    public PublishConsentResult? Preview { get; private set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Draft = await Mediator.Send(new GetConsentDraft(), cancellationToken);
        if (!HttpMethods.IsPost(Request.Method))
            (Lt, En, Ru, Newest) = (Draft.Source.Lt, Draft.Source.En, Draft.Source.Ru, Draft.Newest);
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        Preview = await Mediator.Send(new PublishConsent(Lt, En, Ru, Newest, OnlyTry: true), cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new PublishConsent(Lt, En, Ru, Newest), cancellationToken);
        switch (result.Outcome)
        {
            case PublishConsentOutcome.Published:
                return Done($"Version {result.Version} is published. Interviews that start from now on are held under it.", "/Consent/Index");
            case PublishConsentOutcome.Same:
                return await RefuseAsync("", "This is what the newest version says. Change the text before you publish it.", cancellationToken);
            default:
                var shown = await RefuseAsync("", "Somebody has published another version meanwhile. Compare below, then publish again.", cancellationToken, StatusCodes.Status409Conflict);
                Preview = await Mediator.Send(new PublishConsent(Lt, En, Ru, Newest, OnlyTry: true), cancellationToken);
                Newest = Draft.Newest;
                ModelState.Remove(nameof(Newest));
                return shown;
        }
    }

    /// <summary>The texts in the form.</summary>
    public IEnumerable<(string Field, string Language, string Words, string? Text)> Texts =>
    [
        (nameof(Lt), Languages.Lithuanian, "Lithuanian", Lt),
        (nameof(En), Languages.English, "English", En),
        (nameof(Ru), Languages.Russian, "Russian", Ru),
    ];

    /// <summary>Most characters of a text.</summary>
    public static int MaxLength => ConsentText.MaxLength;
}
