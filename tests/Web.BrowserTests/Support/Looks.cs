using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>
/// Looks at a page as people with other screens, eyes and hands would: wide, narrow and enlarged fourfold, by day and by night, with wider
/// spacing of text, and with the Tab key from one stop to the next.
/// </summary>
public static partial class Looks
{
    // 1280 × 1024 px at 400 % is a page of 320 × 256.
    private static readonly Screen Wide = new(1280, 800), Narrow = new(390, 844), Enlarged = new(320, 256);

    // Each language is looked at by axe on other screens, so that every page meets the rules on every screen in both schemes.
    private static readonly Dictionary<string, (Screen Light, Screen Dark)> AxeScreens = new()
    {
        ["lt"] = (Wide, Narrow),
        ["en"] = (Narrow, Wide),
        ["ru"] = (Enlarged, Enlarged),
    };

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // What is in order need not be described, which takes most of the time. The size of targets is off unless asked for, although it belongs to
    // WCAG 2.2 AA. No page has frames, so that axe need not go through them with a page of its own, which takes the most time of all.
    private const string Rules =
        """
        async () => {
          const result = await axe.run(document, {
            runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
            resultTypes: ['violations'],
            rules: { 'target-size': { enabled: true } },
          });
          return {
            kept: result.passes.length,
            broken: result.violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html).join(' | ')}`),
          };
        }
        """;

    /// <summary>
    /// No rule of WCAG 2.2 A and AA and of good practice is broken; nothing is cut off or has to be scrolled sideways; everything that can be
    /// pressed is large enough and shows the focus; the page says its language and its name.
    /// </summary>
    public static async Task ShouldBeFineAsync(this Visitor visitor, string state)
    {
        var page = visitor.Page;
        var faults = new List<string>();

        var heading = await visitor.HeadingAsync();
        var isError = await page.Locator(".error-summary").CountAsync() > 0;
        var name = visitor.Text["Site.TitleFormat", heading];
        var title = await page.TitleAsync();
        if (title != (isError ? visitor.Text["Site.ErrorPrefix"] : "") + name)
            faults.Add($"the title is {title}");
        if (isError && !await page.EvaluateAsync<bool>("document.activeElement.matches('.error-summary')"))
            faults.Add("the focus is not on the errors");
        if (await page.EvaluateAsync<string>("document.documentElement.lang") is var lang && lang != visitor.Text.Language)
            faults.Add($"the language is said to be {lang}");

        if (Pictures.AreWanted)
        {
            foreach (var screen in new[] { Wide, Narrow })
            {
                await TurnAsync(page, screen, ColorScheme.Light);
                await Pictures.TakeAsync(page, state, visitor.Text.Language, screen.Width, ColorScheme.Light);
                await TurnAsync(page, screen, ColorScheme.Dark);
                await Pictures.TakeAsync(page, state, visitor.Text.Language, screen.Width, ColorScheme.Dark);
            }
        }

        var (light, dark) = AxeScreens[visitor.Text.Language];
        foreach (var (screen, scheme) in new[] { (light, ColorScheme.Light), (dark, ColorScheme.Dark) })
        {
            await TurnAsync(page, screen, scheme);
            faults.AddRange(await BrokenRulesAsync(page, $"{screen.Width} px, {scheme}"));
        }

        foreach (var screen in new[] { Wide, Narrow, Enlarged })
        {
            await TurnAsync(page, screen, ColorScheme.Light);
            faults.AddRange((await page.EvaluateAsync<string[]>(Layout, new { scrolls = ".link-field, .docs-nav", least = 24 })).Select(fault => $"{screen.Width} px: {fault}"));
        }

        // The enlarged page leaves the least room, so it is there that something could cover what has the focus.
        await page.Keyboard.PressAsync("Tab");
        faults.AddRange(await page.EvaluateAsync<string[]>(Focus));

        await TurnAsync(page, Wide, ColorScheme.Light);
        // The journey goes on, so that one run finds the faults of all pages.
        foreach (var fault in faults)
            Visitor.Complaints.Enqueue($"{state}, {visitor.Text.Language}, {fault}");
    }

    /// <summary>What has the focus shows it and lies in view.</summary>
    public static async Task FocusShouldBeSeenAsync(this IPage page) =>
        (await page.EvaluateAsync<string?>($"() => ({FocusFault})(document.activeElement)")).ShouldBeNull();

    private static async Task TurnAsync(IPage page, Screen screen, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
    }

