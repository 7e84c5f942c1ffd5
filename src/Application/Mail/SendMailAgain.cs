using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>Has a mail sent now: one that waits or was given up, and once more one that was accepted. Its Message-ID stays.</summary>
/// <param name="Id">The mail.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record SendMailAgain(Guid Id) : IRequest<SendMailAgainResult>;

/// <summary>What became of the wish.</summary>
public enum SendMailAgainResult
{
    /// <summary>It is sent soon.</summary>
    Queued,

    /// <summary>It was being sent at that moment; nothing was changed.</summary>
    BeingSent,
}

internal sealed class SendMailAgainHandler(IApplicationDbContext db, IJobs jobs, AuditTrail audit, TimeProvider time) : IRequestHandler<SendMailAgain, SendMailAgainResult>
{
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    public async Task<SendMailAgainResult> Handle(SendMailAgain request, CancellationToken cancellationToken)
    {
        var result = await db.UntilStoredAsync(() => QueueAsync(request.Id, cancellationToken));
        if (result == SendMailAgainResult.Queued)
            jobs.Enqueue(new SendMail(request.Id));
        return result;
    }

    private async Task<SendMailAgainResult> QueueAsync(Guid id, CancellationToken cancellationToken)
    {
        var mail = await db.Mail.SingleOrDefaultAsync(mail => mail.Id == id, cancellationToken) ?? throw new NotFoundException();
        if (mail.Status == WorkStatus.Running)
            return SendMailAgainResult.BeingSent;
        var before = new { mail.SessionId, Status = mail.Status.ToString(), mail.Attempts };
        mail.TryAgain(time.GetUtcNow());
        audit.Add("mail.sent_again", SessionReference.Of(mail.SessionId), before, new { mail.SessionId, Status = mail.Status.ToString(), mail.Attempts });
        await db.SaveChangesAsync(cancellationToken);
        return SendMailAgainResult.Queued;
    }
}
