using System.Globalization;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Privacy;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Privacy;

/// <summary>How long what is kept.</summary>
[Permit(Permission.ManagePrivacy)]
public sealed class RetentionModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    private const int NoNumber = -1;

    /// <summary>What was typed, by kind.</summary>
    [BindProperty]
    public Dictionary<string, string?> Days { get; set; } = [];

    /// <summary>What the form was filled with, by kind.</summary>
    [BindProperty]
    public Dictionary<string, string?> Before { get; set; } = [];

    public RetentionView View { get; private set; } = null!;

    /// <summary>What stands in a field: what was typed, or what is stored.</summary>
    public string? Shown(PeriodView period) =>
        Days.TryGetValue(period.Kind.ToString(), out var typed) ? typed : period.Days?.ToString(CultureInfo.InvariantCulture);

    // Which of the numbers it is stands in the name of what failed.
    public override string FieldOf(FluentValidation.Results.ValidationFailure failure) =>
        failure.AttemptedValue is KeyValuePair<RetentionKind, int?> { Key: var kind } ? $"Days_{kind}" : "";

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        View = await Mediator.Send(new GetRetention(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var saved = await Mediator.Send(new SaveRetention { Days = Numbers(Days), Before = Numbers(Before) }, cancellationToken);
        if (saved == SaveRetentionResult.Saved)
            return Done("The periods were saved. The next run goes by them.", "/Privacy/Retention");
        ModelState.Clear();
        Days = [];
        return await RefuseAsync("", "Somebody else has changed the periods meanwhile. The form shows what is stored now: set yours again.", cancellationToken, StatusCodes.Status409Conflict);
    }

    private static Dictionary<RetentionKind, int?> Numbers(Dictionary<string, string?> typed) => typed
        .Where(entry => Enum.TryParse<RetentionKind>(entry.Key, out _))
        .ToDictionary(entry => Enum.Parse<RetentionKind>(entry.Key), entry => Number(entry.Value));

    private static int? Number(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NoNumber;
}
