using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentBrain.Testing;

/// <summary>What experts and respondents said about interviews of the legacy service, and what was made of it.</summary>
internal static class LegacyReviews
{
    private static readonly string[] _kinds = ["question_improvement", "new_question", "topic_priority", "report_template", "methodology", "general"];

    /// <summary>Rows by the name of their table, in the order in which they can be inserted.</summary>
    public static IEnumerable<(string Table, JsonArray Rows)> Rows()
    {
        yield return ("feedback", Rows(90, number => new()
        {
            ["id"] = new Guid(number, 0x7eed, 1, 0, 0, 0, 0, 0, 0, 0, 1).ToString(),
            ["session_id"] = number % 10 == 9 ? null : LegacyInterviews.Id(number % 60),
            ["rating"] = 1 + (number % 5),
            ["feedback_text"] = number % 4 == 0 ? null : $"Ačiū, „puiku“! Спасибо № {number}",
            ["created_at"] = number % 17 == 0 ? null : At(number),
        }));
        yield return ("transcripts", Rows(40, number => new()
        {
            ["id"] = (3 * number) + 1,
            ["session_id"] = LegacyInterviews.Id(number * 7),
            ["question_id"] = number % 5 == 0 ? null : "Q_PURPOSE",
            ["original_text"] = "poilsiui su šeima",
            ["confirmed_text"] = number % 2 == 0 ? "Poilsiui su šeima." : null,
            ["language"] = number % 6 == 0 ? null : "lt",
            ["confidence"] = number % 3 == 0 ? null : 0.93,
            ["duration_seconds"] = 12.25,
            ["created_at"] = number % 9 == 0 ? null : At(number) + "+00",
        }));
        yield return ("skill_versions", Rows(4, number => new()
        {
            ["id"] = number + 1,
            ["version"] = $"1.{number}.0",
            ["name"] = "pirtis_design_skill",
            ["content"] = $"# Pirties projektavimas\n\nVersija {number}: klausk „kodėl“.\n",
            ["created_at"] = At(number),
            ["approved_by"] = number < 3 ? "Ekspertė Rūta" : null,
            ["approved_at"] = number < 3 ? At(number + 1) : null,
            ["is_active"] = number switch { 2 => true, 3 => null, _ => false },
            ["parent_version_id"] = number == 0 ? null : number,
            ["change_summary"] = number == 0 ? null : "Daugiau apie vėdinimą",
        }));
        yield return ("expert_reviews", Rows(35, number => new()
        {
            ["id"] = number + 1,
            ["session_id"] = LegacyInterviews.Id(number * 5),
            ["reviewer_name"] = number % 7 == 0 ? null : "Meistras Šarūnas",
            ["created_at"] = number % 11 == 0 ? null : At(number),
            ["overall_rating"] = number % 6 == 5 ? null : 1 + (number % 5),
            ["overall_comments"] = number % 3 == 0 ? null : "Geras pokalbis; trūko \"biudžeto\".",
        }));
        yield return ("question_reviews", Rows(70, number => new()
        {
            ["id"] = number + 1,
            ["expert_review_id"] = 1 + (number / 2),
            ["question_id"] = number % 9 == 0 ? new string('Q', 100) : "Q_STOVE",
            ["original_question"] = "Malkinė ar elektrinė krosnelė?",
            ["user_response"] = number % 4 == 0 ? null : "Малкine?",
            ["effectiveness_rating"] = number % 5 == 0 ? null : 1 + (number % 5),
            ["what_could_be_better"] = number % 2 == 0 ? null : "Trumpiau",
            ["suggested_alternative"] = number % 3 == 0 ? null : "Kokia krosnelė?",
            ["missed_opportunities"] = number % 3 == 0 ? null : new JsonArray("kaminas, „dūmai“", "{skliausteliai}", null, "\"kabutės\" ir \\"),
        }));
        yield return ("summary_reviews", Rows(30, number => new()
        {
            ["id"] = number + 1,
            ["expert_review_id"] = number + 1,
            ["original_summary"] = number % 8 == 0 ? "" : "Santrauka",
            ["accuracy_rating"] = number % 5 == 0 ? null : 1 + (number % 5),
            ["completeness_rating"] = number % 4 == 0 ? null : 1 + (number % 5),
            ["what_could_be_better"] = null,
            ["missing_insights"] = number % 2 == 0 ? null : new JsonArray(),
        }));
        yield return ("skill_learned_rules", Rows(24, number => new()
        {
            ["id"] = number + 1,
            ["rule_text"] = $"Pirma klausk, kas maudysis ({number})",
            ["source_reviews"] = number % 5 == 0 ? null : new JsonArray(number, number + 1),
            ["confidence_score"] = number % 6 == 0 ? null : 0.1 + (number / 40.0),
            ["approved"] = number % 7 == 0 ? null : number % 2 == 0,
            ["created_at"] = number % 8 == 0 ? null : At(number),
            ["approved_at"] = number % 2 == 0 ? At(number + 2) : null,
            ["approved_by"] = number % 2 == 0 ? "Ekspertė Rūta" : null,
            ["rule_type"] = number % 9 == 0 ? null : _kinds[number % _kinds.Length],
            ["source_pattern"] = number % 3 == 0 ? null : "low rating on Q_STOVE",
            ["metadata"] = number % 10 == 0 ? null : Metadata(number),
        }));
    }

    private static JsonObject Metadata(int number) => new()
    {
        ["rule_text_en"] = "First ask who will use it",
        ["affected_questions"] = new JsonArray("Q_USERS", "Q_PURPOSE"),
        ["generated_at"] = "2024-08-01T10:00:00",
        ["source_review_count"] = number,
        ["skill_version"] = number % 4 == 0 ? null : "1.2.0",
        ["incorporated_in_skill"] = number % 4 == 0 ? 3 : null,
        ["x_note"] = "ranka įrašyta",
    };

    private static JsonArray Rows(int count, Func<int, JsonObject> row) => [.. Enumerable.Range(0, count).Select(row)];

    private static string At(int number) =>
        new DateTime(2024, 3, 30, 22, 15, 0, DateTimeKind.Unspecified).AddHours(number * 7).AddMilliseconds(number * 13).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
