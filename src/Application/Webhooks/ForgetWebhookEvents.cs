using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>Deletes events that are older than <see cref="WebhookEvent.Kept"/>, with their deliveries and attempts.</summary>
public sealed record ForgetWebhookEvents : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Upkeep;
}

internal sealed class ForgetWebhookEventsHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<ForgetWebhookEvents, Unit>
{
    public async Task<Unit> Handle(ForgetWebhookEvents request, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - WebhookEvent.Kept;
        await db.WebhookEvents.Where(happened => happened.OccurredAt < oldest).ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }
}

/// <summary>Finds out whether there are events that are too old.</summary>
internal sealed class OldWebhookEvents(IApplicationDbContext db, TimeProvider time) : IDueWork
{
    public JobQueue Queue => ForgetWebhookEvents.Queue;

    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - WebhookEvent.Kept;
        if (await db.WebhookEvents.AnyAsync(happened => happened.OccurredAt < oldest, cancellationToken))
            jobs.Enqueue(new ForgetWebhookEvents());
    }
}
