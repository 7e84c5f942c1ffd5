using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Skills;

/// <summary>One version of the skill with its text.</summary>
/// <param name="Id">Its number.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetSkillVersion(int Id) : IRequest<SkillVersionView>;

/// <summary>A version of the skill.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">Version, for example <c>1.2.0</c>.</param>
/// <param name="Content">Its text.</param>
/// <param name="ChangeSummary">What it changes; null when that was not said.</param>
public sealed record SkillVersionView(int Id, string Version, string Content, string? ChangeSummary);

/// <summary>Handles <see cref="GetSkillVersion"/>.</summary>
public sealed class GetSkillVersionHandler(IApplicationDbContext db) : IRequestHandler<GetSkillVersion, SkillVersionView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    public async Task<SkillVersionView> Handle(GetSkillVersion request, CancellationToken cancellationToken) => await db.SkillVersions
        .Where(version => version.Id == request.Id)
        .Select(version => new SkillVersionView(version.Id, version.Version, version.Content, version.ChangeSummary))
        .SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException();
}
