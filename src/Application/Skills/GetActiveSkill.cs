using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Skills;

/// <summary>The version of the skill that guides language models now.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetActiveSkill : IRequest<ActiveSkill>;

/// <summary>The version that guides language models now.</summary>
/// <param name="Version">The version; null when none is active.</param>
public sealed record ActiveSkill(SkillVersionView? Version);

/// <summary>Handles <see cref="GetActiveSkill"/>.</summary>
public sealed class GetActiveSkillHandler(IApplicationDbContext db) : IRequestHandler<GetActiveSkill, ActiveSkill>
{
    /// <inheritdoc/>
    public async Task<ActiveSkill> Handle(GetActiveSkill request, CancellationToken cancellationToken) => new(await db.SkillVersions
        .Where(version => version.IsActive)
        .Select(version => new SkillVersionView(version.Id, version.Version, version.Content, version.ChangeSummary))
        .SingleOrDefaultAsync(cancellationToken));
}
