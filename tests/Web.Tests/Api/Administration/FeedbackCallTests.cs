using System.Net;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Accounts;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>Respondents' feedback.</summary>
public sealed class FeedbackCallTests : AdministrationTest
{
    private const string Feedback = "brain/config/feedback";

    [SetUp]
    public async Task LeaveSome()
    {
        await ExecuteAsync(
            $"""
            DELETE FROM feedback;
            INSERT INTO feedback (rating, feedback_text, created_at) VALUES (2, 'An orphan', '2024-05-05 10:00+00'), (5, NULL, '2024-05-06 10:00+00'), (5, 'Good', '2024-05-07 10:00+00');
            """);
        await InterviewAsync(rating: 4);
    }

    [Test]
    public async Task Is_listed_newest_first()
    {
        var list = await Administrator.ReadAsync(Feedback);

        list.Status.ShouldBe(HttpStatusCode.OK, list.Text);
        const string Text = "rating: number, feedback_text: string, created_at: time, superseded: bool}";
        JsonShape.Of(list.Text).ShouldBe(
            $"[{{id: uuid, session_id: null, rating: number, feedback_text: null, created_at: time, superseded: bool}} or {{id: uuid, session_id: null, {Text} or {{id: uuid, session_id: uuid, {Text}]");
        (await RatingsAsync("")).ShouldBe([4, 5, 5, 2]);
        list.Json[1]!["created_at"]!.GetValue<string>().ShouldBe("2024-05-07T10:00:00Z");
    }

    [TestCase("?limit=2", 4, 5)]
    [TestCase("?limit=2&offset=2", 5, 2)]
    [TestCase("?offset=4")]
    [TestCase("?min_rating=5", 5, 5)]
    [TestCase("?max_rating=4", 4, 2)]
    [TestCase("?min_rating=3&max_rating=4", 4)]
    public async Task Is_listed_from_anywhere_and_by_stars(string query, params int[] ratings) => (await RatingsAsync(query)).ShouldBe(ratings);

    [TestCase("?limit=0", "limit")]
    [TestCase("?limit=201", "limit")]
    [TestCase("?limit=many", "limit")]
    [TestCase("?offset=-1", "offset")]
    [TestCase("?min_rating=0", "min_rating")]
    [TestCase("?max_rating=6", "max_rating")]
    [TestCase("?min_rating=few", "min_rating")]
    [TestCase("?min_rating=4&max_rating=3", "max_rating")]
    public async Task Wrong_limits_are_told(string query, string field) => (await Administrator.ReadAsync($"{Feedback}{query}")).Errors.Keys.ShouldBe([field]);

    [Test]
    public async Task Has_statistics()
    {
        var statistics = await Administrator.ReadAsync($"{Feedback}/stats");

        statistics.Text.ShouldBe("""{"total_count":4,"average_rating":4,"rating_distribution":{"1":0,"2":1,"3":0,"4":1,"5":2}}""");
        await ExecuteAsync($"DELETE FROM feedback WHERE rating = 4");
        (await Administrator.ReadAsync($"{Feedback}/stats")).Json["average_rating"]!.GetValue<decimal>().ShouldBe(4);
        await ExecuteAsync($"DELETE FROM feedback");
        (await Administrator.ReadAsync($"{Feedback}/stats")).Text.ShouldBe("""{"total_count":0,"average_rating":null,"rating_distribution":{"1":0,"2":0,"3":0,"4":0,"5":0}}""");
    }

    [Test]
    public async Task One_entry_comes_with_its_interview()
    {
        var list = (await Administrator.ReadAsync(Feedback)).Json.AsArray();

        var entry = await Administrator.ReadAsync($"{Feedback}/{Id(list[0])}");

        entry.Status.ShouldBe(HttpStatusCode.OK, entry.Text);
        JsonShape.Of(entry.Text, "slots").ShouldBe(
            "{id: uuid, session_id: uuid, rating: number, feedback_text: string, created_at: time, superseded: bool, "
            + $"session: {{language: string, completed_at: time, slots: {Facts}, contact_info: {{name: string, email: string, phone: string}}}}}}");
        entry.Json["session"]!["contact_info"]!.ToJsonString().ShouldContain("ona@example.org");
        (await Administrator.ReadAsync($"{Feedback}/{Id(list[1])}")).Json["session"].ShouldBeNull();

        using var analyst = await ProgramAsync(Roles.Analyst);
        var masked = await analyst.ReadAsync($"{Feedback}/{Id(list[0])}");
        masked.Json["session"]!["contact_info"].ShouldBeNull();
        masked.Text.ShouldNotContain("Ona", Case.Sensitive);
        masked.Text.ShouldNotContain("ona@");
    }

    [Test]
    public async Task An_entry_is_deleted_once()
    {
        var id = Id((await Administrator.ReadAsync(Feedback)).Json[0]);

        var deleted = await Administrator.CallAsync(HttpMethod.Delete, $"{Feedback}/{id}");

        JsonShape.Of(deleted.Text).ShouldBe("{success: bool, message: string}");
        deleted.Json["success"]!.GetValue<bool>().ShouldBeTrue();
        (await RatingsAsync("")).ShouldBe([5, 5, 2]);
        (await Administrator.CallAsync(HttpMethod.Delete, $"{Feedback}/{id}")).Problem(HttpStatusCode.NotFound);
        (await Administrator.ReadAsync($"{Feedback}/{id}")).Problem(HttpStatusCode.NotFound);
        (await Administrator.ReadAsync($"{Feedback}/nothing")).Problem(HttpStatusCode.NotFound);
    }

    private static Guid Id(JsonNode? entry) => entry!["id"]!.GetValue<Guid>();

    private async Task<IEnumerable<int>> RatingsAsync(string query) => (await Administrator.ReadAsync($"{Feedback}{query}")).Json.AsArray().Select(entry => entry!["rating"]!.GetValue<int>());
}
