using System.Net;
using AgentBrain.Domain.Accounts;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>Interviews and their reviews.</summary>
public sealed class SessionCallTests : AdministrationTest
{
    private const string Item = "session_id: uuid, language: string, interview_mode: string, created_at: time, completed_at: time, has_report: bool, has_review: bool, questions_count: number, slots_filled: number";
    private const string Turn = "{question_id: string, question_text: string, answer_text: string, round: number}";
    private const string Review =
        "{id: number, reviewer_name: string, created_at: time, overall_rating: number, overall_comments: string, "
        + "question_reviews: [{question_id: string, original_question: string, user_response: string, effectiveness_rating: number, what_could_be_better: string, suggested_alternative: string, missed_opportunities: [string]}], "
        + "summary_review: {original_summary: string, accuracy_rating: number, completeness_rating: number, what_could_be_better: string, missing_insights: [string]}}";

    [SetUp]
    public async Task Forget() => await ExecuteAsync($"DELETE FROM expert_reviews; DELETE FROM sessions");

    [Test]
    public async Task Interviews_are_listed_newest_first_and_filtered()
    {
        var first = await InterviewAsync();
        var second = await InterviewAsync();
        using var program = App.NewProgram();
        var open = (await program.SendAsync("session/start", new { language = "ru" })).Json["session_id"]!.GetValue<Guid>();
        await ReviewAsync(first);

        var list = await Administrator.ReadAsync("admin/sessions");
        list.Status.ShouldBe(HttpStatusCode.OK, list.Text);
        JsonShape.Of(list.Text).ShouldBe($"[{{{Item}, contact_name: string}}]");
        await ShouldListAsync("", second, first);
        await ShouldListAsync("?completed_only=false", open, second, first);
        await ShouldListAsync("?completed_only=false&limit=1&offset=1", second);
        await ShouldListAsync("?has_review=true", first);
        await ShouldListAsync("?has_review=false", second);
        await ShouldListAsync("?language=ru");
        await ShouldListAsync("?language=ru&completed_only=false", open);
        list.Json[0]!["contact_name"]!.GetValue<string>().ShouldBe("Ona");
        list.Json[0]!["questions_count"]!.GetValue<int>().ShouldBeGreaterThan(0);
        list.Json[0]!["slots_filled"]!.GetValue<int>().ShouldBeGreaterThan(0);

        using var analyst = await ProgramAsync(Roles.Analyst);
        (await analyst.ReadAsync("admin/sessions")).Json[0]!["contact_name"]!.GetValue<string>().ShouldBe("O***");
    }

    [TestCase("?limit=0", "limit")]
    [TestCase("?limit=201", "limit")]
    [TestCase("?offset=-1", "offset")]
    [TestCase("?completed_only=perhaps", "completed_only")]
    [TestCase("?has_review=perhaps", "has_review")]
    [TestCase("?language=de", "language")]
    public async Task Wrong_filters_are_told(string query, string field) => (await Administrator.ReadAsync($"admin/sessions{query}")).Errors.Keys.ShouldBe([field]);

    [Test]
    public async Task An_interview_comes_with_everything_that_a_review_needs()
    {
        var id = await InterviewAsync("To rent it out to guests of Ona, for soft steam with an electric heater.");

        var interview = await Administrator.ReadAsync($"admin/sessions/{id}/review");

        interview.Status.ShouldBe(HttpStatusCode.OK, interview.Text);
        JsonShape.Of(interview.Text, "slots").ShouldBe(Shape("null", Turn));
        interview.Json["questions_answers"]![0]!["answer_text"]!.GetValue<string>().ShouldStartWith("To rent it out to guests of Ona");
        interview.Json["final_report"]!.GetValue<string>().ShouldContain("Ona");

        await ReviewAsync(id);
        JsonShape.Of((await Administrator.ReadAsync($"admin/sessions/{id}/review")).Text, "slots").ShouldBe(Shape(Review, Turn));

        using var analyst = await ProgramAsync(Roles.Analyst);
        var masked = await analyst.ReadAsync($"admin/sessions/{id}/review");
        masked.Json["contact_info"].ShouldBeNull();
        foreach (var detail in new[] { "Ona", "ona@example.org", "12345" })
            masked.Text.ShouldNotContain(detail, Case.Sensitive);

        static string Shape(string review, string turns) =>
            $"{{session_id: uuid, language: string, interview_mode: string, created_at: time, completed_at: time, contact_info: {{name: string, email: string, phone: string}}, "
            + $"questions_answers: [{turns}], slots: {Facts}, risk_flags: {Flags}, final_report: string, existing_review: {review}}}";
    }

