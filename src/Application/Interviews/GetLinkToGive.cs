using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>What a link would open that is made for a respondent.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.GiveResumeLinks)]
public sealed record GetLinkToGive(Guid SessionId) : IRequest<LinkToGive>;

/// <summary>What a link would open.</summary>
/// <param name="Reference">The interview's short reference.</param>
/// <param name="Language">Its language; see <see cref="Languages"/>.</param>
/// <param name="Finished">Whether its report is made, so that the link opens that.</param>
public sealed record LinkToGive(string Reference, string Language, bool Finished);

/// <summary>Handles <see cref="GetLinkToGive"/>.</summary>
public sealed class GetLinkToGiveHandler(IApplicationDbContext db) : IRequestHandler<GetLinkToGive, LinkToGive>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such interview.</exception>
    public async Task<LinkToGive> Handle(GetLinkToGive request, CancellationToken cancellationToken) => await db.Sessions
        .Where(session => session.Id == request.SessionId)
        .Select(session => new LinkToGive(SessionReference.Of(session.Id), session.Language, session.CompletedAt != null))
        .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}
