using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
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

    /// <summary>The working copy was published as it was, with the report templates of the shipped pack and its options for slots of the same name where it had none.</summary>
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
    /// <exception cref="ArgumentException">The working copy contradicts itself; the message says where.</exception>
    /// <exception cref="System.Text.Json.JsonException">A rule or setting of the working copy cannot be read.</exception>
    public async Task<EnsureBrainPublishedResult> Handle(EnsureBrainPublished request, CancellationToken cancellationToken)
    {
        if (await db.BrainRevisions.AnyAsync(cancellationToken))
            return EnsureBrainPublishedResult.AlreadyPublished;

        var now = time.GetUtcNow();
        var pack = shipped.Read();
        var copy = await WorkingCopy.ReadAsync(db, toChange: true, cancellationToken);
        var empty = copy.IsEmpty;
        // What is published first is also what the next one begins with: nothing of it may be missing in the working copy.
        copy.Become(WithTemplates(empty ? WithSettings(pack, copy) : WithOptions(copy.Document, pack), pack), now);
        _ = new CompiledBrain(copy.Document);
        copy.Stamp.Published(now);
        db.BrainRevisions.Add(BrainRevision.Publish(copy.Document, empty ? "The sauna pack that ships with Agent Brain." : "The brain that was found in the database.", now));
        await db.SavePublicationAsync(cancellationToken);
        return empty ? EnsureBrainPublishedResult.PackPublished : EnsureBrainPublishedResult.WorkingCopyPublished;
    }

    // Weights and settings that somebody has made stay.
    private static BrainDocument WithSettings(BrainDocument pack, WorkingCopy copy) => pack with
    {
        Scoring = copy.HasWeights ? copy.Document.Scoring : pack.Scoring,
        Modes = new ModesSection
        {
            Quick = copy.Has(BrainConfigKeys.ModesQuick) ? copy.Document.Modes.Quick : pack.Modes.Quick,
            Precise = copy.Has(BrainConfigKeys.ModesPrecise) ? copy.Document.Modes.Precise : pack.Modes.Precise,
        },
        Report = new ReportSection
        {
            Footer = copy.Has(BrainConfigKeys.ReportFooter) ? copy.Document.Report.Footer : pack.Report.Footer,
            Full = copy.Has(BrainConfigKeys.ReportFull) ? copy.Document.Report.Full : pack.Report.Full,
            Summary = copy.Has(BrainConfigKeys.ReportSummary) ? copy.Document.Report.Summary : pack.Report.Summary,
        },
    };

    // The earlier service had no options either, since a language model understood its answers: without any, no answer would fill a slot. Slots that the pack
    // does not have stay as they are; administrators give them options.
    private static BrainDocument WithOptions(BrainDocument document, BrainDocument pack) => document.Slots.Any(slot => slot.Options.Count > 0)
        ? document
        : document with { Slots = [.. document.Slots.Select(slot => pack.Slots.FirstOrDefault(other => other.Key == slot.Key) is { } known ? WithOptions(slot, known) : slot)] };

    private static SlotDefinition WithOptions(SlotDefinition slot, SlotDefinition known) =>
        slot with { Options = known.Options, Measure = slot.Measure ?? known.Measure, LabelRu = slot.LabelRu ?? known.LabelRu };

    // The earlier service had no templates: without any, every report would be empty.
    private static BrainDocument WithTemplates(BrainDocument document, BrainDocument pack) => document with
    {
        Report = document.Report with
        {
            Full = document.Report.Full == new LocalizedTemplate() ? pack.Report.Full : document.Report.Full,
            Summary = document.Report.Summary == new LocalizedTemplate() ? pack.Report.Summary : document.Report.Summary,
        },
    };
}
