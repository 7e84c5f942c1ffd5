using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Skills;

/// <summary>One suggested change of the skill.</summary>
/// <param name="Id">Its number.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetLearnedRule(int Id) : IRequest<LearnedRuleView>;

/// <summary>Handles <see cref="GetLearnedRule"/>.</summary>
public sealed class GetLearnedRuleHandler(IApplicationDbContext db) : IRequestHandler<GetLearnedRule, LearnedRuleView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such rule.</exception>
    public async Task<LearnedRuleView> Handle(GetLearnedRule request, CancellationToken cancellationToken) =>
        LearnedRuleView.Of(await db.LearnedRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == request.Id, cancellationToken) ?? throw new NotFoundException());
}
