using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>
/// How respondents can be reached, for the use cases that need it: they ask for it by one of these methods, and nothing else opens it. What was stored before
/// contact details were sealed is read the same way.
/// </summary>
public sealed class ContactBook(IContactSeal seal)
{
    private static readonly ContactDetails NoDetails = new(null, null, null);

    /// <summary>Opens what is known of an interview's respondent.</summary>
    /// <param name="session">The interview, with all its columns.</param>
    public StoredContact Open(Session session)
    {
        var plain = new ContactDetails(session.ContactName, session.ContactEmail, session.ContactPhone);
        var legacy = LegacyContact.Of(session.State);
        if (session.ContactSealed is null)
            return new StoredContact { Details = plain, Legacy = legacy };
        if (seal.Open(session.Id, session.ContactSealed) is not { } content)
            return new StoredContact { Details = plain, Legacy = legacy, Unopened = session.ContactSealed, Unreadable = plain == NoDetails };
        // A release from before may have stored something beside what is sealed, while it was being replaced.
        return new StoredContact
        {
            Details = new ContactDetails(plain.Name ?? content.Details.Name, plain.Email ?? content.Details.Email, plain.Phone ?? content.Details.Phone),
            Legacy = new LegacyContact(legacy.Stated ?? content.Stated, legacy.Earlier ?? content.StatedEarlier),
            Cuts = content.Cuts,
            Unreadable = content.Unopened is not null && plain == NoDetails && content.Details == NoDetails,
            Unopened = content.Unopened,
        };
    }

    /// <summary>The reports of an interview as they were written.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="contact">What <see cref="Open"/> gave of it.</param>
    public static (string? Full, string? Summary) Reports(Session session, StoredContact contact) => session.ContactSealed is null
        ? (session.FinalReport, session.ReportSummary)
        : (ContactCuts.Fill(session.FinalReport, contact.Cuts), ContactCuts.Fill(session.ReportSummary, contact.Cuts));

    /// <summary>Ids of the interviews in which an e-mail address was left, sealed or not. The whole address is compared, whatever its case.</summary>
    /// <param name="db">The database.</param>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Guid>> FindAsync(IApplicationDbContext db, string email, CancellationToken cancellationToken)
    {
        var normalized = ContactEmail.Normalized(email);
        if (normalized.Length == 0)
            return [];
        var hashes = await seal.FingerprintsAsync(email, cancellationToken);
        var found = await db.Sessions.AsNoTracking()
            .Where(session => session.ContactEmailHash != null && hashes.Contains(session.ContactEmailHash))
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        // What is not sealed yet is compared here: it is little, and soon nothing.
        var plain = db.Sessions.AsNoTracking().Unsettled().Where(session => session.ContactEmail != null).Select(session => new { session.Id, session.ContactEmail });
        await foreach (var session in plain.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (ContactEmail.Normalized(session.ContactEmail) == normalized)
                found.Add(session.Id);
        }
        return [.. found.Distinct()];
    }

    /// <summary>Seals what is known, and takes it out of the reports.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="contact">Everything that is known.</param>
    /// <param name="full">The full report; null where there is none.</param>
    /// <param name="summary">The summary; null where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to store; nothing is sealed where nothing is known.</returns>
    internal async Task<(SealedContact? Contact, string? Full, string? Summary)> SealAsync(
        Guid sessionId, StoredContact contact, string? full, string? summary, CancellationToken cancellationToken)
    {
        if (!contact.HoldsAnything)
            return (null, full, summary);
        var cut = ContactCuts.Cut(contact.All, full, summary);
        var content = new ContactContent
        {
            Details = contact.Details,
            Cuts = cut.Cuts,
            Stated = contact.Legacy.Stated,
            StatedEarlier = contact.Legacy.Earlier,
            Unopened = contact.Unopened,
        };
        var (name, email, phone) = contact.Details;
        var masked = new MaskedContact(ContactMask.Name(name), ContactMask.Email(email), ContactMask.Phone(phone), cut.Masked);
        return (await seal.SealAsync(sessionId, content, masked, cancellationToken), cut.Full, cut.Summary);
    }

    /// <summary>What hides contact details from those who may not see them. They are opened for that, too: who is to be hidden has to be known.</summary>
    internal ContactMask MaskOf(Session session, bool visible) => new(session, Open(session), visible);

    /// <summary>The e-mail address of an interview's respondent in a list; null when none was left and while it cannot be opened. Nothing but its mask is opened for those who may not see it.</summary>
    internal string? EmailOf(Session session, bool visible)
    {
        if (visible)
            return Open(session).Details.Email;
        return session.ContactSealed is null || session.ContactEmail is not null
            ? ContactMask.Email(session.ContactEmail)
            : seal.OpenMasked(session.Id, session.ContactSealed)?.Email;
    }

    /// <summary>The name of an interview's respondent in a list. Nothing but its mask is opened for those who may not see it.</summary>
    internal ListedName NameOf(Guid sessionId, string? sealedText, string? plain, bool visible)
    {
        if (sealedText is null || plain is not null)
            return new ListedName(visible ? plain : ContactMask.Name(plain), Unreadable: false);
        if (visible)
            return seal.Open(sessionId, sealedText) is { } content ? new ListedName(content.Details.Name, Unreadable: false) : new ListedName(null, Unreadable: true);
        return seal.OpenMasked(sessionId, sealedText) is { } masked ? new ListedName(masked.Name, Unreadable: false) : new ListedName(null, Unreadable: true);
    }
}
