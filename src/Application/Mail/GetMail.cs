using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>A mail of the outbox, with its message where it was written as a file.</summary>
/// <param name="Id">The mail.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record GetMail(Guid Id) : IRequest<MailDetails>;

/// <summary>A mail of the outbox.</summary>
/// <param name="Row">What the outbox says of it.</param>
/// <param name="MessageId">Its Message-ID without the angle brackets.</param>
/// <param name="Message">
/// The message as it was written; null unless it stands in a file of this node, and for those who may not see contact details, which stand in it.
/// </param>
public sealed record MailDetails(MailRow Row, string MessageId, WrittenMail? Message);

internal sealed class GetMailHandler(IApplicationDbContext db, ContactBook contacts, IMailFolder folder, ICurrentAccount account) : IRequestHandler<GetMail, MailDetails>
{
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    public async Task<MailDetails> Handle(GetMail request, CancellationToken cancellationToken)
    {
        var mail = await db.Mail.AsNoTracking().SingleOrDefaultAsync(mail => mail.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == mail.SessionId, cancellationToken) ?? throw new NotFoundException();
        var visible = account.Can(Permission.SeeContactDetails);
        return new MailDetails(
            MailRow.Of(mail, contacts.EmailOf(session, visible)),
            mail.MessageId,
            visible ? await folder.ReadAsync(mail.Id, cancellationToken) : null);
    }
}
