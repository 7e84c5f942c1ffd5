using System.Text.RegularExpressions;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

public partial class WorkspaceJourneyTests : VisitorTests
{
    [Test]
    public async Task The_link_that_the_first_start_prints_makes_the_first_administrator_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (app, address) = Site.Launch(database);
        await using var started = app;
        var link = JoinLink().Match(string.Join('\n', app.Log.Lines.Select(line => line.Text))).Value;
        await using var visitor = await Visitor.ArriveAsync("en", address: address);

        await visitor.OpenAsync(link);
        (await visitor.HeadingAsync()).ShouldBe("Create the first administrator");
        await visitor.WorkspaceShouldBeFineAsync();
        await visitor.Field("E-mail address").FillAsync("ona@example.org");
        await visitor.Field("Password").FillAsync("short");
        await visitor.LeadOnAsync(visitor.Press("Create the account"));
        (await visitor.Field("E-mail address").InputValueAsync()).ShouldBe("ona@example.org");
        await visitor.WorkspaceShouldBeFineAsync();

        await visitor.Field("Your name (optional)").FillAsync("Ona");
        await visitor.Field("Password").FillAsync(StaffAccounts.Password);
        await visitor.LeadOnAsync(visitor.Press("Create the account"));
        (await visitor.NoticeAsync()).ShouldBe("Your account was created. Sign in with your new password.");
        await visitor.SignInAsync("ona@example.org", StaffAccounts.Password);
        (await visitor.HeadingAsync()).ShouldBe("Dashboard");
        (await visitor.NavigationAsync()).ShouldContain("Accounts");

