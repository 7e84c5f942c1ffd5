using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Makes sure that interviews can be held: fills an empty working copy with the pack that ships with the application, and publishes the
/// working copy when nothing was published yet. Does nothing otherwise. Callers keep two nodes from doing this at once.
/// </summary>
public sealed record EnsureBrainPublished : IRequest<EnsureBrainPublishedResult>;

/// <summary>What had to be done.</summary>
public enum EnsureBrainPublishedResult
{
    /// <summary>A revision was there.</summary>
    AlreadyPublished,

    /// <summary>The working copy was published as it was.</summary>
    WorkingCopyPublished,

    /// <summary>The working copy was filled with the shipped pack and published.</summary>
    PackPublished,
}

/// <summary>The brain that ships with the application.</summary>
public interface IShippedBrain
{
    /// <summary>Reads it.</summary>
    BrainDocument Read();
}

/// <summary>Handles <see cref="EnsureBrainPublished"/>.</summary>
public sealed class EnsureBrainPublishedHandler(IApplicationDbContext db, IShippedBrain shipped, TimeProvider time)
    : IRequestHandler<EnsureBrainPublished, EnsureBrainPublishedResult>
{
    /// <inheritdoc/>
    public async Task<EnsureBrainPublishedResult> Handle(EnsureBrainPublished request, CancellationToken cancellationToken)
    {
        if (await db.BrainRevisions.AnyAsync(cancellationToken))
            return EnsureBrainPublishedResult.AlreadyPublished;

        var now = time.GetUtcNow();
        if (!await WorkingCopy.IsEmptyAsync(db, cancellationToken))
        {
            db.BrainRevisions.Add(BrainRevision.Publish(await WorkingCopy.ReadAsync(db, cancellationToken), "The brain that was found in the database.", now));
            await db.SaveChangesAsync(cancellationToken);
            return EnsureBrainPublishedResult.WorkingCopyPublished;
        }

        var document = shipped.Read();
        await WorkingCopy.FillAsync(db, document, now, cancellationToken);
        db.BrainRevisions.Add(BrainRevision.Publish(document, "The sauna pack that ships with Agent Brain.", now));
        await db.SaveChangesAsync(cancellationToken);
        return EnsureBrainPublishedResult.PackPublished;
    }
}
