using System.Reflection;
using AgentBrain.Application.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Common.Behaviours;

/// <summary>
/// Lets a respondent's request through only with the token of its session. The session that it loads is the one that the handler finds again,
/// without a second query. Lets a request of the workspace through only from an account with the permission that it requires.
/// </summary>
public sealed class AuthorizationBehaviour<TRequest, TResponse>(IApplicationDbContext db, ICurrentRespondent respondent, ICurrentAccount account)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly Permission? Required = typeof(TRequest).GetCustomAttribute<RequiresPermissionAttribute>()?.Permission;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">The session does not exist or the token does not open it.</exception>
    /// <exception cref="ForbiddenException">The account lacks the permission.</exception>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (Required is { } permission && !account.Can(permission))
            throw new ForbiddenException();
        if (request is IRespondentRequest { SessionId: var id })
        {
            var session = respondent.Token is null ? null : await db.Sessions.FindAsync([id], cancellationToken);
            if (session is null || !(respondent.Token!.Matches(session.TokenHash) || await MayOpenAsync(id, respondent.Token.Hash, cancellationToken)))
                throw new NotFoundException();
        }
        return await next();
    }

    // A browser in which the interview was taken up by its resume link.
    private Task<bool> MayOpenAsync(Guid sessionId, byte[] tokenHash, CancellationToken cancellationToken) =>
        db.SessionAccesses.AnyAsync(access => access.SessionId == sessionId && access.TokenHash == tokenHash, cancellationToken);
}
