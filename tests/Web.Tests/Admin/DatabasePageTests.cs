using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>The page on which operators see how the database is.</summary>
public sealed class DatabasePageTests
{
    private const string Address = "/admin/database";

    [Test]
    public async Task What_was_changed_by_hand_is_shown_with_what_would_undo_it_until_it_is_undone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var administrator = await app.NewStaffAsync(Roles.Administrator);
        await database.ExecuteAsync("CREATE TABLE added_by_hand (id int); ALTER TABLE feedback ALTER feedback_text SET DEFAULT 'none'");

        (await CheckAsync(administrator)).Body.ShouldContain("Drifted");
        administrator.Page.Text(".database-verdict").ShouldContain("differs in 2 objects");
        administrator.Page.Text(".database-differences").ShouldContain("added_by_hand");
        administrator.Page.Text("#sql").ShouldContain("ALTER COLUMN feedback_text DROP DEFAULT");
        administrator.Page.Text("#sql").ShouldMatch("-- DROP TABLE (IF EXISTS )?(public\\.)?added_by_hand");

        await database.ExecuteAsync("DROP TABLE added_by_hand; ALTER TABLE feedback ALTER feedback_text DROP DEFAULT");
        (await CheckAsync(administrator)).Body.ShouldContain("As expected");
        administrator.Page.Has("#sql").ShouldBeFalse();
        (await app.ReadAsync(db => db.DriftChecks.CountAsync())).ShouldBe(2);
    }

    [Test]
    public async Task Migrations_and_settings_of_the_server_are_shown()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        await administrator.OpenAsync(Address);

        administrator.Page.Text("[aria-labelledby=migrations]").ShouldContain("_Foundation");
        administrator.Page.Text("[aria-labelledby=server]").ShouldContain(SharedApp.Database.Name);
        administrator.Page.Text("[aria-labelledby=server]").ShouldContain("full_page_writes");
    }

    private static async Task<HtmlPage> CheckAsync(Respondent administrator)
    {
        var page = await administrator.OpenAsync(Address);
        await administrator.SubmitAsync(HtmlForm.Of(page.Document.QuerySelector("main form")!));
        return administrator.Page;
    }
}
