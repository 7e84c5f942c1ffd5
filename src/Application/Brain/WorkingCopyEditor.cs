using System.Globalization;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Domain.Engine;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>
/// The one way in which the working copy is changed. An edit is a function from one document to another; what differs is stored, entered in
/// the audit log and, for translations that now lag behind, marked. Edits of different people follow each other: one that meets another is
/// worked out anew on what is there by then.
/// </summary>
public sealed class WorkingCopyEditor(
    IApplicationDbContext db,
    AnalysedBrains analysed,
    AuditTrail audit,
    ICurrentAccount account,
    CompiledBrains brains,
    NewestRevision newest,
    TimeProvider time)
{
    /// <summary>Carries out an edit.</summary>
    /// <param name="edit">Works out the edit from the working copy as it is; called again when somebody else was first.</param>
    /// <param name="cancellationToken">Ends the edit.</param>
    public Task<EditResult> EditAsync(Func<BrainDocument, BrainEdit> edit, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: true, cancellationToken);
        var wanted = edit(copy.Document);
        if (wanted.Document is not { } after)
            return wanted.Result;
        if (await SentBeforeAsync(wanted, cancellationToken) is { } number)
            return new EditResult(EditOutcome.Unchanged) { Version = copy.Stamp.Version, Revision = number };
        if (wanted.Version is { } version && version != copy.Stamp.Version)
            return new EditResult(EditOutcome.Conflict) { Version = copy.Stamp.Version };

        var before = copy.Document;
        if (wanted.Allows is { } allows && analysed.Of(after, copy.Stamp.StaleTexts).Where(finding => !allows(finding)).ToList() is { Count: > 0 } findings)
            return new EditResult(EditOutcome.Blocked) { Version = copy.Stamp.Version, Findings = findings };
        if (!wanted.IsRestored && NewlyDangling(before, after) is { Count: > 0 } dangling)
            return new EditResult(EditOutcome.Refused) { Dangling = dangling };

        var now = time.GetUtcNow();
        var stale = BrainTexts.StaleAfter(before, after, copy.Stamp.StaleTexts, wanted.RightTranslations);
        copy.Become(after, now);
        var changed = Audit(before, copy.Document);
        changed |= !stale.ToHashSet().SetEquals(copy.Stamp.StaleTexts);
        if (!changed && wanted.Note is null)
            return new EditResult(EditOutcome.Unchanged) { Version = copy.Stamp.Version };
        if (changed)
            copy.Stamp.Edited(account.Name ?? "Agent Brain", stale, now);
        if (wanted.Note is not { } note)
        {
            await db.SaveChangesAsync(cancellationToken);
            return new EditResult(EditOutcome.Saved) { Version = copy.Stamp.Version };
        }

        // Every interview would fail under a revision that cannot be compiled; this throws before it is one.
        var compiled = new CompiledBrain(copy.Document);
        var revision = Publish(copy, note, wanted.RestoredFrom, now);
        try
        {
            await db.SavePublicationAsync(cancellationToken);
        }
        finally
        {
            // Also where the confirmation got lost.
            newest.Forget();
        }
        brains.Add(revision.Id, compiled);
        return new EditResult(EditOutcome.Saved) { Version = copy.Stamp.Version, Revision = revision.Id };
    });

    private async Task<int?> SentBeforeAsync(BrainEdit wanted, CancellationToken cancellationToken) => wanted is { After: { } seen, Note: { } note }
        ? await db.BrainRevisions
            .Where(revision => revision.Id > seen && revision.Note == note && revision.PublishedBy == account.Name)
            .MaxAsync(revision => (int?)revision.Id, cancellationToken)
        : null;

    private BrainRevision Publish(WorkingCopy copy, string note, int? restoredFrom, DateTimeOffset now)
    {
        copy.Stamp.Published(now);
        // Also where nothing of it differs: saving has to fail when somebody edits or publishes meanwhile.
        var stamp = db.WorkingCopyStamps.Entry(copy.Stamp);
        if (stamp.State != EntityState.Added)
            stamp.Property(row => row.PublishedAt).IsModified = true;
        var revision = BrainRevision.Publish(copy.Document, note, now, account.Name);
        db.BrainRevisions.Add(revision);
        // The database gives the number when this is stored; the checksum tells until then which revision is meant.
        audit.Add(
            restoredFrom is null ? "revision.published" : "revision.restored",
            restoredFrom?.ToString(CultureInfo.InvariantCulture),
            after: new PublishedRevision(note, revision.Checksum));
        return revision;
    }

    // What dangled before is no fault of this edit: a brain that was taken over may be mended step by step.
    private static List<BrainReference> NewlyDangling(BrainDocument before, BrainDocument after) =>
        [.. BrainReferences.Dangling(after).Except(BrainReferences.Dangling(before))];

    private bool Audit(BrainDocument before, BrainDocument after)
    {
        var old = BrainItems.All(before).ToDictionary(item => item.Key, item => item.Value);
        var changed = false;
        foreach (var (at, item) in BrainItems.All(after))
        {
            old.Remove(at, out var was);
            if (was is not null && BrainItems.Json(was) == BrainItems.Json(item))
                continue;
            Add(at, was is null ? "added" : "changed", was, item);
        }
        foreach (var (at, was) in old)
            Add(at, "removed", was, null);
        if (!after.Slots.Select(slot => slot.Key).SequenceEqual(before.Slots.Select(slot => slot.Key)) && !changed)
            Add(new BrainAddress(BrainSection.Slots), "reordered", before.Slots.Select(slot => slot.Key), after.Slots.Select(slot => slot.Key));
        return changed;

        void Add(BrainAddress at, string what, object? was, object? item)
        {
            changed = true;
            audit.Add($"{NameOf(at.Section)}.{what}", at.Id, was, item);
        }
    }

    private static string NameOf(BrainSection section) => section switch
    {
        BrainSection.Slots => "slot",
        BrainSection.Questions => "question",
        BrainSection.RiskRules => "risk_rule",
        BrainSection.SkipRules => "skip_rule",
        BrainSection.Scoring => "scoring",
        BrainSection.Modes => "modes",
        BrainSection.Report => "report",
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Unknown section."),
    };

    private sealed record PublishedRevision(string Note, string Checksum);
}

