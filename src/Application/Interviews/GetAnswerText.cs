using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>An answer as it would be kept, to show it where it cannot be, or beside the one that is.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Written">What was written; may be empty.</param>
/// <param name="Choices">What was picked; options that do not exist leave no trace.</param>
public sealed record GetAnswerText(Guid SessionId, string Written, IReadOnlyList<ChosenOption> Choices) : IRequest<string>, IRespondentRequest;

/// <summary>Handles <see cref="GetAnswerText"/>.</summary>
public sealed class GetAnswerTextHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetAnswerText, string>
{
    /// <inheritdoc/>
    public async Task<string> Handle(GetAnswerText request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var brain = await brains.ToReadAsync(db, session, cancellationToken);
        var input = new AnswerInput(CleanText.Lines(request.Written), request.Choices, Declined: false);
        return ComposedAnswer.TextOf(input, session.Language, brain);
    }
}
