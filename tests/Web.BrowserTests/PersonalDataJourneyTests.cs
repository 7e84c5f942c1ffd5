using AgentBrain.Web.BrowserTests.Support;

namespace AgentBrain.Web.BrowserTests;

/// <summary>From the report to the goodbye: what is stored, all of it as a file, and its erasure.</summary>
public class PersonalDataJourneyTests : VisitorTests
{
    [TestCase("lt", true)]
    [TestCase("en", false)]
    [TestCase("ru", true)]
    public async Task What_is_stored_is_shown_downloaded_and_erased(string language, bool withScripts)
    {
        await using var visitor = await Visitor.ArriveAsync(language, withScripts);
        await visitor.RespondAsync();
        var address = visitor.Page.Url;

        await visitor.FollowAsync("Data.LinkLong");
        await FineAsync("your data");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator("a[download]").ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".zip");
        await visitor.FollowAsync("Data.Erase");
        await FineAsync("erase");
        await visitor.FollowAsync("Erase.Cancel");
        (await visitor.HeadingAsync()).ShouldBe(visitor.Text["Data.Title"]);
        await visitor.FollowAsync("Data.Erase");
        await visitor.PressAsync("Erase.Button");
        (await visitor.HeadingAsync()).ShouldBe(visitor.Text["Erased.Title"]);
        await FineAsync("erased");

        await visitor.OpenAsync(address);
        (await visitor.HeadingAsync()).ShouldBe(visitor.Text["ErrorPage.Erased.Title"]);
        await FineAsync("gone");

        // What looks at pages is a script itself.
        Task FineAsync(string state) => withScripts ? visitor.ShouldBeFineAsync(state) : Task.CompletedTask;
    }
}
