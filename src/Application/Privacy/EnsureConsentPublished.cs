using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Publishes the consent text that ships with the application where none was published yet. Callers keep two nodes from doing this at once.</summary>
public sealed record EnsureConsentPublished : IRequest<bool>;

/// <summary>Handles <see cref="EnsureConsentPublished"/>.</summary>
public sealed class EnsureConsentPublishedHandler(IApplicationDbContext db, IKeptDays kept, TimeProvider time) : IRequestHandler<EnsureConsentPublished, bool>
{
    /// <inheritdoc/>
    /// <returns>Whether it was published now.</returns>
    public async Task<bool> Handle(EnsureConsentPublished request, CancellationToken cancellationToken)
    {
        if (await db.ConsentTexts.AnyAsync(cancellationToken))
            return false;
        var text = ConsentPeriods.Fill(ShippedConsent.Text, await kept.DaysAsync(cancellationToken));
        db.ConsentTexts.Add(ConsentText.Publish(1, ShippedConsent.Text, text, "Agent Brain", time.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
