using System.Net;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>The skill and the suggested changes of it.</summary>
public sealed class SkillCallTests : AdministrationTest
{
    private const string Rule =
        "id: number, rule_text: string, rule_text_en: string, rule_type: string, confidence_score: number, source_pattern: string, affected_questions: [string], created_at: time, status: string";

    [SetUp]
    public async Task Forget() => await ExecuteAsync($"DELETE FROM skill_versions; DELETE FROM skill_learned_rules");

    [Test]
    public async Task Versions_are_listed_and_one_may_be_active()
    {
        (await Administrator.ReadAsync("admin/skill/versions")).Text.ShouldBe("[]");
        (await Administrator.ReadAsync("admin/skill/versions/active")).Text.ShouldBe("""{"active":false,"id":null,"version":null,"content_preview":null,"content_length":null}""");
        await StoreVersionsAsync();

        var versions = await Administrator.ReadAsync("admin/skill/versions");
        JsonShape.Of(versions.Text).ShouldBe(
            "[{id: number, version: string, is_active: bool, created_at: time, approved_by: null, approved_at: null, change_summary: null, content_length: number}"
            + " or {id: number, version: string, is_active: bool, created_at: time, approved_by: string, approved_at: time, change_summary: string, content_length: number}]");
        versions.Json.AsArray().Select(version => version!["id"]!.GetValue<int>()).ShouldBe([2, 1]);

        var active = await Administrator.ReadAsync("admin/skill/versions/active");
        JsonShape.Of(active.Text).ShouldBe("{active: bool, id: number, version: string, content_preview: string, content_length: number}");
        active.Json["content_preview"]!.GetValue<string>().ShouldBe(new string('x', 499), "half of a character is none");
        active.Json["content_length"]!.GetValue<int>().ShouldBe(599 + 2);

        (await Administrator.ReadAsync("admin/skill/versions/2/content")).Text.ShouldBe("""{"id":2,"version":"1.1.0","content":"Ask kindly.","change_summary":null}""");
        (await Administrator.ReadAsync("admin/skill/versions/3/content")).Problem(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Rules_are_listed_by_where_they_stand()
    {
        foreach (var status in new[] { "pending", "approved", "applied" })
            (await Administrator.ReadAsync($"admin/skill/rules/{status}")).Text.ShouldBe("[]");
        await StoreRulesAsync();

        JsonShape.Of((await Administrator.ReadAsync("admin/skill/rules/pending")).Text).ShouldBe($"[{{{Rule}, approved_at: null, incorporated_in_skill: null}}]");
        JsonShape.Of((await Administrator.ReadAsync("admin/skill/rules/approved")).Text).ShouldBe($"[{{{Rule}, approved_at: time, incorporated_in_skill: null}}]");
        JsonShape.Of((await Administrator.ReadAsync("admin/skill/rules/applied")).Text).ShouldBe($"[{{{Rule}, approved_at: time, incorporated_in_skill: number}}]");
        foreach (var (status, id) in new[] { ("pending", 1), ("approved", 2), ("applied", 3) })
        {
            var rule = (await Administrator.ReadAsync($"admin/skill/rules/{status}")).Json.AsArray().ShouldHaveSingleItem()!;
            (rule["id"]!.GetValue<int>(), rule["status"]!.GetValue<string>()).ShouldBe((id, status));
        }
    }

    [Test]
    public async Task Nothing_is_pretended_to_be_changed()
    {
        await StoreVersionsAsync();
        await StoreRulesAsync();
        var before = await EverythingAsync();

        await ShouldNotYetAsync(HttpMethod.Post, "versions/2/activate");
        await ShouldNotYetAsync(HttpMethod.Post, "versions/create", new { new_version = "1.2.0", approved_rule_ids = new[] { 2 }, approved_by = "Ona" });
        await ShouldNotYetAsync(HttpMethod.Post, "rules/generate");
        await ShouldNotYetAsync(HttpMethod.Post, "rules/generate", new { min_reviews = 2, since_days = 10 });
        await ShouldNotYetAsync(HttpMethod.Post, "rules/1/approve");
        await ShouldNotYetAsync(HttpMethod.Delete, "rules/1");

        (await EverythingAsync()).ShouldBe(before);
    }

    [Test]
    public async Task What_is_not_there_is_not_found_first_and_the_active_version_stays()
    {
        await StoreVersionsAsync();
        var before = await EverythingAsync();

        foreach (var call in new[] { "versions/99/activate", "rules/99/approve" })
            (await Administrator.SendAsync($"admin/skill/{call}")).Problem(HttpStatusCode.NotFound);
        (await Administrator.CallAsync(HttpMethod.Delete, "admin/skill/rules/99")).Problem(HttpStatusCode.NotFound);
        (await EverythingAsync()).ShouldBe(before);
    }

    [Test]
    public async Task Wrong_bodies_are_told()
    {
        (await Administrator.SendAsync("admin/skill/versions/create", new { new_version = new string('1', 21), approved_rule_ids = Array.Empty<int>(), approved_by = "Ona" })).Errors.Keys.ShouldBe(["new_version"]);
        (await Administrator.SendAsync("admin/skill/rules/generate", new { min_reviews = 0 })).Errors.Keys.ShouldBe(["min_reviews"]);
    }

    private async Task ShouldNotYetAsync(HttpMethod method, string path, object? body = null) =>
        (await Administrator.CallAsync(method, $"admin/skill/{path}", body)).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldEndWith("Nothing was changed.");

    private static Task<int> StoreVersionsAsync() => ExecuteAsync(
        $"""
        INSERT INTO skill_versions (id, version, content, is_active, created_at, approved_by, approved_at, change_summary) VALUES
            (1, '1.0.0', {new string('x', 499) + "🔥" + new string('y', 100)}, true, '2024-05-01 10:00+00', 'Ona', '2024-05-01 10:00+00', 'The first'),
            (2, '1.1.0', 'Ask kindly.', false, '2024-05-02 10:00+00', NULL, NULL, NULL)
        """);

    private static async Task StoreRulesAsync()
    {
        foreach (var (id, approved, skill) in new[] { (1, false, "null"), (2, true, "null"), (3, true, "1") })
        {
            var metadata = $$"""{"rule_text_en": "Ask shorter", "affected_questions": ["Q_1"], "incorporated_in_skill": {{skill}}}""";
            await ExecuteAsync(
                $"""
                INSERT INTO skill_learned_rules (id, rule_text, confidence_score, approved, approved_at, rule_type, source_pattern, metadata)
                VALUES ({id}, 'Klausk trumpiau', 0.8, {approved}, CASE WHEN {approved} THEN now() END, 'question_improvement', 'long', {metadata}::jsonb)
                """);
        }
    }

    private static async Task<string> EverythingAsync() => string.Concat(await QueryAsync<string>(
        $"SELECT concat((SELECT json_agg(v ORDER BY id) FROM skill_versions v), (SELECT json_agg(r ORDER BY id) FROM skill_learned_rules r)) AS \"Value\""));
}
