using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

public class JourneyTests : VisitorTests
{
    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task From_the_start_to_the_stars_every_page_in_every_state_is_fit_for_everybody(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(language);
        var (page, text) = (visitor.Page, visitor.Text);

        await visitor.OpenAsync("/");
        (await visitor.HeadingAsync()).ShouldBe(text["Start.Title"]);
        await visitor.ShouldBeFineAsync("01-start");

        await visitor.StartAsync();
        await visitor.ShouldBeFineAsync("02-question");

        await page.Locator("details.why summary").ClickAsync();
        (await page.Locator("table.sums caption").IsVisibleAsync()).ShouldBeTrue();
        await visitor.ShouldBeFineAsync("03-question-why");

        await visitor.PressAsync("Question.Continue");
        (await page.Locator(".error-summary").InnerTextAsync()).ShouldContain(text["Error.AnswerEmpty"]);
        await visitor.ShouldBeFineAsync("04-question-error");

        // A second tab gets ahead of the first.
        var tab = await visitor.OpenTabAsync();
        await visitor.PickAsync(0);
        await visitor.PressAsync("Question.Continue");
        await visitor.ShouldBeFineAsync("05-question-two");
        await tab.TypeAsync("Something else.\nIn two lines.");
        await tab.PressAsync("Question.Continue");
        (await tab.Page.Locator("#answer").InputValueAsync()).ShouldBe("Something else.\nIn two lines.");
        (await tab.Page.Locator(".notice").InnerTextAsync()).ShouldContain(text["Notice.AnsweredMeanwhile"]);
        await tab.ShouldBeFineAsync("06-question-stale");

        await visitor.OpenAsync("/");
        await visitor.ShouldBeFineAsync("07-start-unfinished");
        await visitor.LeadOnAsync(() => page.GetByRole(AriaRole.Link, new() { Name = text["Start.ResumeButton"] }).ClickAsync());

        await visitor.AnswerToTheEndAsync();
        (await visitor.HeadingAsync()).ShouldBe(text["Check.Title"]);
        await visitor.ShouldBeFineAsync("08-check");
        await visitor.LeadToContactAsync();
        (await visitor.HeadingAsync()).ShouldBe(text["Contact.Title"]);
        await visitor.ShouldBeFineAsync("08-contact");

        await page.Locator("#email").FillAsync("ona");
        await page.Locator("#phone").FillAsync("abc");
        await visitor.PressAsync("Contact.Button");
        (await page.Locator(".error-summary li").CountAsync()).ShouldBe(3);
        await visitor.ShouldBeFineAsync("09-contact-errors");

        await page.Locator("#email").FillAsync("ona@example.com");
        await page.Locator("#phone").FillAsync("+370 612 34567");
        await visitor.LeaveContactAsync();
        (await visitor.HeadingAsync()).ShouldBe(text["Result.Title"]);
        await visitor.ShouldBeFineAsync("10-report");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").ClickAsync());
        download.SuggestedFilename.ShouldMatch("^(sauna-report|pirties-ataskaita|отчёт-о-бане)-[0-9A-F]{4}-[0-9A-F]{4}\\.md$");
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldStartWith("# ");

        await page.Locator("#comment").FillAsync(new string('x', 2001));
        await visitor.PressAsync("Feedback.Button");
        (await page.Locator(".error-summary li").CountAsync()).ShouldBe(2);
        await visitor.ShouldBeFineAsync("11-feedback-errors");

        await page.Locator(".star").Nth(3).ClickAsync();
        await page.Locator("#comment").FillAsync("Gerai.");
        await visitor.PressAsync("Feedback.Button");
        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(text["Feedback.ThanksTitle"]);
        await visitor.ShouldBeFineAsync("12-thanks");

        await visitor.OpenAsync("/interview/7f3a09bc-0000-4000-8000-000000000000");
        (await visitor.HeadingAsync()).ShouldBe(text["ErrorPage.NotFound.Title"]);
        await visitor.ShouldBeFineAsync("13-not-found");
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
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "input[name=Language]:checked");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowDown");
        (await page.Locator("#language-en").IsCheckedAsync()).ShouldBeTrue();
        await TabToAsync(page, "button[type=submit]");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));

        // An empty answer: the focus is on the summary, whose link leads to the field.
        await TabToAsync(page, "button[value=answer]");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
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
                    await TabToAsync(page, "button[value=answer]");
                    await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Space"));
                    break;
                case 2:
                    await TabToAsync(page, "button[value=dont-know]");
                    await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
                    break;
                default:
                    await TabToAsync(page, "#answer");
                    await page.Keyboard.TypeAsync("Typed words");
                    await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Control+Enter"));
                    break;
            }
        }
        (await Site.App.AnswersAsync(visitor.SessionId)).ShouldContain("Typed words");

        await TabToAsync(page, "a[href$='/contact']");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await TabToAsync(page, "#name");
        await page.Keyboard.TypeAsync("Ona");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await TabToAsync(page, "input[name=Rating]");
        await page.Keyboard.PressAsync("4");
        (await page.Locator("input[name=Rating][value='4']").IsCheckedAsync()).ShouldBeTrue();
        await TabToAsync(page, "#comment");
        await page.Keyboard.TypeAsync("Good.");
        await TabToAsync(page, "main button[type=submit]");
        await visitor.LeadOnAsync(() => page.Keyboard.PressAsync("Enter"));
        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(visitor.Text["Feedback.ThanksTitle"]);
    }

    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task Everything_works_without_scripts(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(language, withScripts: false);
        var page = visitor.Page;
        await visitor.OpenAsync("/");
        await page.Locator($"#language-{language}").CheckAsync();
        await visitor.Button("Start.Button").ClickAsync();
        (await page.Locator("[data-shortcut]").IsHiddenAsync()).ShouldBeTrue();

        await visitor.Button("Question.Continue").ClickAsync();
        (await page.Locator(".error-summary").InnerTextAsync()).ShouldContain(visitor.Text["Error.AnswerEmpty"]);
        for (var turn = 0; await visitor.IsAskedAsync(); turn++)
        {
            turn.ShouldBeLessThan(20);
            if (turn % 2 == 0)
                await visitor.TypeAsync($"Answer {turn}");
            else
                await visitor.PickAsync(0);
            await visitor.Button("Question.Continue").ClickAsync();
        }

        await page.Locator("a[href$='/contact']").ClickAsync();
        await page.Locator("#name").FillAsync("Ona");
        await visitor.Button("Contact.Button").ClickAsync();
        await page.Locator(".star").Nth(4).ClickAsync();
        await visitor.Button("Feedback.Button").ClickAsync();

        (await page.Locator("#feedback-title").InnerTextAsync()).ShouldBe(visitor.Text["Feedback.ThanksTitle"]);
        (await Site.App.FeedbackCountAsync(visitor.SessionId)).ShouldBe(1);
    }

    /// <summary>The element that has the focus: its name and its first class or id.</summary>
    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>(
        "() => { const e = document.activeElement; return e.localName + (e.classList.length ? '.' + e.classList[0] : e.id ? '#' + e.id : ''); }");

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < 80; stop++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The Tab key does not reach {selector} on {page.Url}.");
    }
}
