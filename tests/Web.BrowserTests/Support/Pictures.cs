using System.Globalization;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>
/// Pictures of pages, for people to look at. They are left in the folder that AGENTBRAIN_SCREENSHOTS names, and nowhere without it.
/// </summary>
public static class Pictures
{
    private const string Variable = "AGENTBRAIN_SCREENSHOTS";
    private const int Quality = 60;
    private const int MostPixels = 8000;

    /// <summary>The pages on which the texts differ most in length are shown in every language, all others in one.</summary>
    private static readonly string[] EveryLanguage = ["start", "question-known", "why", "check", "fact", "link", "report"];

    // Every interview has a reference and links of its own, and a picture is to change with its page alone.
    private const string Pose =
        """
        async () => {
          scrollTo(0, 0);
          await document.fonts.ready;
          window.unposed = [];
          const link = document.getElementById('link');
          if (link) {
            window.unposed.push([{ set data(value) { link.value = value; } }, link.value]);
            link.value = 'https://agentbrain.example/resume/' + link.value.slice(link.value.indexOf('/resume/') + 8);
          }
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            const posed = text.data.replace(/\b[0-9A-F]{4}-[0-9A-F]{4}\b/, '7C4E-91A8');
            if (posed === text.data) continue;
            window.unposed.push([text, text.data]);
            text.data = posed;
          }
        }
        """;

    /// <summary>Whether pictures are wanted.</summary>
    public static bool AreWanted => Folder is not null;

    /// <summary>The day on which the interviews in the pictures take place, so that no date in them changes.</summary>
    public static TimeProvider Clock { get; } = new ShiftedClock(new DateTimeOffset(2027, 2, 12, 9, 30, 0, TimeSpan.Zero) - DateTimeOffset.UtcNow);

    private static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public static async Task TakeAsync(IPage page, string state, string language, int width, ColorScheme scheme)
    {
        var dark = scheme == ColorScheme.Dark;
        if (Folder is null || (language != "en" && (dark || !EveryLanguage.Any(name => state[(state.IndexOf('-', StringComparison.Ordinal) + 1)..] == name))))
            return;
        Directory.CreateDirectory(Folder);
        await page.EvaluateAsync(Pose);
        var height = Math.Min(MostPixels, await page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        // Left open until the context ends: with it a lost connection would come back.
        var browser = await page.Context.NewCDPSessionAsync(page);
        var taken = await browser.SendAsync("Page.captureScreenshot", new()
        {
            ["format"] = "webp",
            ["quality"] = Quality,
            ["captureBeyondViewport"] = true,
            ["clip"] = new { x = 0, y = 0, width, height, scale = 1 },
        });
        await page.EvaluateAsync("window.unposed.forEach(([text, was]) => { text.data = was; })");
        var name = string.Create(CultureInfo.InvariantCulture, $"{state}-{language}-{width}-{(dark ? "dark" : "light")}.webp");
        await File.WriteAllBytesAsync(Path.Combine(Folder, name), taken!.Value.GetProperty("data").GetBytesFromBase64());
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
