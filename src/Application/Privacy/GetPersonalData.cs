using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>One interview of a person, about to be erased.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record GetPersonalData(Guid SessionId) : IRequest<PersonalDataView>;

/// <summary>An interview of a person with what belongs to it.</summary>
/// <param name="Reference">Its short reference.</param>
/// <param name="Counts">How much belongs to it.</param>
public sealed record PersonalDataView(string Reference, DeletionCounts Counts);

/// <summary>Handles <see cref="GetPersonalData"/>.</summary>
public sealed class GetPersonalDataHandler(IApplicationDbContext db) : IRequestHandler<GetPersonalData, PersonalDataView>
{
    /// <inheritdoc/>
    /// <exception cref="ErasedException">It was erased before.</exception>
    public async Task<PersonalDataView> Handle(GetPersonalData request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        return new PersonalDataView(SessionReference.Of(session.Id), await DeletionCounts.OfAsync(db, session.Id, cancellationToken));
    }
}
