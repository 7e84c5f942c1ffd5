using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>What is stored of an interview, in short, for its respondent.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record GetOwnData(Guid SessionId) : IRequest<OwnData>, IRespondentRequest;

/// <summary>What is stored of an interview.</summary>
public sealed record OwnData
{
    /// <summary>A short reference that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>Language of the interview; see <see cref="Domain.Brain.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Where the interview stands.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>When it started, in the time zone of the application.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How the respondent can be reached.</summary>
    public required ContactDetails Contact { get; init; }

    /// <summary>Number of answers.</summary>
    public required int Answers { get; init; }

    /// <summary>Number of answers that were changed since.</summary>
    public required int ReplacedAnswers { get; init; }

    /// <summary>Number of spoken answers.</summary>
    public required int SpokenAnswers { get; init; }

    /// <summary>Stars of the feedback that was left; null without feedback.</summary>
    public required int? Rating { get; init; }

    /// <summary>Number of experts' reviews.</summary>
    public required int Reviews { get; init; }

    /// <summary>For how many days contact details are kept after the report was made; null for ever.</summary>
    public required int? ContactDays { get; init; }

    /// <summary>For how many days the interview is kept, after the report was made or, before that, after something was last done to it; null for ever.</summary>
    public required int? InterviewDays { get; init; }
}

/// <summary>Handles <see cref="GetOwnData"/>.</summary>
public sealed class GetOwnDataHandler(IApplicationDbContext db, SessionDoor door, ContactBook contacts, TimeProvider time) : IRequestHandler<GetOwnData, OwnData>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Whoever asks does not hold a token of the interview: its id alone is not enough.</exception>
    public async Task<OwnData> Handle(GetOwnData request, CancellationToken cancellationToken)
    {
        var session = await db.OwnSessionAsync(door, request.SessionId, cancellationToken);
        var id = session.Id;
        var periods = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, period => period.Days, cancellationToken);
        // Nobody is kept to more than they agreed to.
        var consent = await db.ConsentTexts.AsNoTracking().SingleOrDefaultAsync(text => text.Version == session.ConsentVersion, cancellationToken);
        var told = consent is null ? new Dictionary<RetentionKind, int?>() : ConsentPeriods.Told(consent);
        return new OwnData
        {
            Reference = SessionReference.Of(id),
            Language = session.Language,
            Stage = session.Stage,
            StartedAt = TimeZoneInfo.ConvertTime(session.CreatedAt, time.LocalTimeZone),
            Contact = contacts.Open(session).Details,
            Answers = await db.Messages.CountAsync(message => message.SessionId == id && message.Role == Message.UserRole, cancellationToken),
            ReplacedAnswers = await db.ReplacedAnswers.CountAsync(replaced => replaced.SessionId == id, cancellationToken),
            SpokenAnswers = await db.Transcripts.CountAsync(transcript => transcript.SessionId == id, cancellationToken),
            Rating = await db.Feedback.Where(entry => entry.SessionId == id && !entry.Superseded).Select(entry => (int?)entry.Rating).FirstOrDefaultAsync(cancellationToken),
            Reviews = await db.ExpertReviews.CountAsync(review => review.SessionId == id, cancellationToken),
            ContactDays = Days(RetentionKind.ContactDetails),
            InterviewDays = Days(session.CompletedAt is null ? RetentionKind.Unfinished : RetentionKind.Answers),
        };

        int? Days(RetentionKind kind) => new[] { periods.GetValueOrDefault(kind), told.GetValueOrDefault(kind) }.Min();
    }
}
