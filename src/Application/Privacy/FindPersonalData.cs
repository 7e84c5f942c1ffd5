using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>The interviews of a person, who gives the reference of one or the e-mail address that they left.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record FindPersonalData : IRequest<FoundPersonalData>
{
    /// <summary>A reference or an e-mail address.</summary>
    public string Text
    {
        get;
        init => field = CleanText.Line(value ?? "");
    } = "";

    /// <summary>Whether it is an address.</summary>
    internal bool IsAddress => Text.Contains('@', StringComparison.Ordinal);
}

/// <summary>Interviews of a person.</summary>
/// <param name="Interviews">The newest first, at most <see cref="FindPersonalDataHandler.MostInterviews"/>.</param>
/// <param name="Erased">Those that were erased, where a reference was given.</param>
public sealed record FoundPersonalData(IReadOnlyList<PersonalInterview> Interviews, IReadOnlyList<PastErasure> Erased);

/// <summary>An interview of a person.</summary>
/// <param name="Id">The interview.</param>
/// <param name="Reference">Its short reference.</param>
/// <param name="StartedAt">When it started, in the time zone of the application.</param>
/// <param name="Finished">Whether its report is made.</param>
/// <param name="Language">Its language.</param>
/// <param name="Contact">How its respondent can be reached.</param>
public sealed record PersonalInterview(Guid Id, string Reference, DateTimeOffset StartedAt, bool Finished, string Language, ContactDetails Contact);

/// <summary>An interview that was erased.</summary>
/// <param name="SessionId">The id that it had.</param>
/// <param name="Reference">The short reference that it had.</param>
/// <param name="ErasedAt">When, in the time zone of the application.</param>
public sealed record PastErasure(Guid SessionId, string Reference, DateTimeOffset ErasedAt);

/// <summary>Validates <see cref="FindPersonalData"/>.</summary>
public sealed class FindPersonalDataValidator : AbstractValidator<FindPersonalData>
{
    /// <summary>Sets the rules.</summary>
    public FindPersonalDataValidator() => RuleFor(request => request.Text)
        .Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage("Write a reference or an e-mail address.")
        .MaximumLength(TextLimits.ContactEmail).WithMessage($"Use {TextLimits.ContactEmail} characters at most.")
        .Must((request, text) => request.IsAddress || TypedReferences.Digits(text).Length is SessionReferenceLength or IdLength)
        .WithMessage("Write a reference as it stands in the report, for example 7F3A-09BC, or a whole e-mail address.");

    private const int SessionReferenceLength = 8;
    private const int IdLength = 32;
}

/// <summary>Handles <see cref="FindPersonalData"/>.</summary>
public sealed class FindPersonalDataHandler(IApplicationDbContext db, ContactBook contacts, TimeProvider time) : IRequestHandler<FindPersonalData, FoundPersonalData>
{
    /// <summary>Most interviews that are shown at once.</summary>
    public const int MostInterviews = 100;

    /// <inheritdoc/>
    public async Task<FoundPersonalData> Handle(FindPersonalData request, CancellationToken cancellationToken)
    {
        var digits = TypedReferences.Digits(request.Text);
        var ids = request.IsAddress ? await contacts.FindAsync(db, request.Text, cancellationToken) : [];
        var sessions = request.IsAddress ? db.Sessions.Where(session => ids.Contains(session.Id))
            : Guid.TryParseExact(digits, "N", out var id) ? db.Sessions.Where(session => session.Id == id)
            : db.Sessions.Where(session => session.Id.ToString().EndsWith(digits));
        var found = await sessions.AsNoTracking().OrderByDescending(session => session.CreatedAt).ThenBy(session => session.Id).Take(MostInterviews).ToListAsync(cancellationToken);
        return new FoundPersonalData(
            [
                .. found.Select(session => new PersonalInterview(
                    session.Id,
                    SessionReference.Of(session.Id),
                    Local(session.CreatedAt),
                    session.CompletedAt is not null,
                    session.Language,
                    contacts.Open(session).Details)),
            ],
            request.IsAddress ? [] : await ErasedAsync(digits, cancellationToken));
    }

    private async Task<IReadOnlyList<PastErasure>> ErasedAsync(string digits, CancellationToken cancellationToken)
    {
        var erased = db.ErasedInterviews.AsNoTracking();
        erased = Guid.TryParseExact(digits, "N", out var id)
            ? erased.Where(one => one.SessionId == id)
            : erased.Where(one => one.SessionId.ToString().EndsWith(digits));
        return [.. (await erased.OrderByDescending(one => one.ErasedAt).Take(MostInterviews).ToListAsync(cancellationToken)).Select(one =>
            new PastErasure(one.SessionId, SessionReference.Of(one.SessionId), Local(one.ErasedAt)))];
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
}