    private static async Task<IEnumerable<string>> BrokenRulesAsync(IPage page, string look)
    {
        page.Frames.Count.ShouldBe(1, page.Url);
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<Findings>(Rules);
        found.Kept.ShouldBeGreaterThan(10, look);
        return found.Broken.Select(rule => $"{look}: {rule}");
    }

    /// <summary>How many rules of axe are kept, and which are broken where.</summary>
    private sealed class Findings
    {
        public int Kept { get; set; }

        public string[] Broken { get; set; } = [];
    }

    private sealed record Screen(int Width, int Height);

    /// <summary>Scrolling sideways, text that is cut off, small targets and motion, as it is and with the text spacing of WCAG 1.4.12. What <c>scrolls</c> selects may scroll, <c>least</c> is the smallest size of a target in pixels.</summary>
    private const string Layout =
        """
        ({ scrolls, least }) => {
          const faults = [];
          const seen = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.visually-hidden, .skip-link, .star-text');
          const what = element => element.outerHTML.slice(0, 120).replace(/\s+/g, ' ');
          const fits = kind => {
            const root = document.documentElement;
            if (root.scrollWidth > root.clientWidth) {
              const wide = [...document.querySelectorAll('body *')].filter(element => seen(element) && element.getBoundingClientRect().right > root.clientWidth + 1);
              faults.push(kind + 'wider than the screen: ' + wide.slice(-2).map(what).join(' | '));
            }
            for (const element of document.querySelectorAll('main *, header *, footer *')) {
              const style = getComputedStyle(element);
              if (seen(element) && style.clipPath === 'none' && element.localName !== 'textarea' && !element.closest('svg, .stars-row')
                && (style.overflowX !== 'visible' || style.overflowY !== 'visible') && !element.matches(scrolls)
                && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
                faults.push(kind + 'cut off: ' + what(element));
            }
          };
          fits('');

          // A link within a sentence may be as low as its line; a box may be small when its label can be pressed as well.
          for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, select, summary')) {
            const target = element.closest('label') ?? element;
            const inSentence = element.localName === 'a' && getComputedStyle(element).display === 'inline'
              && [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
            const { width, height } = target.getBoundingClientRect();
            if (seen(target) && !inSentence && (width < least || height < least))
              faults.push(`only ${Math.round(width)} × ${Math.round(height)} px: ${what(target)}`);
          }

          for (const element of document.querySelectorAll('*')) {
            const style = getComputedStyle(element);
            if (style.animationName !== 'none' || style.transitionDuration.split(',').some(time => parseFloat(time) > 0.01) && style.transitionProperty !== 'none')
              faults.push('moves although motion is not wanted: ' + what(element));
          }

          const spacing = new CSSStyleSheet();
          spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
          document.adoptedStyleSheets = [spacing];
          fits('with wider spacing ');
          document.adoptedStyleSheets = [];
          return faults;
        }
        """;

    /// <summary>What is wrong with the focus on an element, or null.</summary>
    private const string FocusFault =
        """
        element => {
          const what = element.outerHTML.slice(0, 120).replace(/\s+/g, ' ');
          const place = element.closest('.chip, .radio-card, .star') ?? element;
          const style = getComputedStyle(place);
          if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'no visible focus: ' + what;
          const box = place.getBoundingClientRect();
          const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
          // Browsers leave a table where it is when a part of what has the focus is in view.
          const [left, right] = element.closest('.table-responsive') ? [Math.max(box.left, 0), Math.min(box.right, innerWidth)] : [box.left, box.right];
          if (bottom - top < Math.min(box.height, 20) - 1 || right - left < Math.min(box.width, 20) - 1 || left < -1 || right > innerWidth + 1) return 'the focus is out of view: ' + what;
          const line = place.getClientRects()[0];
          const over = document.elementFromPoint(line.left + Math.min(line.width / 2, 40), (Math.max(line.top, top) + Math.min(line.bottom, bottom)) / 2);
          if (over && !place.contains(over) && !over.contains(place)) return 'the focus is covered by ' + over.outerHTML.slice(0, 80) + ': ' + what;
          return null;
        }
        """;

    private const string Focus =
        $$"""
        () => {
          const fault = {{FocusFault}};
          const faults = [];
          for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
            if (element.tabIndex < 0 || element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
            if (element.type === 'radio' && !element.checked && document.querySelector(`input[name="${element.name}"]:checked`)) continue;
            element.focus();
            if (document.activeElement !== element) { faults.push('cannot have the focus: ' + element.outerHTML.slice(0, 120)); continue; }
            const found = fault(element);
            if (found) faults.push(found);
          }
          document.activeElement.blur();
          return faults;
        }
        """;
}
