using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>The interviews in which an e-mail address was left, the newest first. The whole address is compared, whatever its case; parts of one find nothing.</summary>
/// <param name="Email">The address.</param>
[RequiresPermission(Permission.SeeContactDetails)]
public sealed record FindInterviewsByEmail(string Email) : IRequest<IReadOnlyList<FoundInterview>>;

/// <summary>An interview that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reference">A short reference that people can read out.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="CompletedAt">When its report was made (UTC); null before that.</param>
public sealed record FoundInterview(Guid Id, string Reference, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt);

/// <summary>Handles <see cref="FindInterviewsByEmail"/>.</summary>
public sealed class FindInterviewsByEmailHandler(IApplicationDbContext db, ContactBook contacts) : IRequestHandler<FindInterviewsByEmail, IReadOnlyList<FoundInterview>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<FoundInterview>> Handle(FindInterviewsByEmail request, CancellationToken cancellationToken)
    {
        var ids = await contacts.FindAsync(db, request.Email, cancellationToken);
        var found = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.Id))
            .OrderByDescending(session => session.CreatedAt).ThenByDescending(session => session.Id)
            .Select(session => new { session.Id, session.CreatedAt, session.CompletedAt })
            .ToListAsync(cancellationToken);
        return [.. found.Select(session => new FoundInterview(session.Id, SessionReference.Of(session.Id), session.CreatedAt, session.CompletedAt))];
    }
}
