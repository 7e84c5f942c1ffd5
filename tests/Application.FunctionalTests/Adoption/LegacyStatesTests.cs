using AgentBrain.Infrastructure.Persistence.Adoption;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>Databases in every state that the files of the legacy service leave: from adoption to the second start.</summary>
public sealed class LegacyStatesTests : AdoptionTest
{
    [TestCase(LegacyState.Complete, "")]
    [TestCase(LegacyState.Before003, "MissingSchema")]
    [TestCase(LegacyState.Before004, "SkillLearnedRuleColumns")]
    [TestCase(LegacyState.Before003And004, "MissingSchema,SkillLearnedRuleColumns")]
    public async Task A_database_is_taken_over_with_all_that_it_holds(LegacyState state, string pending)
    {
        await using var database = await LegacyDatabase.CreateAsync(state);
        var before = await OldContent.ReadAsync(database);
        before["sessions"].Count.ShouldBe(LegacyInterviews.Count);

        const string numbers = "SELECT string_agg(schemaname || sequencename || coalesce(last_value, 0), ' ' ORDER BY 1) FROM pg_sequences";
        var given = await TextAsync(database, numbers);

        var adopted = await AdoptAsync(database);

        adopted.Adopted.ShouldBeTrue(string.Join('\n', Said(adopted.Plan)));
        adopted.Plan.Migrations.Where(each => each.Finding == MigrationFinding.Pending).Select(each => each.Migration.Name).ShouldBe(pending.Split(',', StringSplitOptions.RemoveEmptyEntries));
        adopted.Plan.Migrations.Where(each => each.Finding != MigrationFinding.Pending).ShouldAllBe(each => each.Finding == MigrationFinding.Present);
        Said(adopted.Plan).ShouldBe(["PutRight: The function update_updated_at_column() says the same in other spelling and gets ours."]);
        adopted.Figures.Sum(figures => figures.Rows).ShouldBe(before.Count);
        await before.ShouldBeUntouchedAsync(database);
        (await TextAsync(database, numbers)).ShouldBe(given);

        var again = await AdoptAsync(database);
        again.Adopted.ShouldBeFalse();
        again.Plan.NothingToDo.ShouldNotBeNull();

        await MigrateAsync(database);
        (await SchemaAsync(database)).ShouldBe(await FreshSchemaAsync());
        await before.ShouldStillBeThereAsync(database);

        await StartAsync(database);
        await before.ShouldStillBeThereAsync(database, OldContent.WhenSlotsChanged);
        var revision = await ReadAsync(database, db => db.BrainRevisions.SingleAsync());
        (revision.Id, revision.Note).ShouldBe((1, "The brain that was found in the database."));
        revision.Document.Slots.Count.ShouldBe(8);
        revision.Document.Questions.Count.ShouldBe(9);
        revision.Document.RiskRules.Count.ShouldBe(4);
        revision.Document.Scoring.Weights.Risk.ShouldBe(2.5m);
        var with003 = !pending.Contains("MissingSchema", StringComparison.Ordinal);
        revision.Document.SkipRules.Count.ShouldBe(with003 ? 3 : 0);
        if (with003)
        {
            revision.Document.Modes.Quick.Limits.MaxQuestions.ShouldBe(7);
            revision.Document.Report.Footer.Lt.ShouldBe("Pirtys \"Garas\" · +370 600 00000 · www.example.lt");
        }

        var started = await OldContent.ReadAsync(database);
        await StartAsync(database);
        (await AdoptAsync(database)).Plan.NothingToDo.ShouldBe("This database is one of ours: there is nothing to adopt. No migration is pending.");
        await started.ShouldBeUntouchedAsync(database);
        (await ReadAsync(database, db => db.BrainRevisions.CountAsync())).ShouldBe(1);
    }
}
