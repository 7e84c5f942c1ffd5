using System.Globalization;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>What a first visit to each page costs, with nothing in the browser's cache, and that nothing moves once it is painted.</summary>
public class LightPagesTests : VisitorTests
{
    private const double MostKilobytes = 150;

    // What Lighthouse calls a slow phone: 1.6 Mbit/s, 150 ms there and back, a processor four times as slow.
    private const int BytesPerSecond = 1_600_000 / 8;
    private const int Latency = 150;
    private const int ProcessorSlowdown = 4;

    private static IEnumerable<string> AllLanguages => Languages.All;

    [TestCaseSource(nameof(AllLanguages))]
    public async Task A_page_is_light_and_stands_still(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(language);
        var page = visitor.Page;
        await page.AddInitScriptAsync(
            """
            window.moved = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push(
              entry.value + ' ' + entry.sources.map(source => source.node?.className || source.node?.nodeName).join(', ')))).observe({ type: 'layout-shift', buffered: true });
            """);
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        double bytes = 0;
        network.Event("Network.loadingFinished").OnEvent += (_, message) => bytes += message!.Value.GetProperty("encodedDataLength").GetDouble();
        var faults = new List<string>();

        await MeasureAsync("start", "/");
        await visitor.StartAsync();
        var interview = $"/interview/{visitor.SessionId}";
        await MeasureAsync("question", interview);
        await visitor.TypeAsync("Typed but not sent");
        await MeasureAsync("question with a draft", interview);
        await MeasureAsync("save", interview + "/save");
        await visitor.PressAsync("Save.Button");
        var link = await page.Locator("#link").InputValueAsync();
        await MeasureAsync("resume", link);
        await visitor.OpenAsync(interview);
        await visitor.AnswerToTheEndAsync();
        await MeasureAsync("contact", interview + "/contact");
        await visitor.LeaveContactAsync();
        await MeasureAsync("report", interview + "/report");
        await MeasureAsync("not found", "/nothing");

        faults.ShouldBeEmpty();

        async Task MeasureAsync(string name, string address)
        {
            foreach (var (width, height) in new[] { (1280, 800), (390, 844) })
            {
                await page.SetViewportSizeAsync(width, height);
                bytes = 0;
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
                var kilobytes = bytes / 1000;
                var paint = await SlowPaintAsync(address, width);
                TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{language} {name,-22} {width,5} px {kilobytes,7:0.0} kB{paint}"));
                if (kilobytes > MostKilobytes)
                    faults.Add($"{name} at {width} px: {kilobytes} kB");
                await NothingMovedAsync($"{name} at {width} px");
            }
        }

        async Task<string> SlowPaintAsync(string address, int width)
        {
            if (width > 400)
                return "";
            await NothingMovedAsync(address);
            await network.SendAsync("Network.emulateNetworkConditions", new()
            {
                ["offline"] = false,
                ["latency"] = Latency,
                ["downloadThroughput"] = BytesPerSecond,
                ["uploadThroughput"] = BytesPerSecond,
            });
            await network.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = ProcessorSlowdown });
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var paint = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");
            await network.SendAsync("Network.emulateNetworkConditions", new()
            {
                ["offline"] = false,
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = -1,
            });
            await network.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 1 });
            return string.Create(CultureInfo.InvariantCulture, $"   first paint on a slow phone {paint,5:0} ms");
        }

        async Task NothingMovedAsync(string name)
        {
            foreach (var move in await page.EvaluateAsync<string[]>("moved"))
                faults.Add($"{name} moved: {move}");
        }
    }
}
