using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Deletes an interview with everything that belongs to it.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.DeleteInterviews)]
public sealed record DeleteInterview(Guid SessionId) : IRequest<DeletionView>;

/// <summary>Handles <see cref="DeleteInterview"/>.</summary>
public sealed class DeleteInterviewHandler(IApplicationDbContext db, AuditTrail audit) : IRequestHandler<DeleteInterview, DeletionView>
{
    /// <inheritdoc/>
    /// <returns>What went.</returns>
    // Whatever somebody adds to the interview meanwhile makes the database refuse: then the deletion begins anew and counts that too.
    public Task<DeletionView> Handle(DeleteInterview request, CancellationToken cancellationToken) => db.UntilStoredAsync(() => db.InSnapshotAsync(async () =>
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var deletion = new DeletionView(SessionReference.Of(session.Id), await DeletionCounts.OfAsync(db, session.Id, cancellationToken));
        // Everything else refers to the session and goes with it.
        db.Sessions.Remove(session);
        audit.Add("interview.deleted", deletion.Reference, before: deletion.Counts);
        await db.SaveChangesAsync(cancellationToken);
        return deletion;
    }, cancellationToken));
}
