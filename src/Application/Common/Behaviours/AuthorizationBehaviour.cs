using System.Reflection;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using MediatR;

namespace AgentBrain.Application.Common.Behaviours;

/// <summary>
/// Lets a respondent's request through only where <see cref="SessionDoor"/> opens its session. The session that it loads is the one that the
/// handler finds again, without a second query. Lets a request of the workspace through only from an account with the permission that it requires.
/// </summary>
public sealed class AuthorizationBehaviour<TRequest, TResponse>(IApplicationDbContext db, SessionDoor door, ICurrentAccount account)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly Permission? Required = typeof(TRequest).GetCustomAttribute<RequiresPermissionAttribute>()?.Permission;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">The session does not exist or does not open to the respondent.</exception>
    /// <exception cref="ErasedException">The session was erased. Whoever knows its id may learn that, since nothing is left to be opened.</exception>
    /// <exception cref="ForbiddenException">The account lacks the permission.</exception>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (Required is { } permission && !account.Can(permission))
            throw new ForbiddenException();
        if (request is IRespondentRequest { SessionId: var id })
        {
            var session = await db.LoadSessionAsync(id, cancellationToken);
            if (session is null)
                throw await db.MissingAsync(id, cancellationToken);
            if (!await door.OpensAsync(session, cancellationToken))
                throw new NotFoundException();
        }
        return await next();
    }
}
