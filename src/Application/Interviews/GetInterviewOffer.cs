using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>What an interview that starts now would be like.</summary>
public sealed record GetInterviewOffer : IRequest<InterviewOffer?>;

/// <summary>What an interview that starts now would be like; null when no brain is published or its interview is switched off.</summary>
/// <param name="UsuallyFrom">Number of questions in the shortest usual interview.</param>
/// <param name="UsuallyTo">Number of questions in the longest interview.</param>
public sealed record InterviewOffer(int UsuallyFrom, int UsuallyTo);

/// <summary>Handles <see cref="GetInterviewOffer"/>.</summary>
public sealed class GetInterviewOfferHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetInterviewOffer, InterviewOffer?>
{
    /// <inheritdoc/>
    public async Task<InterviewOffer?> Handle(GetInterviewOffer request, CancellationToken cancellationToken)
    {
        return await brains.NewestAsync(db, cancellationToken) is { Brain.Policy: { Enabled: true } policy }
            ? new InterviewOffer(policy.UsualMinimum, policy.Limits.MaxQuestions)
            : null;
    }
}
