using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>The newest interview that the holder of a token has not finished.</summary>
/// <param name="Token">The respondent's token.</param>
public sealed record FindUnfinishedInterview(RespondentToken Token) : IRequest<UnfinishedInterview?>;

/// <summary>An interview that can be continued.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Answers">Number of answers so far.</param>
public sealed record UnfinishedInterview(Guid SessionId, int Answers);

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
            .Select(session => new UnfinishedInterview(session.Id, session.Messages.Count(message => message.Role == Message.UserRole)))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
