using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>
/// Seals the contact details of some interviews that were stored before they were sealed, or by a release or a program that does not seal them. Each interview
/// is stored by itself: whatever ends it, what is done stays done, and the rest is found the next time.
/// </summary>
/// <param name="After">The interview behind which it goes on; null for the first ones.</param>
public sealed record SealContacts(Guid? After = null) : IRequest<SealContactsResult>;

/// <summary>What was sealed.</summary>
/// <param name="Sealed">Number of interviews.</param>
/// <param name="Last">The last one that was looked at; null when there is none left behind it.</param>
public sealed record SealContactsResult(int Sealed, Guid? Last);

/// <summary>Handles <see cref="SealContacts"/>.</summary>
public sealed class SealContactsHandler(IApplicationDbContext db, ContactBook contacts) : IRequestHandler<SealContacts, SealContactsResult>
{
    /// <summary>Most interviews at once.</summary>
    public const int BatchSize = 100;

    /// <inheritdoc/>
    public async Task<SealContactsResult> Handle(SealContacts request, CancellationToken cancellationToken)
    {
        var sessions = await db.Sessions.AsNoTracking().Unsettled()
            .Where(session => request.After == null || session.Id > request.After)
            .OrderBy(session => session.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var done = 0;
        foreach (var session in sessions)
        {
            var contact = contacts.Open(session);
            // What was sealed before and cannot be opened waits until it can: its report cannot be put together meanwhile.
            if (session.ContactSealed is not null && contact.Cuts is null)
                continue;
            var report = ContactBook.Reports(session, contact);
            var (sealedContact, full, summary) = await contacts.SealAsync(session.Id, contact, report.Full, report.Summary, cancellationToken);
            if (await db.StoreSealedAsync(session, sealedContact, full, summary, cancellationToken) && sealedContact is not null)
                done++;
        }
        return new SealContactsResult(done, sessions.Count < BatchSize ? null : sessions[^1].Id);
    }
}
