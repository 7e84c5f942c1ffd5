using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>The report of an interview and the feedback that was left.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Language">Language to read it in, see <see cref="Languages"/>; that of the interview where it is none of these.</param>
public sealed record GetReport(Guid SessionId, string? Language = null) : IRequest<ReportView>, IRespondentRequest;

/// <summary>The report of an interview.</summary>
public sealed record ReportView
{
    /// <summary>Where the interview stands; the rest is filled only when it is finished.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>Language of the report; see <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Language of the interview; see <see cref="Languages"/>.</summary>
    public required string InterviewLanguage { get; init; }

    /// <summary>A short reference that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The respondent's name; may be empty, and is for holders of the session's token alone.</summary>
    public string Name { get; init; } = "";

    /// <summary>Number of questions asked.</summary>
    public int Asked { get; init; }

    /// <summary>The summary in Markdown.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The full report in Markdown.</summary>
    public string Full { get; init; } = "";

    /// <summary>The feedback that was left; null before that.</summary>
    public FeedbackView? Feedback { get; init; }
}

/// <summary>Feedback as it was left.</summary>
public sealed record FeedbackView
{
    /// <summary>1 to 5 stars.</summary>
    public int Rating { get; init; }

    /// <summary>When it was left (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<FeedbackEntry, FeedbackView>();
    }
}

/// <summary>Handles <see cref="GetReport"/>.</summary>
public sealed class GetReportHandler(IApplicationDbContext db, SessionDoor door, ContactBook contacts, ReportWriter reports, TimeProvider time, IConfigurationProvider mappings)
    : IRequestHandler<GetReport, ReportView>
{
    /// <inheritdoc/>
    public async Task<ReportView> Handle(GetReport request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var reference = SessionReference.Of(session.Id);
        if (session.CompletedAt is not { } completedAt)
            return new ReportView { Stage = session.Stage, Language = session.Language, InterviewLanguage = session.Language, Reference = reference };

        // Without its revision a report cannot be written anew.
        var language = session.RevisionId is not null && Languages.IsSupported(request.Language) ? request.Language! : session.Language;
        var mask = contacts.MaskOf(session, await door.IsHolderAsync(session, cancellationToken));
        var report = await reports.StoredAsync(session, mask, language, cancellationToken);
        return new ReportView
        {
            Stage = session.Stage,
            Language = language,
            InterviewLanguage = session.Language,
            Reference = reference,
            MadeAt = TimeZoneInfo.ConvertTime(completedAt, time.LocalTimeZone),
            Name = mask.NameIfVisible,
            Asked = session.State.AskedQuestionIds.Count,
            Summary = report.Summary,
            Full = report.Full,
            Feedback = await db.Feedback
                .Where(entry => entry.SessionId == session.Id && !entry.Superseded)
                .ProjectTo<FeedbackView>(mappings)
                .SingleOrDefaultAsync(cancellationToken),
        };
    }
}
