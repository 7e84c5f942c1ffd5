using System.Net;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests;

public class OwnershipTests
{
    private static readonly string[] Pages = ["", "/1", "/2", "/check", "/facts/purpose", "/facts/nothing", "/contact", "/report", "/report/Download", "/save"];

    private static readonly (string Page, (string Name, string Value)[] Fields)[] Forms =
    [
        ("/1", [("Answer", "Stolen."), ("QuestionId", "Q_PURPOSE"), ("SubmissionId", "7f3a09bc-0000-4000-8000-000000000000"), ("Intent", "answer")]),
        ("/1", [("Answer", "Stolen."), ("QuestionId", "Q_PURPOSE"), ("SubmissionId", "7f3a09bc-0000-4000-8000-000000000000"), ("Replaces", "7f3a09bc-0000-4000-8000-000000000001"), ("Intent", "answer")]),
        ("/1", [("Intent", "language:ru")]),
        ("/check", [("Intent", "finish")]),
        ("/check", [("Intent", "more")]),
        ("/check", [("Intent", "language:ru")]),
        ("/facts/purpose", [("Options", "business"), ("Intent", "save")]),
        ("/facts/purpose", [("Intent", "language:ru")]),
        ("/contact", [("Intent", "language:ru")]),
        ("/contact", [("Name", "Thief")]),
        ("/report", [("Rating", "1")]),
        ("/save", []),
    ];

    [Test]
    public async Task Another_browser_finds_nothing_of_an_interview_at_any_stage()
    {
        using var owner = SharedApp.App.NewRespondent();
        using var other = SharedApp.App.NewRespondent();
        await other.StartAsync("en");

        await owner.StartAsync("en");
        await FindsNothingAsync(other, owner.SessionId);
        await owner.AnswerToTheEndAsync();
        await FindsNothingAsync(other, owner.SessionId);
        await owner.LeaveContactAsync("Ona");
        await FindsNothingAsync(other, owner.SessionId);

        (await SharedApp.App.AnswersAsync(owner.SessionId)).ShouldNotContain("Stolen.");
        (await SharedApp.App.FeedbackCountAsync(owner.SessionId)).ShouldBe(0);
        (await owner.OpenAsync(owner.ReportPath)).Text(".lead").ShouldContain("Ona");
    }

    [Test]
    public async Task A_browser_without_cookies_finds_nothing()
    {
        using var owner = SharedApp.App.NewRespondent();
        await owner.StartAsync("en");
        using var stranger = SharedApp.App.NewRespondent();

        foreach (var page in Pages)
            ShouldBeNotFound(await stranger.OpenAsync($"/interview/{owner.SessionId}{page}"));
    }

    [TestCase("")]
    [TestCase("zz")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("ёёёё")]
    public async Task A_made_up_token_opens_nothing(string token)
    {
        using var owner = SharedApp.App.NewRespondent();
        await owner.StartAsync("en");
        using var stranger = SharedApp.App.NewRespondent();
        stranger.Headers.TryAddWithoutValidation("Cookie", $"__Host-agentbrain.respondent={Uri.EscapeDataString(token)}");

        ShouldBeNotFound(await stranger.OpenAsync(owner.InterviewPath));
    }

    [Test]
    public async Task An_unknown_interview_looks_like_that_of_somebody_else()
    {
        using var other = SharedApp.App.NewRespondent();
        await other.StartAsync("en");

        await FindsNothingAsync(other, Guid.NewGuid());
        await FindsNothingAsync(other, Guid.Empty);
    }

    [TestCase("/interview/not-an-id")]
    [TestCase("/interview/")]
    [TestCase("/interview/7f3a09bc-0000-4000-8000-000000000000/nothing")]
    [TestCase("/nothing")]
    [TestCase("/nothing.css")]
    [TestCase("/..%2f..%2fappsettings.json")]
    [TestCase("/appsettings.json")]
    public async Task An_address_that_leads_nowhere_is_not_found(string path)
    {
        using var respondent = SharedApp.App.NewRespondent();

        ShouldBeNotFound(await respondent.OpenAsync(path));
    }

    private static async Task FindsNothingAsync(Respondent other, Guid sessionId)
    {
        await other.OpenAsync(other.InterviewPath);
        var form = other.Page.Form();
        foreach (var page in Pages)
            ShouldBeNotFound(await other.GetAsync($"/interview/{sessionId}{page}"));
        foreach (var (page, fields) in Forms)
        {
            var stolen = fields.Aggregate(form, (sent, field) => sent.With(field.Name, field.Value));
            ShouldBeNotFound(await other.PostAsync($"/interview/{sessionId}{page}", stolen.Content()));
        }
    }

    private static void ShouldBeNotFound(HtmlPage page)
    {
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Title.ShouldBe("This page is not here – or it belongs to another browser");
    }
}
