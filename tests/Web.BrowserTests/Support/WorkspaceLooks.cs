using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

public static partial class Looks
{
    private const string Name = " – Agent Brain workspace";

    // Tables scroll within their frames, long texts within their fields; both can have the focus. Lists are dense: that links in them are far
    // enough from each other is axe's rule on the size of targets.
    private static readonly object Frame = new { scrolls = ".table-responsive, .workspace-wide, input, select, pre[tabindex='0'], .visually-hidden *", least = 0 };

    /// <summary>
    /// The same for a page of the workspace, whose texts are in English alone: no rule of axe is broken by day on a wide screen or by night on
    /// a narrow one; nothing has to be scrolled sideways or is too small to press; the Tab key reaches everything, shows where it is and leaves
    /// the page again; the page has one heading, which is its title too.
    /// </summary>
    /// <param name="visitor">Who sees the page.</param>
    /// <param name="picture">What the pictures of the page are called; without it none are taken.</param>
    public static async Task WorkspaceShouldBeFineAsync(this Visitor visitor, string? picture = null)
    {
        var page = visitor.Page;
        var faults = new List<string>();

        var headings = await page.Locator("h1").AllInnerTextsAsync();
        var title = await page.TitleAsync();
        var hasErrors = await page.Locator(".error-summary").CountAsync() > 0;
        if (headings.Count != 1)
            faults.Add($"the headings are {string.Join(" | ", headings)}");
        else if (title != headings[0] + Name && title != "Error: " + headings[0] + Name)
            faults.Add($"the title is {title}, the heading {headings[0]}");
        if (hasErrors && !title.StartsWith("Error: ", StringComparison.Ordinal))
            faults.Add("the title does not tell of the errors");
        if (hasErrors && !await page.EvaluateAsync<bool>("document.activeElement.matches('.error-summary')"))
            faults.Add("the focus is not on the errors");

        if (Pictures.AreWanted && picture is not null)
        {
            foreach (var screen in new[] { Wide, Narrow })
            {
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await TurnAsync(page, screen, scheme);
                    await Pictures.TakeAsync(page, picture, "en", screen.Width, scheme);
                }
            }
        }

        await TurnAsync(page, Narrow, ColorScheme.Dark);
        faults.AddRange(await BrokenRulesAsync(page, "390 px, dark"));
        faults.AddRange((await page.EvaluateAsync<string[]>(Layout, Frame)).Select(fault => $"390 px: {fault}"));
        await page.Keyboard.PressAsync("Tab");
        faults.AddRange((await page.EvaluateAsync<string[]>(Focus)).Select(fault => $"390 px: {fault}"));

        await TurnAsync(page, Wide, ColorScheme.Light);
        faults.AddRange(await BrokenRulesAsync(page, "1280 px, light"));
        faults.AddRange((await page.EvaluateAsync<string[]>(Layout, Frame)).Select(fault => $"1280 px: {fault}"));
        faults.AddRange(await KeyboardFaultsAsync(page));

        // The journey goes on, so that one run finds the faults of all pages.
        foreach (var fault in faults)
            Visitor.Complaints.Enqueue($"{new Uri(page.Url).PathAndQuery}: {fault}");
    }

    /// <summary>Goes through the page with the Tab key alone, from its beginning to its end.</summary>
    private static async Task<string[]> KeyboardFaultsAsync(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(Stops);
        for (var stop = 0; stop <= stops; stop++)
            await page.Keyboard.PressAsync("Tab");
        return await page.EvaluateAsync<string[]>(MissedStops);
    }

    /// <summary>Puts the beginning of the page before the Tab key, notes where it stops, and counts where it should. One button of a group is enough.</summary>
    private const string Stops =
        """
        () => {
          window.stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(element =>
            element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true })
            && !(element.type === 'radio' && element !== (document.querySelector(`input[name="${element.name}"]:checked`) ?? document.querySelector(`input[name="${element.name}"]`))));
          window.reached = new Set();
          document.addEventListener('focusin', event => window.reached.add(event.target));
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
          scrollTo(0, 0);
          // A day is three fields and a button.
          return window.stops.length + 3 * window.stops.filter(element => element.type === 'date').length;
        }
        """;

    private const string MissedStops =
        "() => window.stops.filter(element => !window.reached.has(element)).map(element => 'the Tab key does not reach ' + element.outerHTML.slice(0, 120).replace(/\\s+/g, ' '))";
}
