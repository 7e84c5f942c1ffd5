using System.Text.Json.Nodes;

namespace AgentBrain.Web.Tests.Adopted;

/// <summary>
/// Makes interviews as the service before this one, and people with an editor, may have left them: every member may be missing, null or something
/// else altogether, every list may hold what does not belong there.
/// </summary>
/// <param name="random">Decides.</param>
internal sealed class LegacyStates(Random random)
{
    private static readonly string[] _ids = [.. LegacyDatabase.Questions, "Q_GONE", "gen_1", new string('g', 70), "klausimas-šš"];
    private static readonly string[] _slots = ["purpose", "users", "budget", "stove", "bare", "gone", "when", ""];

    public LegacyInterview Next()
    {
        var finished = random.Next(3) == 0;
        var named = random.Next(3) == 0;
        return new LegacyInterview
        {
            State = State(finished),
            Language = Pick<string?>("lt", "en", "ru", "en", null, "EN", "??", "", "lt-LT"),
            Round = Pick<int?>(1, 2, 3, null, 0, 99),
            CompletedAt = finished ? new DateTime(2024, 5, 1, 9, 0, 0, DateTimeKind.Utc) : null,
            FinalReport = finished ? Pick<string?>("# Report for Jonas Jonaitis\n\n| a | b |\n", "", null, "<b>bold</b>", "Отчёт") : Pick<string?>(null, null, "early"),
            Summary = finished ? Pick<string?>(null, "Summary", "") : null,
            ContactName = named ? Pick<string?>("Jonas Jonaitis", "", "  ", "(.*)") : null,
            ContactEmail = named ? Pick<string?>("jonas@example.org", "nobody", null) : null,
            ContactPhone = named ? Pick<string?>("+370 600 00000", "", null) : null,
        };
    }

    private string State(bool finished)
    {
        if (random.Next(25) == 0)
            return Pick("{}", "[]", "null", "\"lost\"", "7", "[{\"slots\": {}}]");
        var asked = _ids.OrderBy(_ => random.Next()).Take(random.Next(5)).ToList();
        if (asked.Count > 0 && random.Next(6) == 0)
            asked.Add(asked[0]);
        var waiting = finished ? [] : _ids.Where(id => !asked.Contains(id) || random.Next(6) == 0).OrderBy(_ => random.Next()).Take(Pick(0, 1, 1, 1, 1, 2, 3)).ToList();
        var state = new JsonObject
        {
            ["language"] = Pick("lt", "en", "ru"),
            ["interview_mode"] = Pick("quick", "quick", "precise"),
            ["round"] = random.Next(1, 4),
            ["history"] = History(asked, waiting),
            ["slots"] = new JsonObject(_slots.Where(_ => random.Next(2) == 0).Select(key => KeyValuePair.Create(key, Slot()))),
            ["unknown_slots"] = Array(_slots.Where(_ => random.Next(3) == 0).Select(key => JsonValue.Create(key))),
            ["risk_flags"] = Array(Enumerable.Range(0, random.Next(3)).Select(_ => Flag())),
            ["round_summary"] = Pick<string?>(null, "Jonas Jonaitis wants to rest."),
            // Whether the question that waits was counted differed.
            ["asked_question_ids"] = Array([.. asked.Select(id => JsonValue.Create(id)), .. random.Next(2) == 0 ? waiting.Select(id => JsonValue.Create(id)) : []]),
            ["next_questions"] = Array(waiting.Select(id => Awkward(new JsonObject { ["id"] = id, ["text"] = $"Text of {id}, Jonas?", ["round_hint"] = Pick<int?>(null, 1) }, spare: "id"))),
            ["contact_info"] = Pick<JsonNode?>(null, new JsonObject { ["name"] = "Jonas Jonaitis", ["email"] = null, ["phone"] = null }, JsonValue.Create("call me"), new JsonObject { ["name"] = 5, ["company"] = "UAB" }),
            ["questions_asked_count"] = asked.Count,
            ["quick_state"] = Pick<JsonNode?>(null, Awkward(new JsonObject
            {
                ["asked_count"] = asked.Count,
                ["low_info_streak"] = random.Next(3),
                ["last_question_id"] = asked.LastOrDefault(),
                ["stop_reason"] = null,
            })),
            ["x_custom"] = new JsonObject { ["kept"] = Array([JsonValue.Create(1), JsonValue.Create(2.50), null]) },
        };
        return Awkward(state).ToJsonString();
    }

    private JsonArray History(IReadOnlyList<string> asked, IReadOnlyList<string> waiting)
    {
        var turns = new List<JsonNode?>();
        foreach (var id in asked)
        {
            turns.Add(Turn("agent", id, $"Text of {id}"));
            if (random.Next(8) > 0)
                turns.Add(Turn("user", random.Next(10) == 0 ? null : id, Pick("I do not know", "Poilsiui, Jonas Jonaitis", "Для отдыха", "", " rest\r\n")));
        }
        if (random.Next(2) == 0)
            turns.AddRange(waiting.Select(id => Turn("agent", id, $"Text of {id}, Jonas?")));
        return Array(turns);
    }

    private JsonObject Turn(string role, string? id, string text) =>
        Awkward(new JsonObject { ["role"] = Pick(role, role, role, role, "system"), ["question_id"] = id, ["text"] = text, ["round"] = Pick<int?>(1, 1, null, 99) }, one: 30, spare: "question_id");

    private JsonNode? Slot() => random.Next(12) == 0
        ? Junk()
        : Awkward(new JsonObject
        {
            ["value"] = Pick<JsonNode?>("rent", "rest", "UNKNOWN", null, "", 6, 2.5, true, "Call Jonas Jonaitis, +370 600 00000", new JsonArray("a", "b"), new JsonArray("UNKNOWN"), new JsonObject { ["min"] = 4 }),
            ["confidence"] = Pick<JsonNode?>(0.8, 0.3, 1, 0, null, "0.9", 80, -1),
        });

    private JsonObject Flag() => Awkward(new JsonObject
    {
        ["code"] = Pick("RISK_RENT", "RISK_GONE"),
        ["severity"] = Pick<string?>("high", "low", null, "dire"),
        ["note"] = Pick<string?>("Note for Jonas", null, ""),
        ["evidence"] = Pick<JsonNode?>(null, new JsonArray("purpose", "users"), new JsonArray(null, 5), "purpose"),
    });

    /// <summary>Spoils some members: one in <paramref name="one"/>, and never <paramref name="spare"/> as often.</summary>
    private JsonObject Awkward(JsonObject members, int one = 10, string? spare = null)
    {
        foreach (var name in members.Select(member => member.Key).ToList())
        {
            if (random.Next(name == spare ? 8 * one : one) > 0)
                continue;
            if (random.Next(3) == 0)
                members.Remove(name);
            else
                members[name] = Junk();
        }
        return members;
    }

    private JsonArray Array(IEnumerable<JsonNode?> items)
    {
        var list = items.ToList();
        if (random.Next(20) == 0)
            list.Insert(random.Next(list.Count + 1), Junk());
        return new JsonArray([.. list]);
    }

    private JsonNode? Junk() => Pick<Func<JsonNode?>>(
        () => null,
        () => "text",
        () => 7,
        () => 1e300,
        () => false,
        () => new JsonArray(null, 1, "x", new JsonObject()),
        () => new JsonObject { ["id"] = null, ["value"] = new JsonObject(), ["text"] = 5 },
        () => new JsonArray(),
        () => new JsonObject())();

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
