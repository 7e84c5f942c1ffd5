using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>Looks at a page on a wide and a narrow screen, by day and by night.</summary>
public static class Looks
{
    private const string ScreenshotsVariable = "AGENTBRAIN_SCREENSHOTS";

    private static readonly (string Name, int Width, int Height)[] Screens = [("1280", 1280, 800), ("390", 390, 844)];
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Number of axe runs so far.</summary>
    public static int Runs { get; private set; }

    /// <summary>No rule of WCAG 2.2 A and AA and of good practice is broken, nothing has to be scrolled sideways; saves a picture where that is wanted.</summary>
    public static async Task ShouldBeFineAsync(this Visitor visitor, string state)
    {
        var page = visitor.Page;
        var faults = new List<string>();
        foreach (var (screen, width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in Schemes)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{state}-{visitor.Text.Language}-{screen}-{(scheme == ColorScheme.Dark ? "dark" : "light")}";
                await SaveAsync(page, look);

                var result = await page.RunAxe(Rules);
                Runs++;
                result.Passes.Length.ShouldBeGreaterThan(10, look);
                faults.AddRange(result.Violations.Select(rule =>
                    $"{look}: {rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}"));
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                    faults.Add($"{look}: wider than the screen");
            }
        }
        await page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        faults.ShouldBeEmpty();
    }

    private static async Task SaveAsync(IPage page, string look)
    {
        if (Environment.GetEnvironmentVariable(ScreenshotsVariable) is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, look + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }
}