    [Test]
    public async Task An_interview_goes_with_all_that_belongs_to_it()
    {
        var id = await InterviewAsync(rating: 4);
        await ReviewAsync(id);
        var messages = await QueryAsync<int>($"SELECT count(*)::integer AS \"Value\" FROM messages WHERE session_id = {id}");

        var deleted = await Administrator.CallAsync(HttpMethod.Delete, $"admin/sessions/{id}");

        deleted.Status.ShouldBe(HttpStatusCode.OK, deleted.Text);
        JsonShape.Of(deleted.Text).ShouldBe(
            "{success: bool, message: string, deleted_counts: {sessions: number, messages: number, transcripts: number, feedback: number, expert_reviews: number}}");
        deleted.Json["deleted_counts"]!.ToJsonString().ShouldBe($$"""{"sessions":1,"messages":{{messages[0]}},"transcripts":0,"feedback":1,"expert_reviews":1}""");
        messages[0].ShouldBeGreaterThan(0);
        foreach (var table in new[] { "admin/sessions/{0}/review", "session/{0}/state" })
            (await Administrator.ReadAsync(string.Format(null, table, id))).Problem(HttpStatusCode.Gone);
        (await Administrator.CallAsync(HttpMethod.Delete, $"admin/sessions/{id}")).Problem(HttpStatusCode.Gone);
    }

    [Test]
    public async Task Reviews_are_counted()
    {
        (await Administrator.ReadAsync("admin/reviews/stats")).Text.ShouldBe(
            """{"total_reviews":0,"avg_overall_rating":null,"question_reviews":{"total":0,"avg_effectiveness":null},"summary_reviews":{"total":0,"avg_accuracy":null,"avg_completeness":null}}""");
        await ReviewAsync(await InterviewAsync());

        (await Administrator.ReadAsync("admin/reviews/stats")).Text.ShouldBe(
            """{"total_reviews":1,"avg_overall_rating":4,"question_reviews":{"total":3,"avg_effectiveness":2.67},"summary_reviews":{"total":1,"avg_accuracy":3,"avg_completeness":4}}""");
    }

    [Test]
    public async Task A_review_is_not_pretended_to_be_taken_in()
    {
        var id = await InterviewAsync();
        var review = new
        {
            overall_rating = 4,
            question_reviews = new[] { new { question_id = "Q", original_question = "Why?", effectiveness_rating = 3 } },
            summary_review = new { original_summary = "Summary", accuracy_rating = 3, completeness_rating = 4 },
        };

        (await Administrator.SendAsync($"admin/sessions/{id}/review", review)).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldStartWith("Reviews are not taken in yet");

        (await Administrator.SendAsync($"admin/sessions/{Guid.NewGuid()}/review", review)).Problem(HttpStatusCode.NotFound);
        (await Administrator.SendAsync($"admin/sessions/{id}/review", new { overall_rating = 6, question_reviews = new[] { new { question_id = "Q", original_question = "Why?", effectiveness_rating = 0 } } }))
            .Errors.Keys.ShouldBe(["overall_rating", "question_reviews[0].effectiveness_rating"], ignoreOrder: true);
        (await QueryAsync<int>($"SELECT count(*)::integer AS \"Value\" FROM expert_reviews")).ShouldBe([0]);
    }

    private static Task<int> ReviewAsync(Guid id) => ExecuteAsync(
        $"""
        WITH review AS (INSERT INTO expert_reviews (session_id, reviewer_name, overall_rating, overall_comments) VALUES ({id}, 'Jonas', 4, 'Well asked of Ona') RETURNING id),
            questions AS (INSERT INTO question_reviews (expert_review_id, question_id, original_question, user_response, effectiveness_rating, what_could_be_better, suggested_alternative, missed_opportunities)
                SELECT id, 'Q', 'Why?', 'Because', rating, 'Shorter', 'Which?', ARRAY['when'] FROM review, unnest(ARRAY[2, 3, 3]) rating)
        INSERT INTO summary_reviews (expert_review_id, original_summary, accuracy_rating, completeness_rating, what_could_be_better, missing_insights)
            SELECT id, 'Summary', 3, 4, 'Longer', ARRAY['light'] FROM review
        """);

    private async Task ShouldListAsync(string query, params Guid[] ids) =>
        (await Administrator.ReadAsync($"admin/sessions{query}")).Json.AsArray().Select(item => item!["session_id"]!.GetValue<Guid>()).ShouldBe(ids, query);
}
