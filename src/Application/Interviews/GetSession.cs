using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Everything about an interview that programs show. How the respondent can be reached is for holders of the session's token; see <see cref="SessionDoor"/>.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record GetSession(Guid SessionId) : IRequest<SessionView>, IRespondentRequest;

/// <summary>An interview as programs show it.</summary>
public sealed record SessionView
{
    /// <summary>The interview.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>What the respondent is to do next.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>The round, 1 to 3.</summary>
    public required int Round { get; init; }

    /// <summary>What is known, asked and raised.</summary>
    public required SessionState State { get; init; }

    /// <summary>What was said, in order.</summary>
    public required IReadOnlyList<TurnView> History { get; init; }

    /// <summary>How the respondent can be reached; null before the end.</summary>
    public required ContactView? Contact { get; init; }

    /// <summary>The full report in Markdown; null before the end.</summary>
    public required string? FullReport { get; init; }

    /// <summary>The summary that the respondent reads, in Markdown; null before the end.</summary>
    public required string? Summary { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the report was made (UTC); null before that.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether the mail server has accepted the report.</summary>
    public required bool EmailSent { get; init; }

    /// <summary>How far each slot is filled, in the order of the brain.</summary>
    public required IReadOnlyList<SlotStatus> SlotStatus { get; init; }

    /// <summary>How far the interview is, 0 to 100.</summary>
    public required int ProgressPercent { get; init; }
}

/// <summary>A question or an answer.</summary>
/// <param name="Role"><see cref="Message.AgentRole"/> or <see cref="Message.UserRole"/>.</param>
/// <param name="QuestionId">Id of the question asked or answered; null in some legacy conversations.</param>
/// <param name="Text">What was said.</param>
/// <param name="Round">The round, 1 to 3; null in some legacy conversations.</param>
public sealed record TurnView(string Role, string? QuestionId, string Text, int? Round);

/// <summary>Handles <see cref="GetSession"/>.</summary>
public sealed class GetSessionHandler(IApplicationDbContext db, CompiledBrains brains, SessionDoor door, ContactBook contacts, ReportWriter reports) : IRequestHandler<GetSession, SessionView>
{
    /// <inheritdoc/>
    public async Task<SessionView> Handle(GetSession request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var brain = await brains.ToReadAsync(db, session, cancellationToken);
        var turns = await db.TurnsAsync(session.Id).ToListAsync(cancellationToken);
        var mask = contacts.MaskOf(session, await door.IsHolderAsync(session, cancellationToken));
        var report = session.CompletedAt is null ? null : await reports.StoredAsync(session, mask, session.Language, cancellationToken);
        return new SessionView
        {
            SessionId = session.Id,
            Stage = session.Stage,
            Round = session.Round,
            State = mask.In(session.State),
            History = [.. turns.Select(turn => turn with { Text = mask.In(turn.Text) })],
            Contact = session.CompletedAt is null ? null : mask.Contact,
            FullReport = report?.Full,
            Summary = report?.Summary,
            CreatedAt = session.CreatedAt,
            CompletedAt = session.CompletedAt,
            EmailSent = session.EmailSentAt is not null,
            SlotStatus = Domain.Interviews.SlotStatus.AllOf(session, brain),
            ProgressPercent = session.ProgressPercent(brain),
        };
    }
}
