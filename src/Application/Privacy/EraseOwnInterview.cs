using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Erases an interview on its respondent's wish.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record EraseOwnInterview(Guid SessionId) : IRequest<Erasure>, IRespondentRequest;

/// <summary>Handles <see cref="EraseOwnInterview"/>.</summary>
public sealed class EraseOwnInterviewHandler(IApplicationDbContext db, SessionDoor door, InterviewEraser eraser) : IRequestHandler<EraseOwnInterview, Erasure>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Whoever asks does not hold a token of the interview: its id alone is not enough.</exception>
    public async Task<Erasure> Handle(EraseOwnInterview request, CancellationToken cancellationToken)
    {
        var session = await db.OwnSessionAsync(door, request.SessionId, cancellationToken);
        await eraser.EraseAsync(session.Id, ErasureCause.Respondent, null, cancellationToken);
        return new Erasure(SessionReference.Of(session.Id), session.Language);
    }
}
