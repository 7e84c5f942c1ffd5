using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Lists the skip rules of the working copy.</summary>
/// <param name="Search">What ids, left-out questions or conditions in words have to contain, ignoring case; null for anything.</param>
/// <param name="Enabled">Whether they take part in interviews; null for either.</param>
/// <param name="Slot">Key of the slot that decides; null for any.</param>
/// <param name="Sort">How they are sorted.</param>
/// <param name="Descending">Whether the other way round.</param>
/// <param name="Page">The page, from 1; one beyond the last is the last.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListSkipRules(
    string? Search = null, bool? Enabled = null, string? Slot = null, SkipRuleOrder Sort = SkipRuleOrder.Id, bool Descending = false, int Page = 1)
    : IRequest<BrainList<SkipRuleRow>>;

/// <summary>How skip rules are sorted; equal ones by id.</summary>
public enum SkipRuleOrder
{
    /// <summary>By id.</summary>
    Id,

    /// <summary>By the key of the slot that decides.</summary>
    Slot,

    /// <summary>By the number of questions that they leave out.</summary>
    Questions,
}

/// <summary>A skip rule in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slot">Key of the slot that decides.</param>
/// <param name="Enabled">Whether it takes part in interviews.</param>
/// <param name="Condition">When it leaves questions out, in words.</param>
/// <param name="Questions">Ids of the questions that it leaves out.</param>
public sealed record SkipRuleRow(string Id, string Slot, bool Enabled, string Condition, IReadOnlyList<string> Questions);

/// <summary>Handles <see cref="ListSkipRules"/>.</summary>
public sealed class ListSkipRulesHandler(IApplicationDbContext db) : IRequestHandler<ListSkipRules, BrainList<SkipRuleRow>>
{
    /// <inheritdoc/>
    public async Task<BrainList<SkipRuleRow>> Handle(ListSkipRules request, CancellationToken cancellationToken)
    {
        var document = (await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document;
        var rows = document.SkipRules
            .Where(rule => (request.Enabled is null || rule.Enabled == request.Enabled) && (request.Slot is null || rule.ConditionSlot == request.Slot))
            .Select(rule => new SkipRuleRow(rule.Id, rule.ConditionSlot, rule.Enabled, ConditionText.Of(rule, document.Slots), rule.SkipQuestionIds))
            .Where(row => BrainList.Contains(request.Search, [row.Id, row.Condition, .. row.Questions]))
            .OrderBy(row => row.Id, StringComparer.Ordinal);
        return BrainList.Of(Sorted(rows, request), document.SkipRules.Count, request.Page, document.Slots);
    }

    private static IEnumerable<SkipRuleRow> Sorted(IOrderedEnumerable<SkipRuleRow> rows, ListSkipRules request) => (request.Sort, request.Descending) switch
    {
        (SkipRuleOrder.Slot, false) => rows.OrderBy(row => row.Slot, StringComparer.Ordinal),
        (SkipRuleOrder.Slot, true) => rows.OrderByDescending(row => row.Slot, StringComparer.Ordinal),
        (SkipRuleOrder.Questions, false) => rows.OrderBy(row => row.Questions.Count),
        (SkipRuleOrder.Questions, true) => rows.OrderByDescending(row => row.Questions.Count),
        (_, true) => rows.Reverse(),
        _ => rows,
    };
}
