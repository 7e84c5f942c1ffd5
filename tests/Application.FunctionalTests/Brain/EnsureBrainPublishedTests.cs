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
    public async Task Slots_of_the_earlier_service_get_the_options_by_which_answers_are_understood()
    {
        var known = new ShippedBrain().Read().Slots.First(slot => slot.Options.Count > 0);
        await AddAsync(
            Slot.From(new() { Key = known.Key, LabelLt = "Sava", PriorityWeight = 2.5m }, 0, Clock.GetUtcNow()),
            Slot.From(new() { Key = "colour", LabelLt = "Spalva" }, 1, Clock.GetUtcNow()));

        await SendAsync(new EnsureBrainPublished());

        var slots = (await RevisionAsync()).Document.Slots.ToDictionary(slot => slot.Key);
        Json(slots[known.Key].Options).ShouldBe(Json(known.Options));
        (slots[known.Key].LabelLt, slots[known.Key].PriorityWeight).ShouldBe(("Sava", 2.5m));
        slots["colour"].Options.ShouldBeEmpty();
    }

    [Test]
    public async Task Options_that_somebody_has_made_are_all_that_there_are()
    {
        var pack = new ShippedBrain().Read().Slots.Where(slot => slot.Options.Count > 0).Take(2).ToList();
        await AddAsync(
            Slot.From(new() { Key = pack[0].Key, LabelLt = "A", Options = [.. pack[0].Options.Take(1)] }, 0, Clock.GetUtcNow()),
            Slot.From(new() { Key = pack[1].Key, LabelLt = "B" }, 1, Clock.GetUtcNow()));

        await SendAsync(new EnsureBrainPublished());

        (await RevisionAsync()).Document.Slots.Select(slot => slot.Options.Count).ShouldBe([1, 0]);
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

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, BrainDocument.Json);

    private static BrainDocument Ordered(BrainDocument document) => document with
    {
        Questions = [.. document.Questions.OrderBy(question => question.Id, StringComparer.Ordinal)],
        RiskRules = [.. document.RiskRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
        SkipRules = [.. document.SkipRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
    };
}
