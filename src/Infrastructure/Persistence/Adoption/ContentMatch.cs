using System.Text.Json;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Looks for rows that the application could not use, with the readers that it reads them with itself.</summary>
internal sealed class ContentMatch(Draft draft)
{
    private static readonly string[] _configuration = [BrainConfigKeys.ModesQuick, BrainConfigKeys.ModesPrecise, BrainConfigKeys.ReportFull, BrainConfigKeys.ReportSummary];

    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (draft.HasColumns("brain_risk_rules", ["rule_id", "rule_json"]))
        {
            foreach (var (id, json) in await TextsAsync("SELECT rule_id::text, rule_json::text FROM brain_risk_rules WHERE rule_json IS NOT NULL ORDER BY 1", cancellationToken))
            {
                Read<Condition>(
                    json,
                    $"The rule {id} in brain_risk_rules",
                    $"UPDATE brain_risk_rules SET rule_json = '{{\"slot\": \"…\", \"contains_any\": [\"…\"]}}' WHERE rule_id = {Literal(id)};");
            }
        }
        if (draft.HasColumns("brain_scoring_config", ["config_key", "weights"]))
        {
            foreach (var (id, json) in await TextsAsync($"SELECT config_key::text, weights::text FROM brain_scoring_config WHERE config_key = '{ScoringConfig.DefaultKey}' AND weights IS NOT NULL", cancellationToken))
                Read<ScoringWeights>(json, $"The row {id} in brain_scoring_config", $"UPDATE brain_scoring_config SET weights = DEFAULT WHERE config_key = {Literal(id)};");
        }
        if (draft.HasColumns("brain_config", ["key", "value"]))
        {
            foreach (var (key, json) in await TextsAsync("SELECT key::text, value::text FROM brain_config WHERE value IS NOT NULL AND btrim(value::text) <> '' ORDER BY 1", cancellationToken))
                ReadSetting(key, json);
        }
        if (draft.HasColumns("brain_skip_rules", ["rule_id", "condition_type", "enabled"]))
            await CompareSkipRulesAsync(cancellationToken);
        if (draft.HasColumns("skill_versions", ["is_active"]))
            await CompareSkillsAsync(cancellationToken);
    }

    private async Task CompareSkipRulesAsync(CancellationToken cancellationToken)
    {
        var rules = await TextsAsync("SELECT rule_id::text, condition_type::text FROM brain_skip_rules WHERE coalesce(enabled, true) AND condition_type IS NOT NULL ORDER BY 1", cancellationToken);
        foreach (var (id, type) in rules.Where(rule => ConditionJsonConverter.OperatorNamed(rule.Text) is null))
        {
            draft.Conflict(
                $"The rule {id} in brain_skip_rules has the condition type \"{type}\", which is none of contains_any, not_contains_any, equals_any and not_equals_any.",
                $"UPDATE brain_skip_rules SET condition_type = 'contains_any' WHERE rule_id = {Literal(id)}; -- or enabled = false");
        }
    }

    private async Task CompareSkillsAsync(CancellationToken cancellationToken)
    {
        var active = 0L;
        if (await draft.TryAsync(async () => active = await draft.CountAsync("skill_versions WHERE is_active", cancellationToken), cancellationToken) is null && active > 1)
        {
            draft.Warn(
                FormattableString.Invariant($"{active} skill versions are active, and one may be: the first migration after the baseline leaves active the one that was approved last."),
                "SELECT id, version, approved_at, created_at FROM skill_versions WHERE is_active ORDER BY coalesce(approved_at, created_at) DESC NULLS LAST, id DESC;");
        }
    }

    private void ReadSetting(string key, string json)
    {
        if (!_configuration.Contains(key))
            return;
        var (what, suggestion) = ($"The setting {key} in brain_config", $"UPDATE brain_config SET value = NULL WHERE key = {Literal(key)}; -- or correct it");
        if (key == BrainConfigKeys.ModesQuick)
            Read<InterviewPolicy>(json, what, suggestion);
        else if (key == BrainConfigKeys.ModesPrecise)
            Read<PrecisePolicy>(json, what, suggestion);
        else
            Read<LocalizedTemplate>(json, what, suggestion);
    }

    private void Read<T>(string json, string what, string suggestion)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(json, BrainDocument.Json) is null && typeof(T) == typeof(ScoringWeights))
                throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            draft.Conflict($"{what} cannot be read: {exception.Message} The application would not start with it.", suggestion);
        }
    }

    private async Task<List<(string Id, string Text)>> TextsAsync(string sql, CancellationToken cancellationToken)
    {
        List<(string, string)> rows = [];
        await draft.TryAsync(async () => rows = await draft.RowsAsync(sql, row => (row.GetString(0), row.GetString(1)), cancellationToken), cancellationToken);
        return rows;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
