using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>A page of the outbox, newest first.</summary>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record ListMail : IRequest<MailList>
{
    /// <summary>Mail on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Where it stands; null for all.</summary>
    public MailStateFilter? State { get; init; }

    /// <summary>A reference of an interview (<c>7F3A-09BC</c>) or a part of one; empty for all.</summary>
    public string Reference
    {
        get;
        init => field = (value ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    } = "";

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>Where mail stands that is looked for.</summary>
public enum MailStateFilter
{
    /// <summary>To be sent, or being sent.</summary>
    Waiting,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Accepted.</summary>
    Sent,
}

/// <summary>The outbox.</summary>
/// <param name="Mail">One page of it.</param>
/// <param name="Waiting">How many wait or are being sent, of all.</param>
/// <param name="Failed">How many were given up, of all.</param>
/// <param name="Route">Where mail goes as things are configured.</param>
public sealed record MailList(PageOf<MailRow> Mail, int Waiting, int Failed, MailRoute Route);

/// <summary>A mail in the outbox.</summary>
public sealed record MailRow
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The interview that it is about.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Reference of the interview.</summary>
    public required string Reference { get; init; }

    /// <summary>The address that it goes to, masked for those who may not see it; null when it is not stored any more.</summary>
    public required string? Recipient { get; init; }

    /// <summary>See <see cref="Domain.Brain.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkStatus Status { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next; null unless it waits.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why the last attempt did not succeed; null when none failed.</summary>
    public required string? LastError { get; init; }

    /// <summary>Where it went last; null before it was accepted.</summary>
    public required MailRoute? Route { get; init; }

    /// <summary>When it was last accepted; null before that.</summary>
    public required DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The row of a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="recipient">Whom it goes to, as whoever asks may see it.</param>
    internal static MailRow Of(OutgoingMail mail, string? recipient) => new()
    {
        Id = mail.Id,
        SessionId = mail.SessionId,
        Reference = SessionReference.Of(mail.SessionId),
        Recipient = recipient,
        Language = mail.Language,
        Status = mail.Status,
        Attempts = mail.Attempts,
        NextAttemptAt = mail.NextAttemptAt,
        LastError = mail.LastError,
        Route = mail.Route,
        AcceptedAt = mail.AcceptedAt,
        CreatedAt = mail.CreatedAt,
    };
}

internal sealed class ListMailValidator : AbstractValidator<ListMail>
{
    private const int ReferenceLength = 8;

    public ListMailValidator() => RuleFor(request => request.Reference)
        .Must(reference => reference.Length <= ReferenceLength && reference.All(char.IsAsciiHexDigit))
        .WithMessage("Write a reference as it stands in the report, for example 7F3A-09BC.");
}

internal sealed class ListMailHandler(IApplicationDbContext db, ContactBook contacts, IMailSender sender, ICurrentAccount account) : IRequestHandler<ListMail, MailList>
{
    // Of an id as it is written, with its dashes, and of the reference at its end.
    private const int IdLength = 36;
    private const int ReferenceLength = 8;

    public async Task<MailList> Handle(ListMail request, CancellationToken cancellationToken)
    {
        var matching = Matching(request);
        var total = await matching.CountAsync(cancellationToken);
        var (number, pages, skip) = PageOf<MailRow>.Place(request.Page, ListMail.PageSize, total);
        // Ids grow with time.
        var mail = await matching.OrderByDescending(one => one.Id).Skip(skip).Take(ListMail.PageSize).ToListAsync(cancellationToken);
        var ids = mail.Select(one => one.SessionId).Distinct().ToList();
        var visible = account.Can(Permission.SeeContactDetails);
        var recipients = (await db.Sessions.AsNoTracking().Where(session => ids.Contains(session.Id)).ToListAsync(cancellationToken))
            .ToDictionary(session => session.Id, session => contacts.EmailOf(session, visible));
        return new MailList(
            new PageOf<MailRow>([.. mail.Select(one => MailRow.Of(one, recipients.GetValueOrDefault(one.SessionId)))], number, pages, total),
            await db.Mail.CountAsync(one => one.Status == WorkStatus.Waiting || one.Status == WorkStatus.Running, cancellationToken),
            await db.Mail.CountAsync(one => one.Status == WorkStatus.Failed, cancellationToken),
            sender.Route);
    }

    private IQueryable<OutgoingMail> Matching(ListMail request)
    {
        var mail = db.Mail.AsNoTracking();
        if (request.Reference.Length > 0)
            mail = mail.Where(one => one.SessionId.ToString().Substring(IdLength - ReferenceLength).Contains(request.Reference));
        return request.State switch
        {
            MailStateFilter.Waiting => mail.Where(one => one.Status == WorkStatus.Waiting || one.Status == WorkStatus.Running),
            MailStateFilter.Failed => mail.Where(one => one.Status == WorkStatus.Failed),
            MailStateFilter.Sent => mail.Where(one => one.Status == WorkStatus.Done),
            _ => mail,
        };
    }
}
