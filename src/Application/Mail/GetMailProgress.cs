using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Mail;

/// <summary>Where the mail with the report of an interview stands, for its respondent.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Language">Language in which it is told, see <see cref="Languages"/>; that of the interview where it is none of these.</param>
public sealed record GetMailProgress(Guid SessionId, string? Language = null) : IRequest<MailProgress>, IRespondentRequest;

/// <summary>Where the mail with a report stands.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Language">Language in which it is told; see <see cref="Languages"/>.</param>
/// <param name="Address">The address that it goes to, masked for those who may not see it; null without a mail.</param>
/// <param name="At">When it was accepted, or is tried next, in the time zone of the application; null in other stages.</param>
public sealed record MailProgress(MailStage Stage, string Language, string? Address = null, DateTimeOffset? At = null)
{
    /// <summary>Whether it changes by itself.</summary>
    public bool GoesOn => Stage is MailStage.Waiting or MailStage.Sending or MailStage.Delayed;
}

/// <summary>How far a mail is.</summary>
public enum MailStage
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>It is being handed to the mail server.</summary>
    Sending,

    /// <summary>It could not be handed over and is tried again.</summary>
    Delayed,

    /// <summary>The mail server has accepted it.</summary>
    Accepted,

    /// <summary>It was written as a file, since no mail server is configured.</summary>
    Written,

    /// <summary>It was given up.</summary>
    Failed,
}

internal sealed class GetMailProgressHandler(IApplicationDbContext db, ContactBook contacts, SessionDoor door, TimeProvider time) : IRequestHandler<GetMailProgress, MailProgress>
{
    public async Task<MailProgress> Handle(GetMailProgress request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var language = session.RevisionId is not null && Languages.IsSupported(request.Language) ? request.Language! : session.Language;
        var mail = await db.Mail.AsNoTracking().SingleOrDefaultAsync(mail => mail.SessionId == session.Id && mail.Kind == MailKind.Report, cancellationToken);
        // Nothing is told of an address that is not stored any more.
        if (mail is null || contacts.EmailOf(session, await door.IsHolderAsync(session, cancellationToken)) is not { } email)
            return new MailProgress(MailStage.None, language);
        return new MailProgress(StageOf(mail), language, email, Local(mail.Status == WorkStatus.Done ? mail.AcceptedAt : mail.NextAttemptAt));
    }

    private static MailStage StageOf(OutgoingMail mail) => mail switch
    {
        { Status: WorkStatus.Waiting, Attempts: 0 } => MailStage.Waiting,
        { Status: WorkStatus.Waiting } => MailStage.Delayed,
        { Status: WorkStatus.Running } => MailStage.Sending,
        { Status: WorkStatus.Failed } => MailStage.Failed,
        { Route: MailRoute.File } => MailStage.Written,
        _ => MailStage.Accepted,
    };

    private DateTimeOffset? Local(DateTimeOffset? moment) => moment is { } known ? TimeZoneInfo.ConvertTime(known, time.LocalTimeZone) : null;
}
