using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>
/// Makes a link for a respondent who has none, and no browser that knows the interview: of the legacy service, or after losing it. Its token is
/// shown this once and kept only as a hash; that it was made is entered in the audit log.
/// </summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.GiveResumeLinks)]
public sealed record GiveResumeLink(Guid SessionId) : IRequest<CreatedResumeLink>;

/// <summary>Handles <see cref="GiveResumeLink"/>.</summary>
public sealed class GiveResumeLinkHandler(IApplicationDbContext db, AuditTrail audit, TimeProvider time) : IRequestHandler<GiveResumeLink, CreatedResumeLink>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such interview.</exception>
    public Task<CreatedResumeLink> Handle(GiveResumeLink request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var created = await CreateResumeLinkHandler.MakeAsync(db, session.Id, time, cancellationToken);
        audit.Add("interview.link_given", SessionReference.Of(session.Id), after: new { SessionId = session.Id, created.ExpiresAt });
        await db.SaveChangesAsync(cancellationToken);
        return created;
    });
}
