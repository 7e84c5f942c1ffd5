using AgentBrain.Application.Common;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Mail that was sent or given up, and messages in files.</summary>
internal sealed class RetainedMail(IApplicationDbContext db, IMailFolder folder) : IRetained
{
    public RetentionKind Kind => RetentionKind.Mail;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => Ended(before)
        .GroupBy(mail => mail.SessionId)
        .Select(mails => new Retained { SessionId = mails.Key, Since = mails.Min(mail => mail.CreatedAt) });

    public async Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var ids = await Ended(before).Where(mail => mail.SessionId == sessionId).Select(mail => mail.Id).ToListAsync(cancellationToken);
        await Ended(before).Where(mail => ids.Contains(mail.Id)).ExecuteDeleteAsync(cancellationToken);
        // Files on other nodes are found there by what has no row.
        folder.Delete(ids);
    }

    private IQueryable<OutgoingMail> Ended(DateTimeOffset before) =>
        db.Mail.Where(mail => (mail.Status == WorkStatus.Done || mail.Status == WorkStatus.Failed) && mail.CreatedAt < before);
}
