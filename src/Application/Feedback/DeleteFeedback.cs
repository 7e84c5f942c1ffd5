using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Feedback;

/// <summary>Deletes a feedback entry. The interview stays, and its respondent may leave feedback anew.</summary>
/// <param name="Id">The entry.</param>
[RequiresPermission(Permission.DeleteInterviews)]
public sealed record DeleteFeedback(Guid Id) : IRequest<DeletedFeedback>;

/// <summary>The entry that was deleted.</summary>
/// <param name="Reference">Short reference of its interview; null without one.</param>
/// <param name="Rating">1 to 5 stars.</param>
public sealed record DeletedFeedback(string? Reference, int Rating);

/// <summary>Handles <see cref="DeleteFeedback"/>.</summary>
public sealed class DeleteFeedbackHandler(IApplicationDbContext db, AuditTrail audit) : IRequestHandler<DeleteFeedback, DeletedFeedback>
{
    /// <inheritdoc/>
    public Task<DeletedFeedback> Handle(DeleteFeedback request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var entry = await db.Feedback.FindAsync([request.Id], cancellationToken) ?? throw new NotFoundException();
        var deleted = new DeletedFeedback(entry.SessionId is { } session ? SessionReference.Of(session) : null, entry.Rating);
        db.Feedback.Remove(entry);
        // Never the comment: the log outlives what is deleted.
        audit.Add("feedback.deleted", entry.Id.ToString(), before: new { deleted.Reference, deleted.Rating, entry.Superseded });
        await db.SaveChangesAsync(cancellationToken);
        return deleted;
    });
}
