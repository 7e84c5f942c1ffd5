using System.Globalization;
using System.Text;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>The working copy or a revision as a YAML file.</summary>
[Permit(Permission.ReadBrain)]
public sealed class ExportModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Number of the revision; nothing for the working copy.</summary>
    [FromQuery(Name = "revision")]
    public string? Revision { get; set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var number = int.TryParse(Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : (int?)null;
        if (number is null && !string.IsNullOrEmpty(Revision))
            return NotFound();
        var export = await Mediator.Send(new ExportBrain(number), cancellationToken);
        return File(Encoding.UTF8.GetBytes(export.Text), "application/yaml; charset=utf-8", number is null ? "brain-working-copy.yaml" : $"brain-revision-{Revision}.yaml");
    }
}
