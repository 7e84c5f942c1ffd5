using System.CommandLine;
using AgentBrain.Application.Operations;
using AgentBrain.Domain.Operations;
using AgentBrain.Web.Common;
using MediatR;

namespace AgentBrain.Web.Commands;

/// <summary><c>db check</c>: whether the database is ready for this version.</summary>
internal static class DbCheck
{
    /// <summary>The database can be used, and something about it needs a person.</summary>
    public const int NeedsAttention = 2;

    public static Command Command(CommandConsole console)
    {
        var command = new Command(
            "check",
            "Tells whether the database is ready: migrations, drift (the check of the last 24 hours, or a new one) and durability settings. "
            + "Ends with 0 when all is well, with 2 when something needs attention, with 1 when the database cannot be used as it is.");
        command.SetAction((_, cancellationToken) => CommandHost.WithDatabaseAsync(
            console, (services, token) => CheckAsync(services.GetRequiredService<IMediator>(), console.Output, token), cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(IMediator mediator, TextWriter output, CancellationToken cancellationToken)
    {
        var health = await mediator.Send(new GetDatabaseHealth(), cancellationToken);
        var state = health.State;
        if (state.Pending is [var first, ..])
        {
            throw new CommandFailedException(
                $"{Written.Count(state.Pending.Count, "migration is", "migrations are")} pending, the first of them {first}. Apply them with 'db migrate'.");
        }
        await output.WriteLineAsync($"ok    migrations  All {state.Applied.Count} are applied.");

        var drift = health.Drift is { } known && !health.IsOutdated ? known : await mediator.Send(new CheckDrift(), cancellationToken);
        await output.WriteLineAsync(drift.Outcome switch
        {
            DriftOutcome.Same => $"ok    drift       None at {Written.Iso(drift.CheckedAt)}. {drift.Explanation}",
            DriftOutcome.Drifted => $"!     drift       {Written.Count(drift.Findings.Count, "difference", "differences")} at {Written.Iso(drift.CheckedAt)}. See 'db drift'.",
            _ => $"!     drift       Not known. {drift.Explanation}",
        });
        foreach (var setting in state.Durability)
            await output.WriteLineAsync(setting.Danger is { } danger ? $"!     durability  {setting.Name} = {setting.Value}. {danger}" : $"ok    durability  {setting.Name} = {setting.Value}");
        return drift.Outcome == DriftOutcome.Same && state.Durability.All(setting => setting.Danger is null) ? 0 : NeedsAttention;
    }
}
