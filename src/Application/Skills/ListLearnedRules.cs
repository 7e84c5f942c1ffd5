using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Skills;

/// <summary>Suggested changes of the skill, newest first.</summary>
/// <param name="Status">Where they stand.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListLearnedRules(LearnedRuleStatus Status) : IRequest<IReadOnlyList<LearnedRuleView>>;

/// <summary>Handles <see cref="ListLearnedRules"/>.</summary>
public sealed class ListLearnedRulesHandler(IApplicationDbContext db) : IRequestHandler<ListLearnedRules, IReadOnlyList<LearnedRuleView>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<LearnedRuleView>> Handle(ListLearnedRules request, CancellationToken cancellationToken)
    {
        var approved = request.Status != LearnedRuleStatus.Pending;
        var rules = await db.LearnedRules.AsNoTracking()
            .Where(rule => rule.Approved == approved)
            .OrderByDescending(rule => rule.CreatedAt).ThenByDescending(rule => rule.Id)
            .ToListAsync(cancellationToken);
        return [.. rules.Select(LearnedRuleView.Of).Where(rule => rule.Status == request.Status)];
    }
}
