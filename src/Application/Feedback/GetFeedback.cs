using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>One feedback entry.</summary>
/// <param name="Id">The entry.</param>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record GetFeedback(Guid Id) : IRequest<FeedbackRow>;

/// <summary>Handles <see cref="GetFeedback"/>.</summary>
public sealed class GetFeedbackHandler(IApplicationDbContext db, VisibleFeedback visible, TimeProvider time) : IRequestHandler<GetFeedback, FeedbackRow>
{
    /// <inheritdoc/>
    public async Task<FeedbackRow> Handle(GetFeedback request, CancellationToken cancellationToken)
    {
        var found = await new FeedbackFilter().In(db, time).SingleOrDefaultAsync(item => item.Entry.Id == request.Id, cancellationToken)
            ?? throw new NotFoundException();
        return (await visible.RowsAsync([found], cancellationToken))[0];
    }
}
