using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Deletes an interview with everything that belongs to it, so that nothing counts it any more. Whoever comes back for it is told that it was erased.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.DeleteInterviews)]
public sealed record DeleteInterview(Guid SessionId) : IRequest<DeletionView>;

/// <summary>Handles <see cref="DeleteInterview"/>.</summary>
public sealed class DeleteInterviewHandler(IApplicationDbContext db, InterviewEraser eraser, AuditTrail audit) : IRequestHandler<DeleteInterview, DeletionView>
{
    /// <inheritdoc/>
    /// <returns>What went.</returns>
    public async Task<DeletionView> Handle(DeleteInterview request, CancellationToken cancellationToken)
    {
        var reference = SessionReference.Of(request.SessionId);
        DeletionCounts? counts = null;
        await eraser.DeleteAsync(
            request.SessionId,
            async () =>
            {
                counts = await DeletionCounts.OfAsync(db, request.SessionId, cancellationToken);
                audit.Add("interview.deleted", reference, before: counts);
            },
            cancellationToken);
        return new DeletionView(reference, counts!);
    }
}
