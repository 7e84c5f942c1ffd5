using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>The Chromium of this machine, from AGENTBRAIN_CHROMIUM or the PATH; none is downloaded.</summary>
public static class Chromium
{
    private const string Variable = "AGENTBRAIN_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <param name="playwright">Starts it.</param>
    /// <param name="allowsMicrophone">Whether pages that ask for the microphone get one, which beeps.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, bool allowsMicrophone = true) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Find(),
        Args =
        [
            "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream",
            allowsMicrophone ? "--use-fake-ui-for-media-stream" : "--use-fake-ui-for-media-stream=deny",
        ],
    });

    private static string Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
               from name in Names
               let path = Path.Combine(folder, name)
               where File.Exists(path)
               select path).FirstOrDefault()
            ?? throw new InvalidOperationException($"There is no Chromium on the PATH. Install it, or name it in {Variable}.");
}
