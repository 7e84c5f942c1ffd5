using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Reads one item of the working copy with all that its form needs.</summary>
/// <param name="Item">Its address; without an id, or with one that is not there, only the surroundings are read.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetBrainItem(BrainAddress Item) : IRequest<BrainItemView>;

/// <summary>An item of the working copy.</summary>
/// <param name="Item">The item; null when it is not there.</param>
/// <param name="Checksum">What a change of it is based on; null when it is not there.</param>
/// <param name="UsedBy">Where other items mention it.</param>
/// <param name="TakenAlong">What deleting it with all that rests on it would delete, itself first.</param>
/// <param name="StaleTexts">Its translations whose source has changed since.</param>
/// <param name="Document">The whole working copy: what can be picked, and what things are called.</param>
/// <param name="Version">Version of the working copy.</param>
/// <param name="Findings">What the analyser says of it as it is stored; of the policies of all modes together, because they share a page.</param>
public sealed record BrainItemView(
    object? Item,
    string? Checksum,
    IReadOnlyList<BrainReference> UsedBy,
    IReadOnlyList<BrainAddress> TakenAlong,
    IReadOnlyList<BrainAddress> StaleTexts,
    BrainDocument Document,
    long Version,
    IReadOnlyList<Finding> Findings);

/// <summary>Handles <see cref="GetBrainItem"/>.</summary>
public sealed class GetBrainItemHandler(IApplicationDbContext db, AnalysedBrains analysed) : IRequestHandler<GetBrainItem, BrainItemView>
{
    /// <inheritdoc/>
    public async Task<BrainItemView> Handle(GetBrainItem request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var at = request.Item with { Member = null };
        var item = copy.Document.Find(at);
        return item is null
            ? new BrainItemView(null, null, [], [], [], copy.Document, copy.Stamp.Version, [])
            : new BrainItemView(
                item,
                BrainItems.Checksum(item),
                BrainReferences.To(copy.Document, at),
                BrainReferences.TakenAlong(copy.Document, at),
                [.. copy.Stamp.StaleTexts.Where(text => text.Section == at.Section && text.Id == at.Id)],
                copy.Document,
                copy.Stamp.Version,
                [.. analysed.Of(copy.Document, copy.Stamp.StaleTexts).Where(finding => finding.Involved.Append(finding.At).Any(IsAbout))]);

        bool IsAbout(BrainAddress place) => place.Section == at.Section && (place.Id == at.Id || place.Section == BrainSection.Modes);
    }
}
