using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Lists the risk rules of the working copy.</summary>
/// <param name="Search">What ids, codes, notes or conditions in words have to contain, ignoring case; null for anything.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c> or <c>high</c>; null for any.</param>
/// <param name="Enabled">Whether they take part in interviews; null for either.</param>
/// <param name="Slot">Key of a slot that they rest on; null for any.</param>
/// <param name="Sort">How they are sorted.</param>
/// <param name="Descending">Whether the other way round.</param>
/// <param name="Page">The page, from 1; one beyond the last is the last.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListRiskRules(
    string? Search = null, string? Severity = null, bool? Enabled = null, string? Slot = null, RiskRuleOrder Sort = RiskRuleOrder.Id, bool Descending = false, int Page = 1)
    : IRequest<BrainList<RiskRuleRow>>;

/// <summary>How risk rules are sorted; equal ones by id.</summary>
public enum RiskRuleOrder
{
    /// <summary>By id.</summary>
    Id,

    /// <summary>By code.</summary>
    Code,

    /// <summary>By severity, gravest first.</summary>
    Severity,

    /// <summary>By the number of questions that clarify them.</summary>
    UsedBy,
}

/// <summary>A risk rule in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Enabled">Whether it takes part in interviews.</param>
/// <param name="Condition">When it is raised, in words.</param>
/// <param name="Note">Its note in English, or in another language where there is none; may be empty.</param>
/// <param name="UsedBy">The number of questions that clarify it.</param>
public sealed record RiskRuleRow(string Id, string Code, string Severity, bool Enabled, string Condition, string Note, int UsedBy);

/// <summary>Handles <see cref="ListRiskRules"/>.</summary>
public sealed class ListRiskRulesHandler(IApplicationDbContext db) : IRequestHandler<ListRiskRules, BrainList<RiskRuleRow>>
{
    /// <inheritdoc/>
    public async Task<BrainList<RiskRuleRow>> Handle(ListRiskRules request, CancellationToken cancellationToken)
    {
        var document = (await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document;
        var uses = document.Questions.SelectMany(question => question.RiskCoverage.Distinct()).CountBy(code => code).ToDictionary();
        var rows = document.RiskRules
            .Where(rule => (request.Severity is null || rule.Severity == request.Severity)
                && (request.Enabled is null || rule.Enabled == request.Enabled)
                && (request.Slot is null || rule.RuleJson.Leaves.Any(leaf => leaf.Slot == request.Slot)))
            .Select(rule => new RiskRuleRow(
                rule.Id, rule.Code, rule.Severity, rule.Enabled, ConditionText.Of(rule.RuleJson, document.Slots), rule.Note.In(Languages.English), uses.GetValueOrDefault(rule.Code)))
            .Where(row => BrainList.Contains(request.Search, row.Id, row.Code, row.Note, row.Condition))
            .OrderBy(row => row.Id, StringComparer.Ordinal);
        return BrainList.Of(Sorted(rows, request), document.RiskRules.Count, request.Page, document.Slots);
    }

    private static IEnumerable<RiskRuleRow> Sorted(IOrderedEnumerable<RiskRuleRow> rows, ListRiskRules request) => (request.Sort, request.Descending) switch
    {
        (RiskRuleOrder.Code, false) => rows.OrderBy(row => row.Code, StringComparer.Ordinal),
        (RiskRuleOrder.Code, true) => rows.OrderByDescending(row => row.Code, StringComparer.Ordinal),
        (RiskRuleOrder.Severity, false) => rows.OrderBy(Gravity),
        (RiskRuleOrder.Severity, true) => rows.OrderByDescending(Gravity),
        (RiskRuleOrder.UsedBy, false) => rows.OrderBy(row => row.UsedBy),
        (RiskRuleOrder.UsedBy, true) => rows.OrderByDescending(row => row.UsedBy),
        (_, true) => rows.Reverse(),
        _ => rows,
    };

    // An unknown severity comes last.
    private static int Gravity(RiskRuleRow row) => RiskSeverities.All.Append(row.Severity).TakeWhile(severity => severity != row.Severity).Count();
}