/// <summary>What an edit wants.</summary>
public sealed record BrainEdit
{
    private BrainEdit()
    {
    }

    /// <summary>The working copy as it is to be; null when the edit cannot be done.</summary>
    public BrainDocument? Document { get; private init; }

    /// <summary>Translations that the author declared right although their source has changed.</summary>
    public IReadOnlyCollection<BrainAddress> RightTranslations { get; private init; } = [];

    /// <summary>The version of the working copy that the author has seen, without which nothing is done; null when any will do.</summary>
    public long? Version { get; init; }

    /// <summary>What the working copy is published with, together with the edit and even if that changes nothing; null when it is not.</summary>
    public string? Note { get; init; }

    /// <summary>Number of the newest revision that the author has seen; one that the same author published since with the same note is the same edit, sent before.</summary>
    public int? After { get; init; }

    /// <summary>Whether a finding of the analyser may stand in the working copy as it is to be; null when all may.</summary>
    public Func<Finding, bool>? Allows { get; init; }

    /// <summary>Number of the revision that is put back and published again; null when none is.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>Whether the working copy becomes what was published before, whatever it mentions.</summary>
    public bool IsRestored { get; private init; }

    /// <summary>Why the edit cannot be done.</summary>
    public EditResult Result { get; private init; } = new(EditOutcome.Saved);

    /// <summary>The working copy is to become <paramref name="document"/>.</summary>
    public static BrainEdit To(BrainDocument document, IReadOnlyCollection<BrainAddress>? rightTranslations = null) =>
        new() { Document = document, RightTranslations = rightTranslations ?? [] };

