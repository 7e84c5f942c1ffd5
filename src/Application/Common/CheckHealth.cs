using AgentBrain.Application.Interviews.Speech;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Common;

/// <summary>Tries whether interviews can be held.</summary>
public sealed record CheckHealth : IRequest<HealthView>;

/// <summary>What works.</summary>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Speech">Whether speech recognition is configured.</param>
public sealed record HealthView(bool Database, bool Speech);

/// <summary>Handles <see cref="CheckHealth"/>.</summary>
public sealed class CheckHealthHandler(IApplicationDbContext db, SpeechSettings speech, TimeProvider time) : IRequestHandler<CheckHealth, HealthView>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<HealthView> Handle(CheckHealth request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await db.BrainRevisions.AnyAsync(giveUp.Token);
            return new HealthView(Database: true, speech.IsOffered);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps it from answering: that is what was asked.
            return new HealthView(Database: false, speech.IsOffered);
        }
    }
}
