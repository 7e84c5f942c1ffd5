using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>
/// Sends a mail that is due. It is sent at least once: when the node is killed after the server accepted it and before that is stored, it is sent
/// again, with the same Message-ID.
/// </summary>
/// <param name="MailId">The mail.</param>
public sealed record SendMail(Guid MailId) : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Mail;
}

internal sealed class SendMailHandler(IApplicationDbContext db, ContactBook contacts, WorkTurn turn, IMailSender sender, TimeProvider time) : IRequestHandler<SendMail, Unit>
{
    public async Task<Unit> Handle(SendMail request, CancellationToken cancellationToken)
    {
        await turn.DoAsync<OutgoingMail>(request.MailId, AttemptAsync, SettleAsync, cancellationToken);
        return Unit.Value;
    }

    private async Task<AttemptOutcome> AttemptAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == mail.SessionId, cancellationToken);
        var contact = session is null ? StoredContact.None : contacts.Open(session);
        if (contact.Unreadable)
            return new AttemptOutcome.NotNow("The address cannot be opened: the keys by which it was sealed are missing.");
        if (session is null || contact.Details is not { Email: { Length: > 0 } address })
            return new AttemptOutcome.Refused("The address is not stored any more.");
        if (ContactBook.Reports(session, contact).Full is not { Length: > 0 } report)
            return new AttemptOutcome.Refused("The report is not stored any more.");
        var reply = await sender.SendAsync(
            new ReportMail
            {
                Id = mail.Id,
                MessageId = mail.MessageId,
                Date = TimeZoneInfo.ConvertTime(mail.CreatedAt, time.LocalTimeZone),
                Address = address,
                Name = contact.Details.Name ?? "",
                Language = mail.Language,
                Reference = SessionReference.Of(session.Id),
                Report = report,
            },
            cancellationToken);
        return reply.Verdict switch
        {
            MailVerdict.Accepted => new AttemptOutcome.Succeeded(),
            MailVerdict.Never => new AttemptOutcome.Refused(reply.Reason ?? ""),
            // Settings are put right by people: until then it waits as for a server that is away.
            _ => new AttemptOutcome.NotNow(reply.Reason ?? ""),
        };
    }

    private async Task SettleAsync(OutgoingMail mail, AttemptOutcome outcome)
    {
        if (outcome is not AttemptOutcome.Succeeded)
            return;
        var now = time.GetUtcNow();
        mail.Accept(sender.Route, now);
        // A file reaches nobody.
        if (sender.Route == MailRoute.Server && await db.Sessions.FindAsync([mail.SessionId], CancellationToken.None) is { } session)
            session.NoteMailed(now);
    }
}
