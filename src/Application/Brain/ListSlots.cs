using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Lists the slots of the working copy in their order.</summary>
/// <param name="Search">Words that have to be part of the key, a label, the description or an option with its terms; null for all slots.</param>
/// <param name="Only">Which slots are listed.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListSlots(string? Search = null, SlotFilter Only = SlotFilter.All) : IRequest<SlotList>;

/// <summary>Which slots are listed.</summary>
public enum SlotFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that a consultation is incomplete without.</summary>
    Required,

    /// <summary>Those that no enabled question covers.</summary>
    NotAsked,

    /// <summary>Those with a label that is not written in every language.</summary>
    MissingTranslation,

    /// <summary>Those with a translation whose source has changed.</summary>
    StaleTranslation,
}

/// <summary>Slots of the working copy.</summary>
/// <param name="Rows">Those that were asked for, in the order of the working copy.</param>
/// <param name="All">How many slots there are altogether.</param>
public sealed record SlotList(IReadOnlyList<SlotRow> Rows, int All);

/// <summary>A slot in the list.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Above">Key of the slot before it; null for the first.</param>
/// <param name="Below">Key of the slot behind it; null for the last.</param>
/// <param name="Terms">Number of words and phrases by which its options are understood.</param>
/// <param name="UsedBy">Where other items mention it.</param>
/// <param name="Missing">Languages in which some label is missing.</param>
/// <param name="Stale">Languages in which some label lags behind.</param>
public sealed record SlotRow(
    SlotDefinition Slot,
    string? Above,
    string? Below,
    int Terms,
    IReadOnlyList<BrainReference> UsedBy,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Stale);

/// <summary>Handles <see cref="ListSlots"/>.</summary>
public sealed class ListSlotsHandler(IApplicationDbContext db) : IRequestHandler<ListSlots, SlotList>
{
    /// <inheritdoc/>
    public async Task<SlotList> Handle(ListSlots request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var document = copy.Document;
        var stale = copy.Stamp.StaleTexts.ToHashSet();
        var texts = BrainTexts.Of(document).ToLookup(text => text.Item);
        var mentions = BrainReferences.Of(document)
            .Where(reference => reference.To.Section == BrainSection.Slots && reference.From.Section != BrainSection.Slots)
            .ToLookup(reference => reference.To.Id);
        var asked = document.Questions.Where(question => question.Enabled).SelectMany(question => question.SlotCoverage).ToHashSet();
        var rows = document.Slots.Select((slot, index) =>
        {
            var own = texts[new BrainAddress(BrainSection.Slots, slot.Key)].ToList();
            return new SlotRow(
                slot,
                index > 0 ? document.Slots[index - 1].Key : null,
                index + 1 < document.Slots.Count ? document.Slots[index + 1].Key : null,
                slot.Options.Sum(BrainSearch.CountTerms),
                [.. mentions[slot.Key]],
                BrainSearch.Missing(own),
                BrainSearch.Stale(own, stale));
        });
        return new SlotList(
            [
                .. rows.Where(row => BrainSearch.Finds(request.Search, Texts(row.Slot)) && request.Only switch
                {
                    SlotFilter.Required => row.Slot.IsRequired,
                    SlotFilter.NotAsked => !asked.Contains(row.Slot.Key),
                    SlotFilter.MissingTranslation => row.Missing.Count > 0,
                    SlotFilter.StaleTranslation => row.Stale.Count > 0,
                    _ => true,
                }),
            ],
            document.Slots.Count);
    }

    private static IEnumerable<string?> Texts(SlotDefinition slot) =>
    [
        slot.Key, slot.LabelLt, slot.LabelEn, slot.LabelRu, slot.Description,
        .. slot.Options.SelectMany(option => (IEnumerable<string?>)
        [
            option.Key, option.LabelLt, option.LabelEn, option.LabelRu,
            .. new[] { option.Synonyms, option.WhenAsked, option.WhenDenied }.SelectMany(terms => Languages.All.SelectMany(terms.In)),
        ]),
    ];
}
