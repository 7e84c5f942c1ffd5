using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Makes a link by which an interview can be taken up in another browser. Its token is shown this once and kept only as a hash.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record CreateResumeLink(Guid SessionId) : IRequest<CreatedResumeLink>, IRespondentRequest;

/// <summary>A link that was made.</summary>
/// <param name="Token">What the link carries.</param>
/// <param name="ExpiresAt">From when on it opens nothing, unless it is used before.</param>
public sealed record CreatedResumeLink(SecretToken Token, DateTimeOffset ExpiresAt);

/// <summary>Handles <see cref="CreateResumeLink"/>.</summary>
public sealed class CreateResumeLinkHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<CreateResumeLink, CreatedResumeLink>
{
    /// <inheritdoc/>
    public Task<CreatedResumeLink> Handle(CreateResumeLink request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        await db.SessionAsync(request.SessionId, cancellationToken);
        var created = await MakeAsync(db, request.SessionId, time, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return created;
    });

    /// <summary>Makes a link; the caller saves.</summary>
    internal static async Task<CreatedResumeLink> MakeAsync(IApplicationDbContext db, Guid sessionId, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = SecretToken.Create();
        var link = ResumeLink.Create(sessionId, token.Hash, time.GetUtcNow());
        var others = await db.ResumeLinks
            .Where(other => other.SessionId == sessionId)
            .OrderByDescending(other => other.ExpiresAt)
            .ToListAsync(cancellationToken);
        db.ResumeLinks.RemoveRange(others.Skip(ResumeLink.MostPerSession - 1));
        db.ResumeLinks.Add(link);
        return new CreatedResumeLink(token, TimeZoneInfo.ConvertTime(link.ExpiresAt, time.LocalTimeZone));
    }
}
