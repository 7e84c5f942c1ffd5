using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Takes up an interview by its resume link: from now on the holder of <paramref name="Respondent"/> may go on with it too.</summary>
/// <param name="Link">What the link carries; null when it carries nothing like a token.</param>
/// <param name="Respondent">The token of the browser in which it is taken up.</param>
public sealed record ResumeInterview(SecretToken? Link, SecretToken Respondent) : IRequest<ResumeInterviewResult>;

/// <summary>The interview that was taken up.</summary>
/// <param name="SessionId">Its id; null when the link is unknown or has expired.</param>
public sealed record ResumeInterviewResult(Guid? SessionId);

/// <summary>Handles <see cref="ResumeInterview"/>.</summary>
public sealed class ResumeInterviewHandler(IApplicationDbContext db, CompiledBrains brains, TimeProvider time) : IRequestHandler<ResumeInterview, ResumeInterviewResult>
{
    /// <inheritdoc/>
    public Task<ResumeInterviewResult> Handle(ResumeInterview request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (request.Link is null)
            return new ResumeInterviewResult(null);
        var now = time.GetUtcNow();
        var hash = request.Link.Hash;
        var link = await db.ResumeLinks.SingleOrDefaultAsync(link => link.TokenHash == hash, cancellationToken);
        if (link is null)
            await db.RefuseErasedLinkAsync(hash, cancellationToken);
        if (link is null || !link.IsValid(now))
            return new ResumeInterviewResult(null);

        link.Use(now);
        var respondent = request.Respondent.Hash;
        if (!await db.Sessions.OpenTo(db, respondent).AnyAsync(session => session.Id == link.SessionId, cancellationToken))
            db.SessionAccesses.Add(SessionAccess.Grant(link.SessionId, respondent, now));
        // Pages show where an interview stands and what was asked: of one that the legacy service began only once it is taken over.
        var session = await db.SessionAsync(link.SessionId, cancellationToken);
        if (session is { RevisionId: null, CompletedAt: null })
            await db.TakeOverAsync(session, (await brains.OfAsync(db, session, cancellationToken)).RevisionId, now, cancellationToken);
        session.NotePresence(now);
        await db.SaveChangesAsync(cancellationToken);
        return new ResumeInterviewResult(link.SessionId);
    });
}
