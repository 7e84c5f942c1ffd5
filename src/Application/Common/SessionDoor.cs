using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Common;

/// <summary>Knows which sessions the respondent behind the present request may open, and of which they may see everything.</summary>
public sealed class SessionDoor(IApplicationDbContext db, ICurrentRespondent respondent)
{
    /// <summary>Whether the respondent may go on with the session.</summary>
    public async Task<bool> OpensAsync(Session session, CancellationToken cancellationToken) =>
        (respondent.IsProgram && session.OpensById) || await IsHolderAsync(session, cancellationToken);

    /// <summary>Whether the respondent holds a token of the session: that of whoever started it, or of a browser in which it was taken up by its resume link.</summary>
    public async Task<bool> IsHolderAsync(Session session, CancellationToken cancellationToken)
    {
        if (respondent.Token is not { } token)
            return false;
        if (token.Matches(session.TokenHash))
            return true;
        var hash = token.Hash;
        return await db.SessionAccesses.AnyAsync(access => access.SessionId == session.Id && access.TokenHash == hash, cancellationToken);
    }
}
