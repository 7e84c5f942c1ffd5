using System.Text.Json;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Brain;

public sealed class EnsureBrainPublishedTests : FunctionalTest
{
    [Test]
    public async Task An_empty_database_gets_the_pack_as_working_copy_and_first_revision()
    {
        var pack = new ShippedBrain().Read();

        (await SendAsync(new EnsureBrainPublished())).ShouldBe(EnsureBrainPublishedResult.PackPublished);

        var revision = await RevisionAsync();
        Json(Ordered(revision.Document)).ShouldBe(Json(Ordered(pack)));
        revision.Checksum.ShouldBe(BrainRevision.ChecksumOf(revision.Document));
        (await CountAsync<Slot>()).ShouldBe(pack.Slots.Count);
        (await CountAsync<BrainQuestion>()).ShouldBe(pack.Questions.Count);
        (await CountAsync<RiskRule>()).ShouldBe(pack.RiskRules.Count);
        (await CountAsync<SkipRule>()).ShouldBe(pack.SkipRules.Count);
    }

    [Test]
    public async Task A_working_copy_reads_back_as_the_pack_it_was_filled_with()
    {
        await SendAsync(new EnsureBrainPublished());
        await QueryAsync(db => db.BrainRevisions.ExecuteDeleteAsync());

        (await SendAsync(new EnsureBrainPublished())).ShouldBe(EnsureBrainPublishedResult.WorkingCopyPublished);

        // The order of questions and rules has no meaning; everything else does.
        Json(Ordered((await RevisionAsync()).Document)).ShouldBe(Json(Ordered(new ShippedBrain().Read())));
    }

    [Test]
    public async Task A_working_copy_without_a_revision_is_published_as_it_is()
    {
        await AddAsync(
            Slot.From(new() { Key = "colour", LabelLt = "Spalva", PriorityWeight = 2.5m }, 0, Clock.GetUtcNow()),
            BrainQuestion.From(new() { Id = "Q1", TextLt = "Kokia spalva?", SlotCoverage = ["colour"] }, Clock.GetUtcNow()));

        (await SendAsync(new EnsureBrainPublished())).ShouldBe(EnsureBrainPublishedResult.WorkingCopyPublished);

        var document = (await RevisionAsync()).Document;
        document.Slots.ShouldHaveSingleItem().PriorityWeight.ShouldBe(2.5m);
        document.Questions.ShouldHaveSingleItem().TextLt.ShouldBe("Kokia spalva?");
        document.RiskRules.ShouldBeEmpty();
        (await CountAsync<Slot>()).ShouldBe(1);

        // The templates that it lacked are in the working copy, too, so that the next revision has them.
        AsStaff(Roles.Author);
        var check = await SendAsync(new CheckBrain());
        check.Changes.ShouldBeEmpty();
        check.Document.Report.Full.ShouldBe(new ShippedBrain().Read().Report.Full);
    }

    [Test]
    public async Task A_published_brain_is_left_alone()
    {
        var published = await PublishBrainAsync();

        (await SendAsync(new EnsureBrainPublished())).ShouldBe(EnsureBrainPublishedResult.AlreadyPublished);

        (await RevisionAsync()).Id.ShouldBe(published.Id);
        (await CountAsync<Slot>()).ShouldBe(0);
    }

    [Test]
    public async Task Settings_of_an_otherwise_empty_database_stay()
    {
        await AddAsync(
            ScoringConfig.From(new ScoringWeights { MissingSlot = 99 }, Clock.GetUtcNow()),
            BrainConfigEntry.From(BrainConfigKeys.ReportFooter, "Sena poraštė.", Clock.GetUtcNow()));

        (await SendAsync(new EnsureBrainPublished())).ShouldBe(EnsureBrainPublishedResult.PackPublished);

        (await FindAsync<ScoringConfig>(ScoringConfig.DefaultKey))!.Weights.MissingSlot.ShouldBe(99);
        (await FindAsync<BrainConfigEntry>(BrainConfigKeys.ReportFooter))!.ReadTexts().In("en").ShouldBe("Sena poraštė.");
        var published = (await RevisionAsync()).Document;
        published.Scoring.Weights.MissingSlot.ShouldBe(99);
        published.Report.Full.ShouldBe(new ShippedBrain().Read().Report.Full);
    }

    private static Task<BrainRevision> RevisionAsync() => QueryAsync(db => db.BrainRevisions.AsNoTracking().SingleAsync());

    private static string Json(BrainDocument document) => JsonSerializer.Serialize(document, BrainDocument.Json);

    private static BrainDocument Ordered(BrainDocument document) => document with
    {
        Questions = [.. document.Questions.OrderBy(question => question.Id, StringComparer.Ordinal)],
        RiskRules = [.. document.RiskRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
        SkipRules = [.. document.SkipRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
    };
}
