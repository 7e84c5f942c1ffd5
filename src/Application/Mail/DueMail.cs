using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>Finds mail that is due.</summary>
internal sealed class DueMail(IApplicationDbContext db, TimeProvider time) : IDueWork
{
    public JobQueue Queue => SendMail.Queue;

    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        foreach (var id in await db.Mail.Due(time.GetUtcNow()).Select(mail => mail.Id).Take(limit).ToListAsync(cancellationToken))
            jobs.Enqueue(new SendMail(id));
    }
}
