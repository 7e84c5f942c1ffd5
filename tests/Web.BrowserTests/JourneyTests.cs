using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

public class JourneyTests : VisitorTests
{
    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    [Category("Screenshots")]
    public async Task From_the_start_to_the_stars_every_page_in_every_state_is_fit_for_everybody(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(language);

        await BeginAsync(visitor);
        await AnswerInTwoTabsAsync(visitor);
        await LoseTheConnectionAsync(visitor);
        await ChangeAnEarlierAnswerAsync(visitor);
        await SwitchLanguageAsync(visitor);
        await FinishEarlyAndTakeUpAgainAsync(visitor);
        await GoOnElsewhereAsync(visitor);
        await visitor.AnswerToTheEndAsync();
        await CheckAndChangeAsync(visitor);
        await LeaveContactAsync(visitor);
        await ReadAsync(visitor);
        await RateAsync(visitor);
        await ComeBackAsync(visitor);
    }

    [Test]
    public async Task A_keyboard_is_all_it_takes()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        var page = visitor.Page;
        await visitor.OpenAsync("/");

        // The first stop leads past the header.
        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("a.skip-link");
        await page.FocusShouldBeSeenAsync();
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "input[name=Language]:checked");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowDown");
        (await page.Locator("#language-en").IsCheckedAsync()).ShouldBeTrue();
        await TabToAsync(page, "#agreed");
        await page.Keyboard.PressAsync("Space");
        await PressAsync(visitor, "button[type=submit]");

        await PressAsync(visitor, "header button[lang=lt]");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("lt");
        await PressAsync(visitor, "header button[lang=en]");

        // An empty answer: the focus is on the summary, whose link leads to the field.
        await PressAsync(visitor, "button[value=answer]");
        (await FocusAsync(page)).ShouldBe("div.error-summary");
        await TabToAsync(page, ".error-summary a");
        await page.Keyboard.PressAsync("Enter");
        (await FocusAsync(page)).ShouldStartWith("textarea");

        for (var turn = 0; await visitor.IsAskedAsync(); turn++)
        {
            turn.ShouldBeLessThan(20);
            switch (turn % 3)
            {
                case 0 when await page.Locator(".chip").CountAsync() > 0:
                    await page.Locator("body").PressAsync("Home");
                    await TabToAsync(page, ".chip input");
                    await page.Keyboard.PressAsync("Space");
                    await PressAsync(visitor, "button[value=answer]", "Space");
                    break;
                case 2:
                    await PressAsync(visitor, "button[value=dont-know]");
                    break;
                default:
                    await TabToAsync(page, "#answer");
                    await page.Keyboard.TypeAsync("Typed words");
                    await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Control+Enter"));
                    break;
            }
        }
        (await Site.App.AnswersAsync(visitor.SessionId)).ShouldContain("Typed words");

        // What was understood is changed; the Enter key in a field saves.
        await PressAsync(visitor, "a[href*='/facts/users']");
        await TabToAsync(page, "#measure");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("6");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
        (await page.Locator(".tag", new() { HasText = visitor.Text["Check.ByHand"] }).CountAsync()).ShouldBe(1);
        if (!await visitor.SeesAnswersAsync())
        {
            await TabToAsync(page, ".answers summary");
            await page.Keyboard.PressAsync("Enter");
        }
        await PressAsync(visitor, ".answers a[href*='/1?']");
        await TabToAsync(page, "#answer");
        await page.Keyboard.TypeAsync("Other words");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Control+Enter"));
        (await Site.App.AnswersAsync(visitor.SessionId))[0].ShouldContain("Other words");
        await visitor.AnswerToTheEndAsync();

        await PressAsync(visitor, "a[href$='/contact']");
        await TabToAsync(page, "#name");
        await page.Keyboard.TypeAsync("Ona");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await TabToAsync(page, "input[name=Rating]");
        await page.Keyboard.PressAsync("4");
        (await page.Locator("input[name=Rating][value='4']").IsCheckedAsync()).ShouldBeTrue();
        await TabToAsync(page, "#comment");
        await page.Keyboard.TypeAsync("Good.");
        await PressAsync(visitor, "main button[type=submit]");
        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(visitor.Text["Feedback.ThanksTitle"]);
    }

    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task Everything_works_without_scripts(string language)
    {
        await using var here = await Visitor.ArriveAsync(language, withScripts: false);
        await using var elsewhere = await Visitor.ArriveAsync(language, withScripts: false);
        var (visitor, page, text, other) = (here, here.Page, here.Text, Other(language));
        await visitor.StartAsync();
        (await page.Locator("[data-shortcut]").IsHiddenAsync()).ShouldBeTrue();

        await visitor.PressAsync("Question.Continue");
        (await page.Locator(".error-summary").InnerTextAsync()).ShouldContain(text["Error.AnswerEmpty"]);

        // In another language and back, with what was typed.
        await visitor.TypeAsync("Half a");
        await visitor.SwitchLanguageAsync(other);
        (await page.Locator("#answer").InputValueAsync()).ShouldBe("Half a");
        await visitor.SwitchLanguageAsync(language);
        await visitor.ReplyAsync();
        // Not "just me", which ten people would contradict.
        await visitor.PickAsync(await visitor.QuestionIdAsync() == "Q_USERS" ? 2 : 0);
        await visitor.PressAsync("Question.Continue");

        // On with it in another browser.
        var question = await visitor.HeadingAsync();
        await visitor.FollowAsync("Links.Save");
        await visitor.PressAsync("Save.Button");
        (await visitor.Page.Locator("[data-copy]").IsHiddenAsync()).ShouldBeTrue();
        await elsewhere.OpenAsync(await page.Locator("#link").InputValueAsync());
        await elsewhere.PressAsync("Resume.Button");
        (await elsewhere.HeadingAsync()).ShouldBe(question);
        (visitor, page, text) = (elsewhere, elsewhere.Page, elsewhere.Text);

        await visitor.FollowAsync("Links.Check");
        await visitor.PressAsync("Check.Finish");
        (await visitor.HeadingAsync()).ShouldBe(text["Contact.Title"]);
        await visitor.FollowAsync("Back.Check");
        await visitor.PressAsync("Check.More");
        (await visitor.HeadingAsync()).ShouldBe(question);
        await visitor.AnswerToTheEndAsync();

        (await visitor.HeadingAsync()).ShouldBe(text["Check.Title"]);
        await visitor.FollowAddressAsync("/facts/users?from=check");
        await page.Locator("#measure").FillAsync("10");
        await visitor.PressAsync("Fact.Save");
        // So many people may raise a question.
        await visitor.AnswerToTheEndAsync();
        (await page.Locator(".tag", new() { HasText = text["Check.ByHand"] }).CountAsync()).ShouldBe(1);
        if (!await visitor.SeesAnswersAsync())
            await page.Locator(".answers summary").ClickAsync();
        await visitor.FollowAddressAsync("/1?from=check");
        await visitor.TypeAsync(Replies.Changed(language));
        await visitor.PressAsync("Question.Save");
        (await Site.App.AnswersAsync(visitor.SessionId))[0].ShouldBe(Replies.Changed(language));
        await visitor.AnswerToTheEndAsync();

        await visitor.LeadToContactAsync();
        await visitor.LeaveContactAsync();
        await page.Locator(".star").Nth(4).ClickAsync();
        await visitor.PressAsync("Feedback.Button");

        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(text["Feedback.ThanksTitle"]);
        (await Site.App.FeedbackCountAsync(visitor.SessionId)).ShouldBe(1);
    }

    private static async Task BeginAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        await visitor.OpenAsync("/");
        (await visitor.HeadingAsync()).ShouldBe(text["Start.Title"]);
        await visitor.ShouldBeFineAsync("01-start");

        await visitor.StartAsync();
        await visitor.ShouldBeFineAsync("02-question");

        await visitor.PressAsync("Question.Continue");
        (await page.Locator(".error-summary").InnerTextAsync()).ShouldContain(text["Error.AnswerEmpty"]);
        await visitor.ShouldBeFineAsync("03-question-error");
    }

    private static async Task AnswerInTwoTabsAsync(Visitor visitor)
    {
        var tab = await visitor.OpenTabAsync();
        await visitor.ReplyAsync();

        await tab.TypeAsync(Replies.Changed(visitor.Text.Language));
        await tab.PressAsync("Question.Continue");
        (await tab.Page.Locator("#answer").InputValueAsync()).ShouldBe(Replies.Changed(visitor.Text.Language));
        (await tab.Page.Locator(".notice").InnerTextAsync()).ShouldContain(visitor.Text["Notice.AnsweredMeanwhile"]);
        await tab.ShouldBeFineAsync("04-question-answered-meanwhile");
        await tab.Page.CloseAsync();
    }

    private static async Task LoseTheConnectionAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        var (answer, status) = (page.Locator("#answer"), page.Locator("[data-draft-status]"));
        var words = Replies.To(await visitor.QuestionIdAsync(), text.Language);
        await answer.PressSequentiallyAsync(words[..10]);
        await visitor.SetOfflineAsync(true);
        await Assertions.Expect(status).ToHaveTextAsync(text["Draft.Offline"]);
        await answer.PressSequentiallyAsync(words[10..]);
        await visitor.Button("Question.Continue").ClickAsync();
        await Assertions.Expect(status).ToHaveTextAsync(text["Draft.Held"]);
        await visitor.ShouldBeFineAsync("05-question-offline");

        await visitor.SetOfflineAsync(false);
        await visitor.LeadOnAsync(() => page.ReloadAsync());
        await Assertions.Expect(status).ToHaveTextAsync(text["Form.DraftRestored"]);
        (await answer.InputValueAsync()).ShouldBe(words);
        await visitor.ShouldBeFineAsync("06-question-draft");
        await visitor.PressAsync("Question.Continue");
        (await Site.App.AnswersAsync(visitor.SessionId)).Count(stored => stored == words).ShouldBe(1);
        (await answer.InputValueAsync()).ShouldBe("");
    }

    private static async Task ChangeAnEarlierAnswerAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.ReplyAsync();
        var question = await visitor.HeadingAsync();
        await visitor.ShouldBeFineAsync("07-question-known");
        await page.Locator("details.why summary").ClickAsync();
        (await page.Locator("table.sums caption").IsVisibleAsync()).ShouldBeTrue();
        await visitor.ShouldBeFineAsync("08-why");

        var answers = await Site.App.AnswersAsync(visitor.SessionId);
        await visitor.LeadOnAsync(() => page.GoBackAsync());
        (await page.Locator("#answer").InputValueAsync()).ShouldBe(answers[^1]);
        await visitor.ShouldBeFineAsync("09-question-answered");
        var changed = $"{answers[^1]} {Replies.Afterthought(visitor.Text.Language)}";
        await visitor.TypeAsync(changed);
        await visitor.PressAsync("Question.Save");
        (await visitor.HeadingAsync()).ShouldBe(question);
        (await page.Locator(".notice").InnerTextAsync()).ShouldContain(visitor.Text["Notice.Saved"]);
        (await Site.App.AnswersAsync(visitor.SessionId)).ShouldBe([.. answers[..^1], changed]);
    }

    private static async Task SwitchLanguageAsync(Visitor visitor)
    {
        var page = visitor.Page;
        var (language, other, question) = (visitor.Text.Language, Other(visitor.Text.Language), await visitor.HeadingAsync());
        await visitor.TypeAsync("Half a");

        await visitor.SwitchLanguageAsync(other);
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(other);
        (await visitor.HeadingAsync()).ShouldNotBe(question);
        (await visitor.Button("Question.Continue").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("#answer").InputValueAsync()).ShouldBe("Half a");

        await visitor.SwitchLanguageAsync(language);
        (await visitor.HeadingAsync()).ShouldBe(question);
        (await page.Locator("#answer").InputValueAsync()).ShouldBe("Half a");
        (await Site.App.AnswersAsync(visitor.SessionId)).ShouldNotContain("Half a");
    }

    private static async Task GoOnElsewhereAsync(Visitor visitor)
    {
        var (page, text, question) = (visitor.Page, visitor.Text, await visitor.HeadingAsync());
        await visitor.FollowAsync("Links.Save");
        await visitor.ShouldBeFineAsync("10-save");
        await visitor.PressAsync("Save.Button");
        await visitor.ShouldBeFineAsync("11-link");
        var link = await page.Locator("#link").InputValueAsync();
        await visitor.Button("Save.Copy").ClickAsync();
        await Assertions.Expect(page.Locator("[data-copy-status]")).Not.ToBeEmptyAsync();

        await using var elsewhere = await Visitor.ArriveAsync(text.Language);
        await elsewhere.OpenAsync(link[..^1]);
        (await elsewhere.HeadingAsync()).ShouldBe(text["Resume.GoneTitle"]);
        await elsewhere.ShouldBeFineAsync("12-resume-gone");
        await elsewhere.OpenAsync(link);
        await elsewhere.ShouldBeFineAsync("13-resume");
        await elsewhere.PressAsync("Resume.Button");
        (await elsewhere.HeadingAsync()).ShouldBe(question);
        await elsewhere.ReplyAsync();

        // Both go on, each where the other has got to.
        await visitor.FollowAsync("Save.Back");
        (await visitor.HeadingAsync()).ShouldBe(await elsewhere.HeadingAsync());
        if (await visitor.IsAskedAsync())
            await visitor.ReplyAsync();
        await elsewhere.OpenAsync($"/interview/{visitor.SessionId}");
        (await elsewhere.HeadingAsync()).ShouldBe(await visitor.HeadingAsync());
    }

    private static async Task FinishEarlyAndTakeUpAgainAsync(Visitor visitor)
    {
        var (page, text, question) = (visitor.Page, visitor.Text, await visitor.HeadingAsync());
        await visitor.FollowAsync("Links.Check");
        (await visitor.HeadingAsync()).ShouldBe(text["Check.TitleSoFar"]);
        await visitor.ShouldBeFineAsync("14-check-so-far");
        await visitor.PressAsync("Check.Finish");
        (await visitor.HeadingAsync()).ShouldBe(text["Contact.Title"]);
        await visitor.FollowAsync("Back.Check");
        (await page.Locator("main").InnerTextAsync()).ShouldContain(text["Check.EndedEarly"]);
        await visitor.ShouldBeFineAsync("15-check-early");
        await visitor.PressAsync("Check.More");
        (await visitor.HeadingAsync()).ShouldBe(question);

        await visitor.OpenAsync("/");
        await visitor.ShouldBeFineAsync("16-start-unfinished");
        await visitor.FollowAsync("Start.ResumeButton");
        (await visitor.HeadingAsync()).ShouldBe(question);
    }

    private static async Task CheckAndChangeAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        (await visitor.HeadingAsync()).ShouldBe(text["Check.Title"]);
        await visitor.ShouldBeFineAsync("17-check");

        await visitor.FollowAddressAsync("/facts/users?from=check");
        await visitor.ShouldBeFineAsync("18-fact");
        await page.Locator("#measure").FillAsync("???");
        await visitor.PressAsync("Fact.Save");
        (await page.Locator(".error-summary").InnerTextAsync()).ShouldContain(text["Error.MeasureUnknown"]);
        await visitor.ShouldBeFineAsync("19-fact-error");
        await page.Locator("#measure").FillAsync("10");
        await visitor.PressAsync("Fact.Save");
        (await page.Locator(".notice").InnerTextAsync()).ShouldContain(text["Notice.Saved"]);
        (await page.Locator(".tag", new() { HasText = text["Check.ByHand"] }).CountAsync()).ShouldBe(1);
        if (!await visitor.SeesAnswersAsync())
            await page.Locator(".answers summary").ClickAsync();
        await visitor.ShouldBeFineAsync("20-check-changed");

        await visitor.FollowAddressAsync("/1?from=check");
        await visitor.ShouldBeFineAsync("21-question-change");
        await visitor.TypeAsync(Replies.Changed(text.Language));
        await visitor.PressAsync("Question.Save");
        (await Site.App.AnswersAsync(visitor.SessionId))[0].ShouldBe(Replies.Changed(text.Language));
        await visitor.AnswerToTheEndAsync();
        (await page.Locator(".tag", new() { HasText = text["Check.ByHand"] }).CountAsync()).ShouldBe(1);
    }

    private static async Task LeaveContactAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        var tab = await visitor.OpenTabAsync();
        await tab.FollowAddressAsync("/facts/users?from=check");

        await visitor.LeadToContactAsync();
        (await visitor.HeadingAsync()).ShouldBe(text["Contact.Title"]);
        await visitor.ShouldBeFineAsync("22-contact");
        await page.Locator("#email").FillAsync("ona");
        await page.Locator("#phone").FillAsync("abc");
        await visitor.PressAsync("Contact.Button");
        (await page.Locator(".error-summary li").CountAsync()).ShouldBe(3);
        await visitor.ShouldBeFineAsync("23-contact-errors");
        await page.Locator("#email").FillAsync("ona@example.com");
        await page.Locator("#phone").FillAsync("+370 612 34567");
        await visitor.LeaveContactAsync();

        // The report is made, so the other tab comes too late.
        await tab.PressAsync("Fact.Save");
        (await tab.HeadingAsync()).ShouldBe(text["Late.Title"]);
        await tab.ShouldBeFineAsync("24-late");
        await tab.Page.CloseAsync();
    }

    private static async Task ReadAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        (await visitor.HeadingAsync()).ShouldBe(text["Result.Title"]);
        await visitor.ShouldBeFineAsync("25-report");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").ClickAsync());
        download.SuggestedFilename.ShouldMatch("^(sauna-report|pirties-ataskaita|отчёт-о-бане)-[0-9A-F]{4}-[0-9A-F]{4}\\.md$");
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldStartWith("# ");

        // In another language, with the respondent's words as they were said.
        var (language, other) = (text.Language, Other(text.Language));
        var report = page.Locator("article.report");
        var (words, said) = (await report.InnerTextAsync(), Replies.Quote(language));
        words.ShouldContain(said, Case.Insensitive);
        await visitor.LeadOnAsync(() => page.Locator($".report-languages a[lang={other}]").ClickAsync());
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(other);
        (await report.GetAttributeAsync("lang")).ShouldBe(other);
        (await report.InnerTextAsync()).ShouldContain(said, Case.Insensitive);
        (await report.InnerTextAsync()).ShouldNotBe(words);
        await visitor.LeadOnAsync(() => page.Locator($".report-languages a[lang={language}]").ClickAsync());
        (await report.InnerTextAsync()).ShouldBe(words);
    }

    private static async Task RateAsync(Visitor visitor)
    {
        var (page, text) = (visitor.Page, visitor.Text);
        var tab = await visitor.OpenTabAsync();
        await page.Locator("#comment").FillAsync(new string('x', 2001));
        await visitor.PressAsync("Feedback.Button");
        (await page.Locator(".error-summary li").CountAsync()).ShouldBe(2);
        await visitor.ShouldBeFineAsync("26-feedback-errors");

        await page.Locator(".star").Nth(3).ClickAsync();
        await page.Locator("#comment").FillAsync(Replies.Comment(text.Language));
        await visitor.PressAsync("Feedback.Button");
        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(text["Feedback.ThanksTitle"]);
        await visitor.ShouldBeFineAsync("27-thanks");

        await tab.Page.Locator(".star").Nth(4).ClickAsync();
        await tab.PressAsync("Feedback.Button");
        (await tab.Page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(text["Feedback.AlreadyTitle"]);
        await tab.ShouldBeFineAsync("28-thanks-already");
        await tab.Page.CloseAsync();
        (await Site.App.FeedbackCountAsync(visitor.SessionId)).ShouldBe(1);
    }

    private static async Task ComeBackAsync(Visitor visitor)
    {
        await visitor.OpenAsync($"/interview/{visitor.SessionId}/save");
        await visitor.ShouldBeFineAsync("29-save-report");
        await visitor.OpenAsync("/");
        await visitor.ShouldBeFineAsync("30-start-finished");
        await visitor.OpenAsync("/interview/7f3a09bc-0000-4000-8000-000000000000");
        (await visitor.HeadingAsync()).ShouldBe(visitor.Text["ErrorPage.NotFound.Title"]);
        await visitor.ShouldBeFineAsync("31-not-found");
        await visitor.OpenAsync("/error/503");
        await visitor.ShouldBeFineAsync("32-unavailable");
    }

    private static string Other(string language) => language == "en" ? "ru" : "en";

    /// <summary>The element that has the focus: its name and its first class or id.</summary>
    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>(
        "() => { const e = document.activeElement; return e.localName + (e.classList.length ? '.' + e.classList[0] : e.id ? '#' + e.id : ''); }");

    private static async Task PressAsync(Visitor visitor, string selector, string key = "Enter")
    {
        await TabToAsync(visitor.Page, selector);
        await visitor.LeadOnAsync(() => visitor.Page.Keyboard.PressAsync(key));
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < 80; stop++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                await page.FocusShouldBeSeenAsync();
                return;
            }
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The Tab key does not reach {selector} on {page.Url}.");
    }
}
