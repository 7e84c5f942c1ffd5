using System.Text.Json.Nodes;

namespace AgentBrain.Testing;

/// <summary>Interviews as the legacy service stored them, in three languages and with everything that its states were found to hold. The same each time.</summary>
internal static class LegacyInterviews
{
    /// <summary>How many there are.</summary>
    public const int Count = 340;

    private static readonly string[] _questions = ["Q_PURPOSE", "Q_USERS", "Q_LOCATION", "Q_SIZE", "Q_STOVE", "Q_AIR", "Q_BUDGET"];
    private static readonly string[] _slots = ["purpose", "users", "location", "size", "stove", "ventilation", "budget"];

    private static readonly Dictionary<string, string[]> _asked = new()
    {
        ["lt"] = ["Kam jums pirtis: poilsiui, sveikatai ar svečiams?", "Kas ir kiek žmonių ja naudosis?", "Kur ji stovės – „name“, kieme ar sodyboje?", "Kokio dydžio patalpą turite?", "Malkinė ar elektrinė krosnelė?", "Kaip pirtis bus vėdinama?", "Kiek planuojate išleisti?"],
        ["en"] = ["What do you want the sauna for?", "Who will use it, and how many people?", "Where will it stand?", "How large is the room?", "A wood or an electric stove?", "How will it be aired?", "What is your budget?"],
        ["ru"] = ["Для чего вам баня?", "Кто и сколько человек будет ею пользоваться?", "Где она будет стоять?", "Какого размера помещение?", "Дровяная или электрическая печь?", "Как будет проветриваться?", "Сколько планируете потратить?"],
    };

    private static readonly Dictionary<string, string[]> _said = new()
    {
        ["lt"] = ["Poilsiui su šeima, ypač žiemą – ąčęėįšųūž", "Keturiese: aš, žmona ir du vaikai", "Sodyboje prie ežero, „senajame“ kluone", "Apie 6 m²\nlubos 2,1 m", "Malkinė", "Nežinau", ""],
        ["en"] = ["To rest after work; he said \"just relax\"", "Two adults & 3 children <sometimes>", "In the house, C:\\temp\\plan.dwg shows it", "6 by 8 feet", "Electric, 9 kW", "I don't know", "Up to €12'000 😀"],
        ["ru"] = ["Для отдыха и здоровья, иногда — аренда", "Шестеро: «вся родня»", "Во дворе, у забора", "Шесть квадратов", "Дровяная печь", "Не знаю", "Пока неизвестно, ёжики"],
    };

    /// <summary>The rows of <c>sessions</c>, each with all columns of the complete state.</summary>
    public static JsonArray Sessions()
    {
        var random = new Random(20240517);
        return [.. Enumerable.Range(0, Count).Select(number => Session(number, random))];
    }

