using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>The newest interview that the holder of a token has not finished.</summary>
/// <param name="Token">The respondent's token.</param>
public sealed record FindUnfinishedInterview(RespondentToken Token) : IRequest<UnfinishedInterview?>;

/// <summary>An interview that can be continued.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Language">See <see cref="Domain.Brain.Languages"/>.</param>
/// <param name="StartedAt">When it started (UTC).</param>
public sealed record UnfinishedInterview(Guid SessionId, string Language, DateTimeOffset StartedAt);

/// <summary>Handles <see cref="FindUnfinishedInterview"/>.</summary>
public sealed class FindUnfinishedInterviewHandler(IApplicationDbContext db) : IRequestHandler<FindUnfinishedInterview, UnfinishedInterview?>
{
    /// <inheritdoc/>
    public async Task<UnfinishedInterview?> Handle(FindUnfinishedInterview request, CancellationToken cancellationToken)
    {
        var hash = request.Token.Hash;
        return await db.Sessions
            .Where(session => session.TokenHash == hash && session.CompletedAt == null)
            .OrderByDescending(session => session.CreatedAt)
            .Select(session => new UnfinishedInterview(session.Id, session.Language, session.CreatedAt))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
