using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Skills;

/// <summary>All versions of the skill, newest first, without their texts.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListSkillVersions : IRequest<IReadOnlyList<SkillVersionRow>>;

/// <summary>A version of the skill in a list.</summary>
public sealed record SkillVersionRow
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>Version, for example <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it guides language models now.</summary>
    public required bool IsActive { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who approved it; null when nobody has.</summary>
    public required string? ApprovedBy { get; init; }

    /// <summary>When it was approved (UTC); null when it is not.</summary>
    public required DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>What it changes; null when that was not said.</summary>
    public required string? ChangeSummary { get; init; }

    /// <summary>Characters of its text.</summary>
    public required int ContentLength { get; init; }
}

/// <summary>Handles <see cref="ListSkillVersions"/>.</summary>
public sealed class ListSkillVersionsHandler(IApplicationDbContext db) : IRequestHandler<ListSkillVersions, IReadOnlyList<SkillVersionRow>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SkillVersionRow>> Handle(ListSkillVersions request, CancellationToken cancellationToken) => await db.SkillVersions
        .OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id)
        .Select(version => new SkillVersionRow
        {
            Id = version.Id,
            Version = version.Version,
            IsActive = version.IsActive,
            CreatedAt = version.CreatedAt,
            ApprovedBy = version.ApprovedBy,
            ApprovedAt = version.ApprovedAt,
            ChangeSummary = version.ChangeSummary,
            ContentLength = version.Content.Length,
        })
        .ToListAsync(cancellationToken);
}
