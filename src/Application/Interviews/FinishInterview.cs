using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Mail;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Takes the respondent's contact details, makes the report, finishes the session and has the report mailed. Finishing twice changes nothing.</summary>
public sealed record FinishInterview : IRequest<FinishInterviewResult>, IRespondentRequest
{
    /// <inheritdoc/>
    public required Guid SessionId { get; init; }

    /// <summary>Whether the respondent leaves no contact details; then no name is needed.</summary>
    public bool WithoutContact { get; init; }

    /// <summary>Whether the interview ends although a question still waits. Otherwise nothing is changed then.</summary>
    public bool EndEarly { get; init; }

    /// <summary>The respondent's name, up to <see cref="TextLimits.ContactName"/> characters.</summary>
    public string Name
    {
        get;
        init => field = CleanText.Line(value);
    } = "";

    /// <summary>The respondent's e-mail address, up to <see cref="TextLimits.ContactEmail"/> characters; empty when not given.</summary>
    public string Email
    {
        get;
        init => field = CleanText.Line(value);
    } = "";

    /// <summary>The respondent's telephone number, up to <see cref="TextLimits.ContactPhone"/> characters; empty when not given.</summary>
    public string Phone
    {
        get;
        init => field = CleanText.Line(value);
    } = "";

    /// <summary>What is kept of it.</summary>
    internal ContactDetails Contact => new(NullIfEmpty(Name), NullIfEmpty(Email), NullIfEmpty(Phone));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <summary>What became of an interview that was to be finished.</summary>
/// <param name="Stage">Where it stands now; anything but <see cref="InterviewStage.Finished"/> says that nothing was changed.</param>
/// <param name="OtherContact">Whether it had been finished before with other contact details than these, which stand.</param>
public sealed record FinishInterviewResult(InterviewStage Stage, bool OtherContact = false);

/// <summary>Validates <see cref="FinishInterview"/>.</summary>
public sealed class FinishInterviewValidator : AbstractValidator<FinishInterview>
{
    /// <summary>Sets the rules.</summary>
    public FinishInterviewValidator()
    {
        RuleFor(request => request.Name)
            .NotEmpty().When(request => !request.WithoutContact, ApplyConditionTo.CurrentValidator).WithErrorCode("NameMissing").WithMessage("Enter your name.")
            .MaximumLength(TextLimits.ContactName).WithErrorCode("NameTooLong").WithMessage($"Use {TextLimits.ContactName} characters at most.");
        RuleFor(request => request.Email)
            .Cascade(CascadeMode.Stop)
            .MaximumLength(TextLimits.ContactEmail).WithErrorCode("EmailTooLong").WithMessage($"Use {TextLimits.ContactEmail} characters at most.")
            .Must(email => email.Length == 0 || IsAddress(email)).WithErrorCode("EmailInvalid").WithMessage("Enter an e-mail address like name@example.com.");
        RuleFor(request => request.Phone)
            .Cascade(CascadeMode.Stop)
            .MaximumLength(TextLimits.ContactPhone).WithErrorCode("PhoneTooLong").WithMessage($"Use {TextLimits.ContactPhone} characters at most.")
            .Must(phone => phone.Length == 0 || IsPhone(phone)).WithErrorCode("PhoneInvalid").WithMessage("Enter a telephone number like +370 600 00000.");
    }

    private static bool IsAddress(string email) =>
        System.Net.Mail.MailAddress.TryCreate(email, out var address)
        && address.Address == email
        && !email.Any(char.IsWhiteSpace)
        && address.Host.Trim('.').Contains('.', StringComparison.Ordinal);

    private static bool IsPhone(string phone) =>
        phone.Count(char.IsAsciiDigit) >= 5 && phone.All(character => char.IsAsciiDigit(character) || " +-().,/#*extEXT".Contains(character, StringComparison.Ordinal));
}

/// <summary>Handles <see cref="FinishInterview"/>.</summary>
public sealed class FinishInterviewHandler(
    IApplicationDbContext db, CompiledBrains brains, ContactBook contacts, ReportWriter reports, IMailSender mailSender, IJobs jobs, TimeProvider time)
    : IRequestHandler<FinishInterview, FinishInterviewResult>
{
    /// <inheritdoc/>
    public async Task<FinishInterviewResult> Handle(FinishInterview request, CancellationToken cancellationToken)
    {
        var (result, mail) = await db.UntilStoredAsync(() => FinishAsync(request, cancellationToken));
        if (mail is not null)
            jobs.Enqueue(new SendMail(mail.Id));
        return result;
    }

    private async Task<(FinishInterviewResult Result, OutgoingMail? Mail)> FinishAsync(FinishInterview request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        // What cannot be opened stands, and nobody knows whether it is the same.
        var stored = contacts.Open(session);
        if (session.Stage == InterviewStage.Finished)
            return (new FinishInterviewResult(session.Stage, OtherContact: !request.WithoutContact && request.Contact != stored.Details), null);
        if (session.Stage == InterviewStage.Asking && !request.EndEarly)
            return (new FinishInterviewResult(session.Stage), null);

        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken);
        if (session.Stage == InterviewStage.Asking)
        {
            await db.SessionWithMessagesAsync(request.SessionId, cancellationToken);
            Telemetry.Decide(session, () => session.SetEndedEarly(true, brain, now));
        }
        // The earlier service took contact details before the end: what is not given anew stays.
        var contact = new ContactDetails(request.Contact.Name ?? stored.Details.Name, request.Contact.Email ?? stored.Details.Email, request.Contact.Phone ?? stored.Details.Phone);
        var report = await reports.WriteAsync(session, contact.Name ?? "", brain, session.Language, now, cancellationToken);
        var known = contacts.Open(session) with { Details = contact };
        var (sealedContact, full, summary) = await contacts.SealAsync(session.Id, known, report.Full, report.Summary, cancellationToken);
        session.Finish(sealedContact, new InterviewReport(full!, summary!), now);
        var mail = contact.Email is null ? null : OutgoingMail.Report(session, mailSender.Domain, now);
        if (mail is not null)
            db.Mail.Add(mail);
        await db.SaveChangesAsync(cancellationToken);
        return (new FinishInterviewResult(session.Stage), mail);
    }
}