        await using var late = await Visitor.ArriveAsync("en", address: address);
        await late.OpenAsync(link);
        (await late.HeadingAsync()).ShouldBe("This invitation does not work");
    }

    [Test]
    public async Task An_invited_author_signs_in_and_sees_what_authors_may()
    {
        await using var administrator = await Visitor.SignedInAsync(Roles.Administrator);
        await administrator.NavigateAsync("Accounts");
        await administrator.LeadOnAsync(administrator.Link("Invite somebody"));
        await administrator.LeadOnAsync(administrator.Press("Make the invitation"));
        await administrator.WorkspaceShouldBeFineAsync();
        await administrator.Field("E-mail address").FillAsync("petras@example.org");
        await administrator.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Author: edits and publishes the brain" }).CheckAsync();
        await administrator.LeadOnAsync(administrator.Press("Make the invitation"));
        (await administrator.HeadingAsync()).ShouldBe("The invitation is ready");
        await administrator.WorkspaceShouldBeFineAsync();
        var link = await administrator.Field("Send this link to petras@example.org").InputValueAsync();

        await using var author = await Visitor.ArriveAsync("en");
        await author.OpenAsync(link);
        (await author.HeadingAsync()).ShouldBe("Create your account");
        (await author.Field("E-mail address").InputValueAsync()).ShouldBe("petras@example.org");
        await author.Field("Password").FillAsync("birch whisks and soft steam");
        await author.LeadOnAsync(author.Press("Create the account"));
        await author.SignInAsync("petras@example.org", "birch whisks and soft steam");

        var entries = await author.NavigationAsync();
        entries.ShouldContain("Slots");
        entries.ShouldContain("Feedback");
        entries.ShouldNotContain("Interviews");
        entries.ShouldNotContain("Accounts");
        (await author.FetchAsync("/admin/interviews")).Status.ShouldBe(403);
        (await author.FetchAsync("/admin/accounts")).Status.ShouldBe(403);
        await author.NavigateAsync("Slots");
        (await author.Link("Add a slot").IsVisibleAsync()).ShouldBeTrue();

        await administrator.NavigateAsync("Accounts");
        (await administrator.Page.GetByRole(AriaRole.Row, new() { NameRegex = Petras() }).InnerTextAsync()).ShouldContain("Author");
    }

    [Test]
    public async Task With_the_keyboard_alone_an_author_adds_a_risk_and_a_question_that_settles_it()
    {
        await using var author = await Visitor.SignedInAsync(Roles.Author);
        var (page, keyboard) = (author.Page, author.Page.Keyboard);
        await author.OpenAsync("/admin/brain/risk-rules");
        await author.TabToAsync(author.Link("Add a risk rule"));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));

        await author.TabToAsync(author.Field("Id"));
        await keyboard.TypeAsync("R_REST");
        await author.TabToAsync(author.Field("Code"));
        await keyboard.TypeAsync("RISK_REST");
        await author.TabToAsync(page.GetByRole(AriaRole.Radio, new() { Name = "Medium" }));
        await keyboard.PressAsync("ArrowLeft");
        (await page.GetByRole(AriaRole.Radio, new() { Name = "High" }).IsCheckedAsync()).ShouldBeTrue();

        // The first slot is what a sauna is wanted for; its answers follow it.
        await author.TabToAsync(author.Field("Slot"));
        await keyboard.PressAsync("ArrowDown");
        var answer = page.GetByRole(AriaRole.Checkbox, new() { Name = "Relaxation", Exact = true });
        await answer.WaitForAsync();
        await author.TabToAsync(answer);
        await keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Purpose has Relaxation");

        await author.TabToAsync(author.Press("Add another condition"));
        await keyboard.PressAsync("Enter");
        var second = page.GetByRole(AriaRole.Group, new() { Name = "Condition 2" });
        await second.GetByLabel("Slot").WaitForAsync();
        await author.TabToAsync(second.GetByLabel("Slot"));
        await keyboard.PressAsync("ArrowDown");
        await author.TabToAsync(second.GetByLabel("Comparison"));
        await keyboard.PressAsync("ArrowDown");
        await author.TabToAsync(second.GetByRole(AriaRole.Checkbox, new() { Name = "Family time", Exact = true }));
        await keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("and Purpose does not have Family time");
        await author.WorkspaceShouldBeFineAsync();

        foreach (var (language, note) in new[] { ("Lithuanian", "Poilsiui reikia ramybės."), ("English", "Rest needs quiet."), ("Russian", "Отдыху нужен покой.") })
        {
            await author.TabToAsync(author.Field($"{language}, Note"));
            await keyboard.TypeAsync(note);
        }
        await author.TabToAsync(author.Press("Add the risk rule"));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.NoticeAsync()).ShouldBe("Saved in the working copy.");
        (await page.GetByRole(AriaRole.Note).InnerTextAsync()).ShouldContain("Purpose has Relaxation, and Purpose does not have Family time");
        (await page.GetByText("Used by nothing.").IsVisibleAsync()).ShouldBeTrue();

        await author.OpenAsync("/admin/brain/questions/new");
        await author.TabToAsync(author.Field("Id"));
        await keyboard.TypeAsync("Q_REST");
        foreach (var (language, text) in new[] { ("Lithuanian", "Kiek ramybės norite?"), ("English", "How much quiet would you like?"), ("Russian", "Сколько тишины вы хотите?") })
        {
            await author.TabToAsync(author.Field($"{language}, Text"));
            await keyboard.TypeAsync(text);
        }
        await author.TabToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Purpose", Exact = true }));
        await keyboard.PressAsync("Space");
        await author.TabToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "RISK_REST", Exact = true }));
        await keyboard.PressAsync("Space");
        await author.TabToAsync(author.Press("Add the question"));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.NoticeAsync()).ShouldBe("Saved in the working copy.");

        // Both ways along the links.
        await author.OpenAsync("/admin/brain/risk-rules/R_REST");
        await author.TabToAsync(page.Locator("summary", new() { HasText = "Used by 1 question" }));
        await keyboard.PressAsync("Enter");
        await author.WorkspaceShouldBeFineAsync();
        await author.TabToAsync(page.Locator(".brain-items").GetByRole(AriaRole.Link, new() { Name = "Q_REST" }));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.HeadingAsync()).ShouldBe("Q_REST");
        await author.TabToAsync(author.Link("Open RISK_REST"));
        await author.LeadOnAsync(() => keyboard.PressAsync("Enter"));
        (await author.HeadingAsync()).ShouldBe("R_REST");
    }

    [Test]
    public async Task A_form_with_unsaved_changes_is_not_left_unasked()
    {
        await using var author = await Visitor.SignedInAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/slots/season");
        await author.Field("Description").ClickAsync();
        await author.Page.Keyboard.TypeAsync("When it is used. ");
        var asked = 0;
        var leave = false;
        author.Page.Dialog += async (_, dialog) =>
        {
            asked++;
            dialog.Type.ShouldBe("beforeunload");
            await (leave ? dialog.AcceptAsync() : dialog.DismissAsync());
        };

        await author.Page.GetByRole(AriaRole.Link, new() { Name = "Risk rules", Exact = true }).ClickAsync();
        await Assertions.Expect(author.Page.Locator("h1")).ToHaveTextAsync("Season of use");
        asked.ShouldBe(1);
        (await author.Field("Description").InputValueAsync()).ShouldContain("When it is used. ");

        leave = true;
        await author.NavigateAsync("Risk rules");
        asked.ShouldBe(2);
        (await author.HeadingAsync()).ShouldBe("Risk rules");

        // What nobody changed and what is saved asks nobody.
        await author.OpenAsync("/admin/brain/slots/season");
        await author.Field("Description").ClickAsync();
        await author.NavigateAsync("Risk rules");
        asked.ShouldBe(2);
        await author.OpenAsync("/admin/brain/slots/season");
        await author.Field("Description").ClickAsync();
        await author.Page.Keyboard.TypeAsync("When it is used. ");
        await author.LeadOnAsync(author.Press("Save"));
        (await author.NoticeAsync()).ShouldBe("Saved in the working copy.");
        await author.NavigateAsync("Risk rules");
        asked.ShouldBe(2);
    }

    [Test]
    public async Task Who_saves_second_sees_both_versions_and_loses_nothing()
    {
        await using var first = await Visitor.SignedInAsync(Roles.Author);
        await using var second = await Visitor.SignedInAsync(Roles.Author);
        foreach (var author in new[] { first, second })
            await author.OpenAsync("/admin/brain/questions/Q_BUDGET");

        await first.Field("English, Text").FillAsync("What may it cost?");
        await first.LeadOnAsync(first.Press("Save"));
        await second.Field("English, Text").FillAsync("What would you like to spend?");
        await second.LeadOnAsync(second.Press("Save"));

        (await second.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Heading).InnerTextAsync()).ShouldBe("Somebody else saved this question first");
        var row = await second.Page.GetByRole(AriaRole.Row, new() { NameRegex = Theirs() }).InnerTextAsync();
        row.ShouldContain("What may it cost?");
        row.ShouldContain("What would you like to spend?");
        (await second.Field("English, Text").InputValueAsync()).ShouldBe("What would you like to spend?");
        await second.WorkspaceShouldBeFineAsync();

        await second.LeadOnAsync(second.Press("Save mine over theirs"));
        (await second.NoticeAsync()).ShouldBe("Saved in the working copy.");
        await first.OpenAsync("/admin/brain/questions/Q_BUDGET");
        (await first.Field("English, Text").InputValueAsync()).ShouldBe("What would you like to spend?");
    }

    [Test]
    public async Task An_analyst_reads_how_an_interview_went_without_learning_whose_it_is()
    {
        await using var respondent = await Visitor.ArriveAsync("en");
        await respondent.RespondAsync();
        var interview = respondent.SessionId;
        await using var analyst = await Visitor.SignedInAsync(Roles.Analyst);
        var page = analyst.Page;

        (await analyst.HeadingAsync()).ShouldBe("Dashboard");
        await page.Locator("summary", new() { HasText = "Table of started and finished interviews" }).ClickAsync();
        (await page.GetByRole(AriaRole.Region, new() { Name = "Table of started and finished interviews" }).GetByRole(AriaRole.Row).CountAsync()).ShouldBeGreaterThan(1);
        await analyst.WorkspaceShouldBeFineAsync();

        await analyst.NavigateAsync("Interviews");
        await analyst.LeadOnAsync(page.Locator($"main a[href$='{interview}']"));
        (await page.GetByText("Contact details are hidden from your role.").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain(Replies.Name);
        (await analyst.Link("Delete …").CountAsync()).ShouldBe(0);

        var choice = page.Locator("details.choice").First;
        await choice.Locator("summary").ClickAsync();
        var arithmetic = choice.GetByRole(AriaRole.Table);
        (await arithmetic.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync()).Count.ShouldBe(3);
        (await choice.GetByText("Runner-up:").First.IsVisibleAsync()).ShouldBeTrue();
        (await choice.Locator("summary").InnerTextAsync()).ShouldMatch("points, .+ the runner-up");
        (await arithmetic.GetByRole(AriaRole.Row).Last.InnerTextAsync()).ShouldStartWith("Sum");
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Understood" }).CountAsync()).ShouldBeGreaterThan(0);
        await analyst.WorkspaceShouldBeFineAsync();
    }

    [Test]
    public async Task Feedback_is_found_followed_to_its_interview_exported_and_deleted()
    {
        await using var respondent = await Visitor.ArriveAsync("en");
        await respondent.RespondAsync(2, "The stove was forgotten altogether.");
        await using var reviewer = await Visitor.SignedInAsync(Roles.Reviewer);

        await reviewer.NavigateAsync("Feedback");
        await reviewer.Field("Comment has").FillAsync("stove was forgotten");
        await reviewer.LeadOnAsync(reviewer.Press("Apply"));
        var entries = reviewer.Page.GetByRole(AriaRole.Region, new() { Name = "Feedback" });
        (await entries.InnerTextAsync()).ShouldContain("The stove was forgotten altogether.");
        (await entries.GetByRole(AriaRole.Row).CountAsync()).ShouldBe(2);
        (await reviewer.Link("Delete …").CountAsync()).ShouldBe(0);
        await reviewer.WorkspaceShouldBeFineAsync();
        var file = await reviewer.Page.RunAndWaitForDownloadAsync(() => reviewer.Link("Export 1 entry as CSV").ClickAsync());
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldContain("The stove was forgotten altogether.");
        await reviewer.LeadOnAsync(entries.Locator("a[href*='/interviews/']"));
        (await reviewer.Page.Locator("main").InnerTextAsync()).ShouldContain(Replies.Name);

        await using var administrator = await Visitor.SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/admin/feedback?text=stove+was+forgotten");
        var delete = administrator.Page.GetByRole(AriaRole.Link, new() { NameRegex = DeleteFeedback() });
        await administrator.LeadOnAsync(delete);
        (await administrator.HeadingAsync()).ShouldBe("Delete this feedback?");
        await administrator.LeadOnAsync(administrator.Link("Cancel"));
        await administrator.OpenAsync("/admin/feedback?text=stove+was+forgotten");
        await administrator.LeadOnAsync(delete);
        await administrator.LeadOnAsync(administrator.Press("Delete feedback"));
        (await administrator.NoticeAsync()).ShouldStartWith("Feedback of 2 stars");
        (await Site.App.FeedbackCountAsync(respondent.SessionId)).ShouldBe(0);
        await administrator.WorkspaceShouldBeFineAsync();
    }

    [GeneratedRegex("/admin/join/[0-9a-f]{64}")]
    private static partial Regex JoinLink();

    [GeneratedRegex("petras@example\\.org")]
    private static partial Regex Petras();

    [GeneratedRegex("What may it cost\\?")]
    private static partial Regex Theirs();

    [GeneratedRegex("^Delete the feedback of ")]
    private static partial Regex DeleteFeedback();
}
