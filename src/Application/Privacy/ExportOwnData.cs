using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Everything that is stored of an interview, for its respondent.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record ExportOwnData(Guid SessionId) : IRequest<PersonalData>, IRespondentRequest;

/// <summary>Handles <see cref="ExportOwnData"/>.</summary>
public sealed class ExportOwnDataHandler(IApplicationDbContext db, SessionDoor door, PersonalArchive archive) : IRequestHandler<ExportOwnData, PersonalData>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Whoever asks does not hold a token of the interview: its id alone is not enough.</exception>
    public async Task<PersonalData> Handle(ExportOwnData request, CancellationToken cancellationToken) =>
        await archive.MakeAsync(await db.OwnSessionAsync(door, request.SessionId, cancellationToken), cancellationToken);
}
