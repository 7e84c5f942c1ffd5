using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>What a resume link opens, without opening it: programs that look ahead at links must not change anything.</summary>
/// <param name="Link">What the link carries; null when it carries nothing like a token.</param>
public sealed record GetResumeOffer(SecretToken? Link) : IRequest<ResumeOffer?>;

/// <summary>An interview that can be taken up.</summary>
/// <param name="Language">Its language; see <see cref="Languages"/>.</param>
/// <param name="Finished">Whether its report is made.</param>
/// <param name="ConsentVersion">The consent text that it is held under; null without one.</param>
public sealed record ResumeOffer(string Language, bool Finished, int? ConsentVersion = null);

/// <summary>Handles <see cref="GetResumeOffer"/>.</summary>
public sealed class GetResumeOfferHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<GetResumeOffer, ResumeOffer?>
{
    /// <inheritdoc/>
    /// <returns>Null when the link is unknown or has expired.</returns>
    /// <exception cref="ErasedException">The interview was erased.</exception>
    public async Task<ResumeOffer?> Handle(GetResumeOffer request, CancellationToken cancellationToken)
    {
        if (request.Link is null)
            return null;
        var hash = request.Link.Hash;
        var now = time.GetUtcNow();
        var offer = await (
            from link in db.ResumeLinks
            where link.TokenHash == hash && link.ExpiresAt > now
            join session in db.Sessions on link.SessionId equals session.Id
            select new ResumeOffer(session.Language, session.CompletedAt != null, session.ConsentVersion)).SingleOrDefaultAsync(cancellationToken);
        if (offer is null)
            await db.RefuseErasedLinkAsync(hash, cancellationToken);
        return offer;
    }
}
