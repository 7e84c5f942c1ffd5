using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>The newest interviews that the holder of a token may open.</summary>
/// <param name="Token">The respondent's token.</param>
public sealed record FindOwnInterviews(SecretToken Token) : IRequest<OwnInterviews>;

/// <summary>Interviews that can be opened again.</summary>
/// <param name="Unfinished">The newest that is not finished; null when there is none.</param>
/// <param name="Finished">The newest that is finished; null when there is none.</param>
public sealed record OwnInterviews(UnfinishedInterview? Unfinished, FinishedInterview? Finished);

/// <summary>An interview that can be continued.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Answers">Number of answers so far.</param>
public sealed record UnfinishedInterview(Guid SessionId, int Answers);

/// <summary>An interview whose report can be read.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Reference">A short reference that people can read out.</param>
/// <param name="MadeAt">When the report was made.</param>
public sealed record FinishedInterview(Guid SessionId, string Reference, DateTimeOffset MadeAt);

/// <summary>Handles <see cref="FindOwnInterviews"/>.</summary>
public sealed class FindOwnInterviewsHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<FindOwnInterviews, OwnInterviews>
{
    /// <inheritdoc/>
    public async Task<OwnInterviews> Handle(FindOwnInterviews request, CancellationToken cancellationToken)
    {
        var own = db.Sessions.OpenTo(db, request.Token.Hash);
        var unfinished = await own
            .Where(session => session.CompletedAt == null)
            .OrderByDescending(session => session.CreatedAt)
            .Select(session => new UnfinishedInterview(session.Id, session.Messages.Count(message => message.Role == Message.UserRole)))
            .FirstOrDefaultAsync(cancellationToken);
        var finished = await own
            .Where(session => session.CompletedAt != null)
            .OrderByDescending(session => session.CompletedAt)
            .Select(session => new { session.Id, session.CompletedAt })
            .FirstOrDefaultAsync(cancellationToken);
        return new OwnInterviews(
            unfinished,
            finished is null
                ? null
                : new FinishedInterview(finished.Id, SessionReference.Of(finished.Id), TimeZoneInfo.ConvertTime(finished.CompletedAt!.Value, time.LocalTimeZone)));
    }
}
