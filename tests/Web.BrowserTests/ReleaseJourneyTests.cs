using System.Text.RegularExpressions;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>From an edit to what respondents meet and back, on a site of its own, so that no other test meets what is published here.</summary>
[Category("Screenshots")]
public partial class ReleaseJourneyTests : VisitorTests
{
    private TestDatabase _database = null!;
    private (AgentBrainApp App, string Address) _site;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _site = Site.Launch(_database);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _site.App.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_rule_that_can_never_hold_is_mended_before_publishing_and_what_was_published_is_taken_back()
    {
        await using var author = await Visitor.SignedInAsync(Roles.Author, "rasa@example.org", _site);
        var (page, keyboard) = (author.Page, author.Page.Keyboard);
        await using var early = await Visitor.ArriveAsync("en", address: _site.Address);
        await early.StartAsync();
        (await early.QuestionIdAsync()).ShouldBe("Q_PURPOSE");

        // A risk for those who rent it out and do not, and a question that waits for it.
        await author.OpenAsync("/admin/brain/risk-rules/new");
        await author.Field("Id").FillAsync("R_VIEW");
        await author.Field("Code").FillAsync("RISK_VIEW");
        await author.Field("Slot").SelectOptionAsync("purpose");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Renting it out" }).CheckAsync();
        await author.Press("Add another condition").ClickAsync();
        var second = page.GetByRole(AriaRole.Group, new() { Name = "Condition 2" });
        await second.GetByLabel("Slot").SelectOptionAsync("purpose");
        await second.GetByRole(AriaRole.Checkbox, new() { Name = "Renting it out" }).CheckAsync();
        await second.GetByLabel("Comparison").SelectOptionAsync("has none of");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("and Purpose does not have Renting it out");
        await FillAsync(author, "Note", "Guests look out of the window.");
        await author.LeadOnAsync(author.Press("Add the risk rule"));
        await author.OpenAsync("/admin/brain/questions/new");
        await author.Field("Id").FillAsync("Q_VIEW");
        await FillAsync(author, "Text", "What would guests see from the window?");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "RISK_VIEW" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ask it only while one of these risks is raised" }).CheckAsync();
        await author.Field("Priority").FillAsync("1000");
        await author.LeadOnAsync(author.Press("Add the question"));
        (await author.NoticeAsync()).ShouldBe("Saved in the working copy.");

        await author.NavigateAsync("Publish");
        var blocked = page.GetByRole(AriaRole.Region, new() { NameRegex = BlocksPublishing() });
        (await blocked.InnerTextAsync()).ShouldContain("Parts of a rule contradict each other");
        (await blocked.InnerTextAsync()).ShouldContain("Risk rule R_VIEW: condition 2 – when Purpose does not have Renting it out");
        (await page.GetByRole(AriaRole.Button, new() { NameRegex = PublishChanges() }).CountAsync()).ShouldBe(0);
        await author.WorkspaceShouldBeFineAsync("75-workspace-publish-error");
        await author.LeadOnAsync(blocked.Locator(".finding-place a[href*='R_VIEW']").First);
        (await author.HeadingAsync()).ShouldBe("R_VIEW");
        (await page.EvaluateAsync<bool>("location.hash.length > 1 && document.querySelector(location.hash) !== null")).ShouldBeTrue(page.Url);
        await author.Press("Remove condition 2").ClickAsync();
        await Assertions.Expect(second).ToHaveCountAsync(0);
        await author.LeadOnAsync(author.Press("Save"));

        // With the keyboard alone.
        await author.NavigateAsync("Publish");
        (await blocked.CountAsync()).ShouldBe(0);
        await author.WorkspaceShouldBeFineAsync();
        await author.TabToAsync(author.Field("What changes and why"));
        await keyboard.TypeAsync("Guests are asked about the view");
        await author.TabToAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = PublishChanges() }));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.HeadingAsync()).ShouldBe("History");
        (await author.NoticeAsync()).ShouldStartWith("Revision 2 is published.");
        (await page.GetByText("Guests are asked about the view").IsVisibleAsync()).ShouldBeTrue();
        await author.WorkspaceShouldBeFineAsync();

        await early.ReplyAsync();
        (await early.QuestionIdAsync()).ShouldNotBe("Q_VIEW");
        (await AskedAfterPurposeAsync()).ShouldBe("Q_VIEW");

        await author.LeadOnAsync(author.Link("What changed in revision 2"));
        (await author.HeadingAsync()).ShouldBe("Compare");
        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("1 question and 1 risk rule, from revision 1 to revision 2");
        var questions = page.GetByRole(AriaRole.Region, new() { Name = "Questions", Exact = true });
        await questions.GetByText("What it says").ClickAsync();
        (await questions.InnerTextAsync()).ShouldContain("What would guests see from the window?");
        await author.WorkspaceShouldBeFineAsync();

        await author.NavigateAsync("History");
        await author.TabToAsync(author.Link("Restore revision 1"));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.HeadingAsync()).ShouldBe("Restore revision 1?");
        await author.WorkspaceShouldBeFineAsync("76-workspace-restore");
        await author.TabToAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = RestoreFirst() }));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.NoticeAsync()).ShouldStartWith("Revision 1 is back, as revision 3.");
        (await AskedAfterPurposeAsync()).ShouldNotBe("Q_VIEW");
        (await author.FetchAsync("/admin/brain/questions/Q_VIEW")).Status.ShouldBe(404);
    }

    [Test]
    public async Task A_brain_leaves_as_a_file_and_comes_back_changed_after_a_preview()
    {
        await using var author = await Visitor.SignedInAsync(Roles.Author, "jonas@example.org", _site);
        await author.NavigateAsync("Import and export");
        await author.Field("Or its text").FillAsync("slots:\n  - key: a\n    options: [x\nquestions");
        await author.LeadOnAsync(author.Press("Preview"));
        var problems = await author.Page.GetByRole(AriaRole.Alert).InnerTextAsync();
        problems.ShouldContain("The text cannot be read");
        problems.ShouldContain("Line 3");
        await author.WorkspaceShouldBeFineAsync("77-workspace-import-problems");

        await author.LeadOnAsync(author.Link("Start again"));
        var exported = await ExportAsync(author);
        var text = exported.Replace("label_en: Timeline", "label_en: When it is to be ready", StringComparison.Ordinal);
        text.ShouldNotBe(exported);
        await author.Field("A YAML file").SetInputFilesAsync(new FilePayload { Name = "brain.yaml", MimeType = "application/yaml", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await author.LeadOnAsync(author.Press("Preview"));
        (await author.Page.GetByRole(AriaRole.Region, new() { Name = "Slots", Exact = true }).InnerTextAsync()).ShouldContain("When it is to be ready");
        (await ExportAsync(author, "/admin/brain/export")).ShouldBe(exported);
        await author.WorkspaceShouldBeFineAsync("78-workspace-import-preview");

        await author.LeadOnAsync(author.Press("Import into the working copy"));
        (await author.NoticeAsync()).ShouldStartWith("Imported into the working copy.");
        (await author.Page.GetByText("1 unpublished change", new() { Exact = true }).IsVisibleAsync()).ShouldBeTrue();
        await author.NavigateAsync("Import and export");
        (await ExportAsync(author)).ShouldBe(text);
    }

    [Test]
    public async Task A_trial_shows_its_arithmetic_and_stores_nothing()
    {
        await using var author = await Visitor.SignedInAsync(Roles.Author, "ieva@example.org", _site);
        var page = author.Page;
        var stored = await SessionsAsync();
        await author.NavigateAsync("Try it");
        foreach (var (number, answer) in new[] { (1, "Quiet evenings with the family."), (2, "All year round, with an electric stove.") })
        {
            await Assertions.Expect(page.GetByText($"Question {number} ·")).ToBeVisibleAsync();
            await author.Field("Answer in words, in English").FillAsync(answer);
            await author.Press("Answer").ClickAsync();
        }
        await Assertions.Expect(page.GetByText("Question 3 ·")).ToBeVisibleAsync();
        await Assertions.Expect(author.Field("Answer in words, in English")).ToBeFocusedAsync();
        (await page.GetByRole(AriaRole.Region, new() { Name = "The ranking" }).InnerTextAsync()).ShouldMatch(@"\d × -?[\d.]+ = -?[\d.]+");
        var leftOut = await page.GetByRole(AriaRole.Region, new() { Name = "What is left out" }).InnerTextAsync();
        leftOut.ShouldContain("SKIP_WOOD leaves these out when");
        leftOut.ShouldContain("Q_FIREWOOD");

        await page.GetByRole(AriaRole.Heading, new() { Name = "Set a slot by hand" }).ClickAsync();
        await author.Field("Slot").FocusAsync();
        await author.Field("Slot").SelectOptionAsync(new SelectOptionValue { Label = "Size" });
        var option = page.GetByRole(AriaRole.Group, new() { Name = "Options" }).GetByRole(AriaRole.Checkbox).First;
        await option.WaitForAsync();
        await Assertions.Expect(author.Field("Slot")).ToBeFocusedAsync();
        await option.CheckAsync();
        await author.Press("Set it").ClickAsync();
        var known = page.GetByRole(AriaRole.Region, new() { Name = "What is known" });
        await Assertions.Expect(known).ToContainTextAsync("(set by hand)");
        await author.WorkspaceShouldBeFineAsync("79-workspace-trial");

        // The button that was pressed is gone afterwards.
        await author.Press("Let the answers speak again").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(known).Not.ToContainTextAsync("(set by hand)");
        await Assertions.Expect(author.Field("Slot")).ToBeFocusedAsync();
        await author.Press("Undo the last step").ClickAsync();
        await Assertions.Expect(known).ToContainTextAsync("(set by hand)");
        (await SessionsAsync()).ShouldBe(stored);
    }

    [Test]
    public async Task A_second_factor_is_set_up_used_and_told_in_the_audit_log()
    {
        const string email = "saule@example.org";
        await using var visitor = await Visitor.SignedInAsync(Roles.Administrator, email, _site);
        await visitor.NavigateAsync("Your account");
        await visitor.LeadOnAsync(visitor.Link("set up an authenticator app"));
        await visitor.Field("Your password").FillAsync(StaffAccounts.Password);
        await visitor.LeadOnAsync(visitor.Press("Set up an authenticator app"));
        await visitor.WorkspaceShouldBeFineAsync();
        var key = (await visitor.Field("Key").InputValueAsync()).Replace(" ", "", StringComparison.Ordinal);
        await visitor.Field("Code").FillAsync(Totp.CodeAt(key, Now));
        await visitor.LeadOnAsync(visitor.Press("Turn the second factor on"));
        (await visitor.HeadingAsync()).ShouldBe("Your recovery codes");
        await visitor.WorkspaceShouldBeFineAsync();
        var recovery = (await visitor.Field("Recovery codes").InputValueAsync()).Split('\n')[0];

        // No code works twice: the next one of the app, then one of those that were kept.
        await AgainAsync(visitor, email);
        (await visitor.HeadingAsync()).ShouldBe("Enter your code");
        await visitor.WorkspaceShouldBeFineAsync();
        await visitor.Field("Code").FillAsync(Totp.CodeAt(key, Now.AddSeconds(30)));
        await visitor.LeadOnAsync(visitor.Press("Sign in"));
        (await visitor.HeadingAsync()).ShouldBe("Dashboard");
        await AgainAsync(visitor, email);
        await visitor.Field("Code").FillAsync(recovery);
        await visitor.LeadOnAsync(visitor.Press("Sign in"));
        (await visitor.HeadingAsync()).ShouldBe("Dashboard");
        await AgainAsync(visitor, email);
        await visitor.Field("Code").FillAsync(recovery);
        await visitor.LeadOnAsync(visitor.Press("Sign in"));
        (await visitor.Page.GetByRole(AriaRole.Alert).CountAsync()).ShouldBe(1);
        await visitor.WorkspaceShouldBeFineAsync();

        await using var administrator = await Visitor.SignedInAsync(Roles.Administrator, "administrator@example.org", _site);
        await administrator.NavigateAsync("Audit log");
        var entries = administrator.Page.GetByRole(AriaRole.List, new() { Name = "Entries, newest first" });
        await administrator.Field("Item").FillAsync(email);
        await administrator.LeadOnAsync(administrator.Press("Search"));
        var told = await entries.InnerTextAsync();
        told.ShouldContain("Account second factor on");
        told.ShouldContain("recovery code used");
        told.ShouldNotContain(recovery);
        foreach (var what in await entries.Locator(".audit-what").AllInnerTextsAsync())
            what.ShouldContain(email);
        await entries.Locator("summary").First.ClickAsync();
        await administrator.WorkspaceShouldBeFineAsync("80-workspace-audit");
    }

    private DateTimeOffset Now => _site.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static async Task FillAsync(Visitor author, string label, string text)
    {
        foreach (var language in new[] { "Lithuanian", "English", "Russian" })
            await author.Field($"{language}, {label}").FillAsync(text);
    }

    /// <summary>What somebody who begins now is asked after the first question.</summary>
    private async Task<string> AskedAfterPurposeAsync()
    {
        await using var respondent = await Visitor.ArriveAsync("en", address: _site.Address);
        await respondent.StartAsync();
        (await respondent.QuestionIdAsync()).ShouldBe("Q_PURPOSE");
        await respondent.ReplyAsync();
        return await respondent.QuestionIdAsync();
    }

    private static async Task<string> ExportAsync(Visitor author, string address) => await (await author.FetchAsync(address)).TextAsync();

    private static async Task<string> ExportAsync(Visitor author)
    {
        var file = await author.Page.RunAndWaitForDownloadAsync(() => author.Press("Export").ClickAsync());
        return await File.ReadAllTextAsync(await file.PathAsync());
    }

    private static async Task AgainAsync(Visitor visitor, string email)
    {
        await visitor.LeadOnAsync(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));
        await visitor.OpenAsync("/admin/sign-in");
        await visitor.SignInAsync(email, StaffAccounts.Password);
    }

    private Task<int> SessionsAsync() => _site.App.ReadAsync(db => db.Sessions.CountAsync());

    [GeneratedRegex("blocks? publishing")]
    private static partial Regex BlocksPublishing();

    [GeneratedRegex("^Publish [0-9]+ changes?$")]
    private static partial Regex PublishChanges();

    [GeneratedRegex("^Restore revision 1")]
    private static partial Regex RestoreFirst();
}
