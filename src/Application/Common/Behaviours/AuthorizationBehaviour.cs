using MediatR;

namespace AgentBrain.Application.Common.Behaviours;

/// <summary>
/// Lets a respondent's request through only with the token of its session. The session that it loads is the one that the handler finds again,
/// without a second query.
/// </summary>
public sealed class AuthorizationBehaviour<TRequest, TResponse>(IApplicationDbContext db, ICurrentRespondent respondent)
    : IPipelineBehavior<TRequest, TResponse>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">The session does not exist or belongs to another token.</exception>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is IRespondentRequest { SessionId: var id })
        {
            var session = respondent.Token is null ? null : await db.Sessions.FindAsync([id], cancellationToken);
            if (session is null || !respondent.Token!.Matches(session.TokenHash))
                throw new NotFoundException();
        }
        return await next();
    }
}
