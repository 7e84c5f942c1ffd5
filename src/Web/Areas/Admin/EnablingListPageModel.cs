using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>A list of the brain that can be searched, and from which what is ticked can be enabled or disabled.</summary>
[PermitForms(Permission.EditBrain)]
public abstract class EnablingListPageModel(IMediator mediator, BrainSection section) : BrainPageModel(mediator)
{
    private const string On = "on";
    private const string Off = "off";

    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>"on", "off", or anything else for both.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "slot")]
    public string? Slot { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Whether the address leaves something out of the list.</summary>
    public virtual bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Enabled is not null || !string.IsNullOrEmpty(Slot);

    public static IReadOnlyList<(string Value, string Label)> States { get; } = [("", "All"), (On, "Enabled"), (Off, "Disabled")];

    protected bool? Enabled => State switch { On => true, Off => false, _ => null };

    public async Task<IActionResult> OnPostAsync(List<string> ids, bool enable, CancellationToken cancellationToken)
    {
        Notice = await EnableAsync(ids, enable, cancellationToken);
        return Redirect($"{Request.Path}{Request.QueryString}");
    }

    private async Task<string> EnableAsync(List<string> ids, bool enable, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return $"Nothing was changed: tick the {BrainLinks.Noun(section)}s first.";
        var result = await Mediator.Send(new EnableBrainItems(section, ids, enable), cancellationToken);
        var what = BrainLinks.Count(section, ids.Distinct().Count());
        return result.Outcome == EditOutcome.Saved
            ? $"{(enable ? "Enabled" : "Disabled")} {what}."
            : $"Nothing was changed: {what} {(ids.Count == 1 ? "is" : "are")} {(enable ? "enabled" : "disabled")} already, or there no more.";
    }
}