    /// <summary>The id of an interview by its number.</summary>
    public static string Id(int number) => new Guid(number, 0x1e9a, 0x4c1e, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString();

    private static JsonObject Session(int number, Random random)
    {
        var language = (number % 3) switch { 0 => "lt", 1 => "en", _ => "ru" };
        var answers = 1 + random.Next(_questions.Length);
        var finished = answers >= 4 && number % 4 != 0;
        var quick = number % 5 != 0;
        var created = new DateTimeOffset(2024, 1, 1, 6, 0, 0, TimeSpan.Zero).AddMinutes((number * 1187) + random.Next(600)).AddTicks(random.Next(1_000_000) * 10L);
        var updated = created.AddSeconds(answers * 47);
        var state = State(language, answers, finished, quick, random);
        Odd(number / 3 % 16, state, random);
        return new JsonObject
        {
            ["session_id"] = Id(number),
            ["language"] = number % 97 == 0 ? null : language,
            ["round"] = number % 89 == 0 ? null : Math.Min(3, 1 + (answers / 3)),
            ["state"] = state,
            ["final_report"] = finished ? $"# Ataskaita № {number}\n\n{string.Join("\n", _said[language])}" : null,
            ["created_at"] = number % 83 == 0 ? null : Text(created),
            ["updated_at"] = number % 83 == 0 ? null : Text(updated),
            ["completed_at"] = finished ? Text(updated) : null,
            ["contact_name"] = finished && number % 2 == 0 ? Name(language) : null,
            ["contact_email"] = finished && number % 2 == 0 ? $"asmuo{number}@example.lt" : null,
            ["contact_phone"] = finished && number % 6 == 0 ? "+370 600 00000" : null,
            ["report_summary"] = finished && number % 2 == 1 ? "Santrauka: „šilta“" : null,
            ["email_sent_at"] = finished && number % 8 == 0 ? Text(updated.AddMinutes(1)) : null,
        };
    }

    private static JsonObject State(string language, int answers, bool finished, bool quick, Random random)
    {
        var history = new JsonArray();
        var slots = new JsonObject();
        for (var place = 0; place < answers; place++)
        {
            var round = Math.Min(3, 1 + (place / 3));
            history.Add((JsonNode)Entry("agent", place, _asked[language][place], round));
            history.Add((JsonNode)Entry("user", place, _said[language][place], round));
            slots[_slots[place]] = new JsonObject { ["value"] = _said[language][place], ["confidence"] = Math.Round(0.3 + (random.NextDouble() * 0.7), 2) };
        }
        var next = new JsonArray();
        if (!finished && answers < _questions.Length)
        {
            history.Add((JsonNode)Entry("agent", answers, _asked[language][answers], Math.Min(3, 1 + (answers / 3))));
            next.Add((JsonNode)new JsonObject { ["id"] = _questions[answers], ["text"] = _asked[language][answers], ["round_hint"] = 1 + (answers / 3) });
        }
        var asked = Math.Min(_questions.Length, answers + next.Count);
        return new JsonObject
        {
            ["language"] = language,
            ["interview_mode"] = quick ? "quick" : "precise",
            ["round"] = Math.Min(3, 1 + (answers / 3)),
            ["history"] = history,
            ["slots"] = slots,
            ["unknown_slots"] = new JsonArray([.. _slots.Skip(answers).Select(slot => (JsonNode)slot)]),
            ["risk_flags"] = new JsonArray(new JsonObject { ["code"] = "RISK_FIRE", ["severity"] = "high", ["note"] = "Malkinė krosnelė – „dūmtraukis“", ["evidence"] = new JsonArray("stove", "location") }),
            ["round_summary"] = answers > 3 ? "Trumpai: šeimai." : null,
            ["asked_question_ids"] = new JsonArray([.. _questions.Take(asked).Select(id => (JsonNode)id)]),
            ["next_questions"] = next,
            ["contact_info"] = finished ? new JsonObject { ["name"] = Name(language), ["email"] = $"kitas@example.lt", ["phone"] = null } : null,
            ["questions_asked_count"] = asked,
            ["quick_state"] = quick ? new JsonObject { ["asked_count"] = asked, ["low_info_streak"] = answers % 2, ["last_question_id"] = _questions[asked - 1], ["stop_reason"] = finished ? "max_questions" : null } : null,
        };
    }

    // What the legacy service let through, and what people have put there by hand.
    private static void Odd(int kind, JsonObject state, Random random)
    {
        var slots = state["slots"]!.AsObject();
        var history = state["history"]!.AsArray();
        switch (kind)
        {
            case 1:
                history.Insert(1, null);
                state["unknown_slots"]!.AsArray().Add(null);
                break;
            case 2:
                slots["purpose"] = new JsonObject { ["value"] = "UNKNOWN", ["confidence"] = 0.0 };
                slots["users"] = new JsonObject { ["value"] = null, ["confidence"] = 0 };
                break;
            case 3:
                slots["size"] = new JsonObject { ["value"] = 6.50, ["confidence"] = 1 };
                slots["users"] = new JsonObject { ["value"] = 4, ["confidence"] = 0.9 };
                slots["stove"] = new JsonObject { ["value"] = true, ["confidence"] = 0.9 };
                slots["location"] = new JsonObject { ["value"] = new JsonArray("namas", "kiemas", null), ["confidence"] = 0.5 };
                break;
            case 4:
                foreach (var key in new[] { "quick_state", "next_questions", "questions_asked_count", "interview_mode", "round_summary", "contact_info" })
                    state.Remove(key);
                break;
            case 5:
                state["x_experiment"] = new JsonObject { ["arm"] = "B", ["weights"] = new JsonArray(1, 2.50, "\u0161"), ["nested"] = new JsonObject { ["null"] = null } };
                slots["purpose"]!.AsObject()["source"] = "voice";
                break;
            case 6:
                history.Add((JsonNode)new JsonObject { ["role"] = "user", ["question_id"] = "Q_NOTES", ["text"] = string.Concat(Enumerable.Repeat("Labai ilgas pasakojimas, „kabutės“ ir \\pasvirieji\\ brūkšniai. ", 900)), ["round"] = 3 });
                break;
            case 7:
                state["next_questions"] = null;
                break;
            case 8:
                state["risk_flags"] = new JsonArray(
                    new JsonObject { ["code"] = "RISK_AIR", ["severity"] = "medium" },
                    new JsonObject { ["code"] = "RISK_AIR", ["severity"] = null, ["note"] = null, ["evidence"] = null },
                    null);
                break;
            case 9:
                slots["purpose"] = new JsonObject { ["value"] = "poilsis", ["confidence"] = "0.8" };
                slots["users"] = new JsonObject();
                slots[$"laisvas_{random.Next(1000)}"] = new JsonObject { ["value"] = "" };
                break;
            case 10:
                state["contact_info"] = new JsonObject { ["name"] = "Kitas Žmogus", ["email"] = "", ["phone"] = "8-600", ["company"] = "UAB „Garas“" };
                break;
            case 11:
                history.Add((JsonNode)new JsonObject { ["role"] = "user", ["question_id"] = "Q_SIZE", ["text"] = "su balu", ["round"] = "2", ["score"] = 5 });
                history.Add((JsonNode)new JsonObject { ["text"] = "be vaidmens" });
                break;
            case 12:
                state.Clear();
                break;
            case 13:
                state["history"] = null;
                state["contact_info"] = "skambinti vakare";
                break;
            case 14:
                // Asked twice in the same words, answered twice in the same words.
                history.Add(history[0]!.DeepClone());
                history.Add(history[1]!.DeepClone());
                break;
        }
    }

    private static JsonObject Entry(string role, int question, string text, int round) =>
        new() { ["role"] = role, ["question_id"] = _questions[question], ["text"] = text, ["round"] = round };

    private static string Name(string language) => language switch { "lt" => "Ąžuolė Žilvinaitė", "ru" => "Ёлкина Юлия", _ => "Anne O'Brien \"Annie\"" };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture);
}
