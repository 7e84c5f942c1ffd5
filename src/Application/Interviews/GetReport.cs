using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
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

    /// <summary>A short reference that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The respondent's name; may be empty.</summary>
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
public sealed class GetReportHandler(IApplicationDbContext db, CompiledBrains brains, ReportWriter reports, TimeProvider time, IConfigurationProvider mappings)
    : IRequestHandler<GetReport, ReportView>
{
    /// <inheritdoc/>
    public async Task<ReportView> Handle(GetReport request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var reference = SessionReference.Of(session.Id);
        if (session.CompletedAt is not { } completedAt)
            return new ReportView { Stage = session.Stage, Language = session.Language, Reference = reference };

        var language = Languages.IsSupported(request.Language) ? request.Language! : session.Language;
        var report = await ReportInAsync(language, session, completedAt, cancellationToken);
        return new ReportView
        {
            Stage = session.Stage,
            Language = language,
            Reference = reference,
            MadeAt = TimeZoneInfo.ConvertTime(completedAt, time.LocalTimeZone),
            Name = session.ContactName ?? "",
            Asked = session.State.AskedQuestionIds.Count,
            Summary = report.Summary,
            Full = report.Full,
            Feedback = await db.Feedback
                .Where(entry => entry.SessionId == session.Id && !entry.Superseded)
                .ProjectTo<FeedbackView>(mappings)
                .SingleOrDefaultAsync(cancellationToken),
        };
    }

    // What was handed over stands as it is; for another language it is written anew from the same facts.
    private async Task<InterviewReport> ReportInAsync(string language, Session session, DateTimeOffset completedAt, CancellationToken cancellationToken)
    {
        if (language == session.Language || session.RevisionId is not { } revisionId)
            return new InterviewReport(session.FinalReport ?? "", session.ReportSummary ?? session.FinalReport ?? "");
        var brain = await brains.GetAsync(db, revisionId, cancellationToken);
        return await reports.WriteAsync(session, session.ContactName ?? "", brain, language, completedAt, cancellationToken);
    }
}
