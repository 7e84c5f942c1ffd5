using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>An edit that was not carried out, with what is needed to say why.</summary>
/// <param name="Item">The item that was edited.</param>
/// <param name="Result">What became of the edit.</param>
/// <param name="Document">The working copy as it is.</param>
/// <param name="Yours">The item as the author wants it; null where none was written.</param>
public sealed record BrainOutcome(BrainAddress Item, EditResult Result, BrainDocument Document, object? Yours)
{
    /// <summary>The fields in which what somebody else stored differs from what the author wants.</summary>
    public IReadOnlyList<ItemDifference> Differences => Result.Theirs is { } theirs && Yours is { } yours ? ItemComparison.Of(theirs, yours) : [];
}
