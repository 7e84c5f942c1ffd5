using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>What mentions an item, gathered by the items that do: "3 questions, 1 risk rule".</summary>
/// <param name="Document">The brain that they belong to.</param>
/// <param name="Users">The items, each once.</param>
public sealed record UsedBy(BrainDocument Document, IReadOnlyList<BrainAddress> Users)
{
    /// <summary>The users of mentions, each with the first of its members that mentions it.</summary>
    public static UsedBy Of(BrainDocument document, IEnumerable<BrainReference> mentions) =>
        new(document, [.. mentions.Select(mention => mention.From).DistinctBy(from => (from.Section, from.Id))]);

    /// <summary>How many of each kind, in words; "nothing" when there are none.</summary>
    public string Summary => Users.Count == 0
        ? "nothing"
        : string.Join(", ", Users.GroupBy(user => user.Section).OrderBy(group => group.Key).Select(group => BrainLinks.Count(group.Key, group.Count())));
}
