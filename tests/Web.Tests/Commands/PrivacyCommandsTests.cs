using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Commands;

/// <summary><c>privacy retention</c> and <c>privacy erasures</c>.</summary>
public sealed class PrivacyCommandsTests
{
    [Test]
    public async Task What_is_due_is_listed_removed_and_after_a_restore_removed_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var respondent = app.NewRespondent();
        await respondent.ReachReportAsync("en");
        using var other = app.NewRespondent();
        await other.StartAsync("en");
        var reference = SessionReference.Of(respondent.SessionId);
        await database.ExecuteAsync($"UPDATE sessions SET created_at = now() - interval '800 days', completed_at = now() - interval '800 days' WHERE session_id = '{respondent.SessionId}'");

        (await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "retention")).Code.ShouldNotBe(0);
        var listed = await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "retention", "--dry-run");
        (listed.Code, listed.Error).ShouldBe((0, ""));
        listed.Output.ShouldContain("Answers: 1 interview kept since before ");
        listed.Output.ShouldContain(reference);
        listed.Output.ShouldContain("Unfinished: 0 interviews");
        (await app.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(2);

        var applied = await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "retention", "--apply");
        (applied.Code, applied.Output, applied.Error).ShouldBe((0, "1 removal.\n", ""));
        (await app.ReadAsync(db => db.Sessions.SingleAsync())).Id.ShouldBe(other.SessionId);

        var erasures = await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "erasures");
        erasures.Output.ShouldMatch($"^{respondent.SessionId} {reference} \\S+\n$");
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.txt");
        try
        {
            await File.WriteAllTextAsync(file, $"{erasures.Output}{other.SessionId} as a backup brought it back\n");
            (await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "erasures", "--repeat", file)).Output.ShouldBe("1 interview was erased again, of 2 in the list.\n");
            await File.WriteAllTextAsync(file, "nonsense\n");
            var refused = await CommandRun.OnAsync(database.ConnectionString, "", "privacy", "erasures", "--repeat", file);
            (refused.Code, refused.Error).ShouldBe((1, $"Line 1 of {file} begins with no id. Nothing was erased.\n"));
        }
        finally
        {
            File.Delete(file);
        }
        (await app.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(0);
    }
}