    /// <summary>
    /// The working copy is to become <paramref name="published"/> again. Translations whose source that brings back are right, because they were
    /// published with it.
    /// </summary>
    public static BrainEdit Back(BrainDocument current, BrainDocument published)
    {
        var sources = new Dictionary<BrainAddress, string?>();
        foreach (var text in BrainTexts.Of(current))
            sources[text.At(BrainTexts.Source)] = text.Text.Exactly(BrainTexts.Source);
        return new BrainEdit
        {
            Document = published,
            IsRestored = true,
            RightTranslations =
            [
                .. from text in BrainTexts.Of(published)
                   where sources.TryGetValue(text.At(BrainTexts.Source), out var source) && source != text.Text.Exactly(BrainTexts.Source)
                   from language in Languages.All
                   select text.At(language),
            ],
        };
    }

    /// <summary>Nothing is to change, for the reason given.</summary>
    public static BrainEdit Stop(EditResult result) => new() { Result = result };

    /// <summary>
    /// Puts <paramref name="item"/> into the working copy, if what is there is still what the author began with.
    /// </summary>
    /// <param name="document">The working copy.</param>
    /// <param name="at">Where the item stands.</param>
    /// <param name="item">The item as the author wants it.</param>
    /// <param name="basedOn"><see cref="BrainItems.Checksum"/> of the item that the author began with; null for a new one.</param>
    /// <param name="rightTranslations">Translations that the author declared right.</param>
    public static BrainEdit Put(
        BrainDocument document, BrainAddress at, object item, string? basedOn, IReadOnlyCollection<BrainAddress>? rightTranslations = null)
    {
        var there = document.Find(at);
        if (basedOn is not null && there is null)
            return Stop(new EditResult(EditOutcome.Missing));

        // Somebody else who wanted the very same is no conflict; that also settles a form that is sent twice.
        if (there is null || BrainItems.Checksum(there) == basedOn || BrainItems.Json(there) == BrainItems.Json(item))
            return To(document.With(item), rightTranslations);
        return Stop(basedOn is null ? new EditResult(EditOutcome.Taken) : new EditResult(EditOutcome.Conflict) { Theirs = there, Yours = item });
    }
}

/// <summary>What became of an edit.</summary>
/// <param name="Outcome">In short.</param>
public sealed record EditResult(EditOutcome Outcome)
{
    /// <summary>Version of the working copy after the edit, or the one that the author has not seen; 0 when the edit was not done for another reason.</summary>
    public long Version { get; init; }

    /// <summary>Number of the revision that was published with the edit; null when none was.</summary>
    public int? Revision { get; init; }

    /// <summary>What keeps the working copy from being stored or published; empty unless the outcome is <see cref="EditOutcome.Blocked"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What keeps a text from being read; empty unless the outcome is <see cref="EditOutcome.Unreadable"/>.</summary>
    public IReadOnlyList<BrainTextProblem> Problems { get; init; } = [];

    /// <summary>How much the text states that was to be imported, whatever became of it; null where no text could be read.</summary>
    public BrainCounts? Stated { get; init; }

    /// <summary>The item as somebody else has stored it; null unless it is one item that is in conflict.</summary>
    public object? Theirs { get; init; }

    /// <summary>The item as it would have been stored; null unless it is one item that is in conflict.</summary>
    public object? Yours { get; init; }

    /// <summary>Mentions of what does not exist, which the edit would have brought; empty unless it was refused for them.</summary>
    public IReadOnlyList<BrainReference> Dangling { get; init; } = [];
}

/// <summary>What became of an edit, in short.</summary>
public enum EditOutcome
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>The working copy says so already.</summary>
    Unchanged,

    /// <summary>Somebody else changed the item first, or anything where the author has to have seen it all.</summary>
    Conflict,

    /// <summary>The item is there no more.</summary>
    Missing,

    /// <summary>There is another item under that key, id or code.</summary>
    Taken,

    /// <summary>The working copy would mention what does not exist.</summary>
    Refused,

    /// <summary>The working copy has errors with which it cannot be published, or could not even be stored.</summary>
    Blocked,

    /// <summary>Changes that were never published would be lost, and the author has not agreed to that.</summary>
    WouldLose,

    /// <summary>The text is no brain document.</summary>
    Unreadable,
}
