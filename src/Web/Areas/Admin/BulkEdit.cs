using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Enables or disables what is ticked in a list.</summary>
public static class BulkEdit
{
    /// <summary>Carries it out.</summary>
    /// <returns>What became of it, in words.</returns>
    public static async Task<string> EnableAsync(IMediator mediator, BrainSection section, IReadOnlyList<string> ids, bool enable, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return $"Nothing was changed: tick the {BrainLinks.Noun(section)}s first.";
        var result = await mediator.Send(new EnableBrainItems(section, ids, enable), cancellationToken);
        var what = BrainLinks.Count(section, ids.Distinct().Count());
        return result.Outcome == EditOutcome.Saved ? $"{(enable ? "Enabled" : "Disabled")} {what}." : $"Nothing was changed: {what} {(ids.Count == 1 ? "is" : "are")} {(enable ? "enabled" : "disabled")} already.";
    }
}
