using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Api;

/// <summary>Every call about interviews: what it answers, to the letter, and each of its errors.</summary>
public sealed class InterviewCallTests
{
    private const string Question = "{id: string, text: string, round_hint: number}";
    private const string Slots = "{*: {value: string, confidence: number}}";
    private const string Flags = "[{code: string, severity: string, note: string, evidence: [string]}]";
    private const string SlotStatus = "[{slot_key: string, label: string, status: string, confidence: number}]";
    // Raises a risk.
    private const string Words = "To rent it out to guests, for soft steam with an electric heater.";

    private HttpClient _program = null!;

    [SetUp]
    public void Open() => _program = SharedApp.App.NewProgram();

    [TearDown]
    public void Close() => _program.Dispose();

    [Test]
    public async Task Starting_needs_no_body()
    {
        var started = await _program.SendAsync("session/start");

        started.Status.ShouldBe(HttpStatusCode.OK, started.Text);
        JsonShape.Of(started.Text).ShouldBe($"{{session_id: uuid, round: number, questions: [{Question}], interview_mode: string, session_token: string}}");
        started.Json["round"]!.GetValue<int>().ShouldBe(1);
        started.Json["interview_mode"]!.GetValue<string>().ShouldBe("quick");
        started.Json["questions"]![0]!["text"]!.GetValue<string>().ShouldStartWith("Kam jums pirmiausia reikėtų pirties");
        started.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [TestCase("lt", "Kam jums pirmiausia reikėtų pirties")]
    [TestCase("en", "What would you like a sauna for")]
    [TestCase("ru", "Для чего вам прежде всего нужна баня")]
    public async Task It_asks_in_the_language_of_the_interview(string language, string question) =>
        (await _program.SendAsync("session/start", new { language, interview_mode = "quick" })).Json["questions"]![0]!["text"]!.GetValue<string>().ShouldStartWith(question);

    [Test]
    public async Task Only_the_three_languages_are_spoken() =>
        (await _program.SendAsync("session/start", new { language = "de" })).Errors.Keys.ShouldBe(["language"]);

    [Test]
    public async Task Only_known_modes_are_taken() =>
        (await _program.SendAsync("session/start", new { interview_mode = "hasty" })).Errors.Keys.ShouldBe(["$.interview_mode"]);

    [Test]
    public async Task A_precise_interview_is_not_pretended() =>
        (await _program.SendAsync("session/start", new { interview_mode = "precise" })).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldContain("Precise");

    [Test]
    public async Task An_answer_tells_where_the_interview_stands()
    {
        var (id, question, _) = await StartAsync();

        var answered = await AnswerAsync(id, question, Words);

        answered.Status.ShouldBe(HttpStatusCode.OK, answered.Text);
        JsonShape.Of(answered.Text).ShouldBe(
            $"{{session_id: uuid, round: number, slots_updated: [string], risk_flags: {Flags}, round_summary: null, next_questions: [{Question}], "
            + $"is_complete: bool, clarification_question: null, slot_status: {SlotStatus}, progress_percent: number}}");
        var reply = answered.Json;
        reply["session_id"]!.GetValue<Guid>().ShouldBe(id);
        reply["slots_updated"]!.AsArray().Select(key => key!.GetValue<string>()).ShouldContain("purpose");
        reply["is_complete"]!.GetValue<bool>().ShouldBeFalse();
        reply["slot_status"]!.AsArray().Select(slot => slot!["status"]!.GetValue<string>()).Distinct().ShouldBe(["filled", "empty"], ignoreOrder: true);
        reply["progress_percent"]!.GetValue<int>().ShouldBeInRange(1, 100);
    }

    [Test]
    public async Task Parts_of_an_answer_are_one_answer()
    {
        var (id, question, _) = await StartAsync();

        var answered = await _program.SendAsync($"session/{id}/answer", new { transcripts = new[] { new { question_id = question, text = "For relaxing" }, new { question_id = question, text = "with family" } } });

        answered.Status.ShouldBe(HttpStatusCode.OK, answered.Text);
        (await SharedApp.App.AnswersAsync(id)).ShouldBe(["For relaxing\nwith family"]);
    }

    [Test]
    public async Task What_cannot_be_stored_is_left_out_of_texts()
    {
        var (id, question, _) = await StartAsync();

        (await AnswerAsync(id, question, "For\0 relaxing\uFFFF")).Status.ShouldBe(HttpStatusCode.OK);

        (await SharedApp.App.AnswersAsync(id)).ShouldBe(["For relaxing"]);
    }

    [Test]
    public async Task An_answer_has_words_and_not_too_many()
    {
        var (id, question, _) = await StartAsync();

        (await AnswerAsync(id, question, " ")).Errors.Keys.ShouldBe(["transcripts[0].text"]);
        (await AnswerAsync(id, question, new string('a', 4001))).Errors.Keys.ShouldBe(["transcripts[0].text"]);
        (await AnswerAsync(id, question, Words, key: new string('k', 256))).Errors.Keys.ShouldBe(["Idempotency-Key"]);
        (await SharedApp.App.AnswersAsync(id)).ShouldBeEmpty();
    }

    [TestCase("""{"transcripts": []}""", "transcripts")]
    [TestCase("""{"transcripts": [null]}""", "transcripts")]
    [TestCase("""{"transcripts": [{"question_id": "A", "text": "x"}, {"question_id": "B", "text": "y"}]}""", "transcripts")]
    [TestCase("""{"transcripts": [{"question_id": "A"}]}""", "transcripts[0].text")]
    [TestCase("""{"transcripts": [{"text": "x"}]}""", "transcripts[0].question_id")]
    [TestCase("""{"transcripts": {}}""", "$.transcripts")]
    [TestCase("""{"transcripts": [{"question_id": "A", "text": "\ud800"}]}""", "$.transcripts[0].text")]
    [TestCase("""{"transcripts": [], "transcripts": []}""", "$.transcripts")]
    [TestCase("""{}""", "transcripts")]
    [TestCase("", "$")]
    [TestCase("null", "$")]
    [TestCase("""{"transcripts": [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""", "$.transcripts[0]")]
    public async Task A_body_that_says_no_answer_is_told_where(string body, string field)
    {
        var (id, _, _) = await StartAsync();

        var refused = await _program.CallAsync(HttpMethod.Post, $"session/{id}/answer", new StringContent(body, Encoding.UTF8, "application/json"));

        refused.Errors.Keys.ShouldBe([field]);
        (await SharedApp.App.AnswersAsync(id)).ShouldBeEmpty();
    }

    [Test]
    public async Task Malformed_JSON_is_told_by_line_and_byte()
    {
        var (id, _, _) = await StartAsync();

        var refused = await _program.CallAsync(HttpMethod.Post, $"session/{id}/answer", new StringContent("{\n  \"transcripts\": oops", Encoding.UTF8, "application/json"));

        refused.Problem(HttpStatusCode.BadRequest)["message"]!.GetValue<string>().ShouldContain("line 2, byte 18");
    }

    [Test]
    public async Task Only_JSON_is_taken()
    {
        var (id, _, _) = await StartAsync();
        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/answer", new StringContent("hello"))).Problem(HttpStatusCode.UnsupportedMediaType);
    }

    [Test]
    public async Task Another_question_than_the_one_that_waits_meets_a_conflict_with_the_state()
    {
        var (id, _, _) = await StartAsync();

        var conflict = await AnswerAsync(id, "Q_NOPE", Words);

        conflict.Problem(HttpStatusCode.Conflict)["state"]!["session_id"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Test]
    public async Task The_state_is_all_there_is()
    {
        var (id, question, _) = await StartAsync();
        await AnswerAsync(id, question, Words);

        var state = await _program.ReadAsync($"session/{id}/state");

        state.Status.ShouldBe(HttpStatusCode.OK, state.Text);
        JsonShape.Of(state.Text, "slots").ShouldBe(
            "{session_id: uuid, round: number, state: {language: string, interview_mode: string, round: number, "
            + "history: [{role: string, question_id: string, text: string, round: number}], "
            + $"slots: {Slots}, unknown_slots: [string], risk_flags: {Flags}, round_summary: null, asked_question_ids: [string], next_questions: [{Question}], contact_info: null}}, "
            + $"final_report: null, created_at: time, completed_at: null, interview_mode: string, slot_status: {SlotStatus}, progress_percent: number}}");
        state.Json["state"]!["history"]!.AsArray().Select(turn => turn!["role"]!.GetValue<string>()).ShouldBe(["agent", "user", "agent"]);
        state.Json["state"]!["history"]![1]!["text"]!.GetValue<string>().ShouldBe(Words);
    }

    [Test]
    public async Task Finishing_needs_no_body_and_ends_an_interview_that_goes_on()
    {
        var (id, question, _) = await StartAsync();
        await AnswerAsync(id, question, Words);

        var finished = await _program.SendAsync($"session/{id}/finalize");

        finished.Status.ShouldBe(HttpStatusCode.OK, finished.Text);
        JsonShape.Of(finished.Text, "slots").ShouldBe($"{{session_id: uuid, final_markdown: string, slots: {Slots}, risk_flags: {Flags}, email_sent: bool}}");
        finished.Json["final_markdown"]!.GetValue<string>().ShouldStartWith("## Your sauna in brief");
        (await _program.SendAsync($"session/{id}/finalize")).Text.ShouldBe(finished.Text);
        (await AnswerAsync(id, question, Words)).Json["is_complete"]!.GetValue<bool>().ShouldBeTrue();
        (await AnswerAsync(id, question, "Other words")).Problem(HttpStatusCode.Conflict);
        (await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == id))).EndedEarly.ShouldBeTrue();
    }

    [Test]
    public async Task Whoever_leaves_no_contact_details_has_none()
    {
        var (id, _, token) = await StartAsync();
        await _program.SendAsync($"session/{id}/finalize");

        using var holder = SharedApp.App.NewProgram(token: token);
        (await holder.ReadAsync($"session/{id}/state")).Json["state"]!["contact_info"]!.ToJsonString().ShouldBe("""{"name":null,"email":null,"phone":null}""");
        (await holder.ReadAsync($"session/{id}/results")).Json["contact_email"].ShouldBeNull();
    }

    [Test]
    public async Task Contact_details_that_come_too_late_are_not_taken_in_silence()
    {
        var (id, _, _) = await StartAsync();
        await FinishAsync(id);

        (await FinishAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await _program.SendAsync($"session/{id}/finalize", new { contact_info = new { name = "Petras" } })).Problem(HttpStatusCode.Conflict);
        (await SharedApp.App.ContactAsync(id)).Contact.Name.ShouldBe("Ona");
    }

    [Test]
    public async Task A_key_that_meets_a_stored_answer_stands_for_that_reply_from_then_on()
    {
        var (id, question, _) = await StartAsync();
        var next = (await AnswerAsync(id, question, Words)).Json["next_questions"]![0]!["id"]!.GetValue<string>();

        var repeated = await AnswerAsync(id, question, Words, key: "late");
        await AnswerAsync(id, next, "I do not know");

        (await AnswerAsync(id, question, Words, key: "late")).Text.ShouldBe(repeated.Text);
        (await AnswerAsync(id, next, Words, key: "late")).Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Test]
    public async Task Contact_details_are_checked_field_by_field()
    {
        var (id, _, _) = await StartAsync();

        (await _program.SendAsync($"session/{id}/finalize", new { contact_info = new { name = "", email = "nobody", phone = "x" } }))
            .Errors.Keys.ShouldBe(["contact_info.name", "contact_info.email", "contact_info.phone"]);

        (await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == id))).CompletedAt.ShouldBeNull();
    }

    [Test]
    public async Task Contact_details_are_for_the_token_alone()
    {
        var (id, question, token) = await StartAsync();
        await AnswerAsync(id, question, "I am Jonas Jonaitis and want to relax; write to Jonas@Example.org. Mr Jonaitis.");
        var contact = new { name = "Jonas Jonaitis", email = "jonas@example.org", phone = "+370 600 00000" };
        await _program.SendAsync($"session/{id}/finalize", new { contact_info = contact });
        string[] calls = ["state", "results", "download"];

        foreach (var call in calls)
        {
            var shown = await _program.ReadAsync($"session/{id}/{call}");
            shown.Status.ShouldBe(HttpStatusCode.OK);
            shown.Text.ShouldNotContain("Jonaitis", Case.Sensitive, call);
            shown.Text.ShouldNotContain("jonas", Case.Insensitive, call);
            shown.Text.ShouldNotContain("600", Case.Sensitive, call);
        }
        (await _program.SendAsync($"session/{id}/translate?target_language=ru")).Text.ShouldNotContain("Jonaitis");
        (await _program.SendAsync($"session/{id}/finalize")).Text.ShouldNotContain("Jonaitis");
        (await AnswerAsync(id, question, "other")).Text.ShouldNotContain("Jonaitis");
        (await _program.ReadAsync($"session/{id}/results")).Json["contact_email"]!.GetValue<string>().ShouldBe("j***@example.org");
        (await _program.ReadAsync($"session/{id}/state")).Json["state"]!["contact_info"].ShouldBeNull();

        using var stranger = SharedApp.App.NewProgram(token: new string('0', 64));
        (await stranger.ReadAsync($"session/{id}/results")).Json["contact_email"]!.GetValue<string>().ShouldBe("j***@example.org");
        using var holder = SharedApp.App.NewProgram(token: token);
        (await holder.ReadAsync($"session/{id}/results")).Json["contact_email"]!.GetValue<string>().ShouldBe("jonas@example.org");
        (await holder.ReadAsync($"session/{id}/results")).Json["final_markdown"]!.GetValue<string>().ShouldContain("Jonas Jonaitis");
        JsonNode.DeepEquals((await holder.ReadAsync($"session/{id}/state")).Json["state"]!["contact_info"], System.Text.Json.JsonSerializer.SerializeToNode(contact)).ShouldBeTrue();
    }

    [Test]
    public async Task Results_come_with_the_report()
    {
        var (id, question, _) = await StartAsync();
        await AnswerAsync(id, question, Words);
        (await _program.ReadAsync($"session/{id}/results")).Problem(HttpStatusCode.BadRequest);
        await FinishAsync(id);

        var results = await _program.ReadAsync($"session/{id}/results");

        results.Status.ShouldBe(HttpStatusCode.OK, results.Text);
        JsonShape.Of(results.Text, "slots").ShouldBe(
            $"{{session_id: uuid, final_markdown: string, slots: {Slots}, risk_flags: {Flags}, completed_at: time, email_sent: bool, contact_email: string}}");
    }

    [Test]
    public async Task The_report_is_a_file()
    {
        var (id, _, _) = await StartAsync();
        (await _program.ReadAsync($"session/{id}/download")).Problem(HttpStatusCode.BadRequest);
        await FinishAsync(id);

        var file = await _program.ReadAsync($"session/{id}/download");

        file.ContentHeaders.ContentType!.ToString().ShouldBe("text/markdown; charset=utf-8");
        file.ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Text.ShouldStartWith("# Your sauna: a preliminary report");
    }

    [Test]
    public async Task The_report_is_written_in_another_language()
    {
        var (id, _, _) = await StartAsync();
        (await _program.SendAsync($"session/{id}/translate?target_language=lt")).Problem(HttpStatusCode.BadRequest);
        await FinishAsync(id);

        var translated = await _program.SendAsync($"session/{id}/translate?target_language=lt");

        JsonShape.Of(translated.Text).ShouldBe("{session_id: uuid, original_language: string, target_language: string, translated_markdown: string}");
        translated.Json["original_language"]!.GetValue<string>().ShouldBe("en");
        translated.Json["translated_markdown"]!.GetValue<string>().ShouldStartWith("## Jūsų pirtis trumpai");
        (await _program.SendAsync($"session/{id}/translate?target_language=de")).Errors.Keys.ShouldBe(["target_language"]);
        (await _program.SendAsync($"session/{id}/translate")).Errors.Keys.ShouldBe(["target_language"]);
    }

    [Test]
    public async Task Feedback_is_left_once_on_a_finished_interview()
    {
        var (id, _, _) = await StartAsync();
        (await _program.SendAsync($"session/{id}/feedback", new { rating = 5 })).Problem(HttpStatusCode.BadRequest);
        await FinishAsync(id);
        (await _program.SendAsync($"session/{id}/feedback", new { rating = 6, feedback_text = new string('a', 2001) })).Errors.Keys.ShouldBe(["rating", "feedback_text"]);
        (await _program.SendAsync($"session/{id}/feedback", new { })).Errors.Keys.ShouldBe(["rating"]);

        var left = await _program.SendAsync($"session/{id}/feedback", new { rating = 5, feedback_text = "Good" });

        JsonShape.Of(left.Text).ShouldBe("{success: bool, message: string}");
        left.Json["success"]!.GetValue<bool>().ShouldBeTrue();
        (await _program.SendAsync($"session/{id}/feedback", new { rating = 4 })).Problem(HttpStatusCode.Conflict);
        (await SharedApp.App.ReadAsync(db => db.Feedback.SingleAsync(entry => entry.SessionId == id))).Comment.ShouldBe("Good");
    }

    [Test]
    public async Task Without_speech_recognition_a_recording_is_not_pretended_to_be_heard()
    {
        var (id, _, _) = await StartAsync();

        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/transcribe", Recording([1, 2, 3]))).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldContain("speech recognition");
        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/transcribe", Recording([]))).Errors.Keys.ShouldBe(["audio"]);
        using var nothing = new MultipartFormDataContent { { new StringContent("en"), "language" } };
        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/transcribe", nothing)).Errors.Keys.ShouldBe(["audio"]);
        (await _program.SendAsync($"session/{id}/transcribe", new { })).Problem(HttpStatusCode.UnsupportedMediaType);
        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/transcribe", Recording(new byte[(8 * 1024 * 1024) + 1]))).Problem(HttpStatusCode.RequestEntityTooLarge);
        (await _program.CallAsync(HttpMethod.Post, $"session/{id}/transcribe", Recording(new byte[8 * 1024 * 1024]))).Problem(HttpStatusCode.ServiceUnavailable);
        (await _program.CallAsync(HttpMethod.Post, $"session/{Guid.NewGuid()}/transcribe", Recording([1]))).Problem(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Without_a_language_model_a_text_is_not_pretended_to_be_translated()
    {
        (await _program.SendAsync("translate", new { text = "labas", target_language = "en" })).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldContain("language model");
        (await _program.SendAsync("translate", new { text = "labas", target_language = "de" })).Errors["target_language"].ShouldBe(["Choose one of the languages lt, en, ru."]);
        (await _program.SendAsync("translate", new { target_language = "en" })).Errors["text"].ShouldBe(["This field is needed."]);
        (await _program.SendAsync("translate", new { text = new string('ш', 20_000), target_language = "en" })).Problem(HttpStatusCode.ServiceUnavailable);
    }

    [Test]
    public async Task Health_tells_what_works()
    {
        var health = await _program.ReadAsync("health");

        health.Status.ShouldBe(HttpStatusCode.OK);
        health.Text.ShouldBe("""{"status":"healthy","db_ready":true,"stt_ready":false}""");
    }

    [TestCase("GET", "state")]
    [TestCase("GET", "results")]
    [TestCase("GET", "download")]
    [TestCase("POST", "finalize")]
    [TestCase("POST", "translate?target_language=en")]
    public async Task An_unknown_id_opens_nothing(string method, string call) =>
        (await _program.CallAsync(new HttpMethod(method), $"session/{Guid.NewGuid()}/{call}")).Problem(HttpStatusCode.NotFound);

    [Test]
    public async Task An_answer_or_feedback_to_an_unknown_id_is_not_taken()
    {
        (await AnswerAsync(Guid.NewGuid(), "Q_PURPOSE", Words)).Problem(HttpStatusCode.NotFound);
        (await _program.SendAsync($"session/{Guid.NewGuid()}/feedback", new { rating = 5 })).Problem(HttpStatusCode.NotFound);
        (await _program.ReadAsync("session/nothing-like-an-id/state")).Problem(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_interview_held_in_a_browser_does_not_open_to_its_id()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        var id = respondent.SessionId;

        (await _program.ReadAsync($"session/{id}/state")).Problem(HttpStatusCode.NotFound);
        (await AnswerAsync(id, "Q_PURPOSE", Words)).Problem(HttpStatusCode.NotFound);
        (await _program.SendAsync($"session/{id}/finalize")).Problem(HttpStatusCode.NotFound);

        using var holder = SharedApp.App.NewProgram(token: respondent.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("respondent", StringComparison.Ordinal)).Value);
        (await holder.ReadAsync($"session/{id}/state")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_browsers_cookie_opens_nothing_here()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");

        (await respondent.GetAsync($"/api/session/{respondent.SessionId}/state")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_problem_is_told_whatever_the_client_accepts()
    {
        (await _program.CallAsync(HttpMethod.Get, "nothing", content: null, ("Accept", "text/plain"))).Problem(HttpStatusCode.NotFound);
        (await _program.CallAsync(HttpMethod.Put, "health", content: null, ("Accept", "text/markdown"))).Problem(HttpStatusCode.MethodNotAllowed);
        (await _program.CallAsync(HttpMethod.Get, $"session/{Guid.NewGuid()}/download", content: null, ("Accept", "text/markdown"))).Problem(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_is_not_there_is_a_problem_too()
    {
        (await _program.ReadAsync("nothing")).Problem(HttpStatusCode.NotFound);
        (await _program.CallAsync(HttpMethod.Put, "health")).Problem(HttpStatusCode.MethodNotAllowed);
    }

    private static MultipartFormDataContent Recording(byte[] bytes)
    {
        var audio = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("audio/webm") } };
        return new MultipartFormDataContent { { audio, "audio", "answer.webm" } };
    }

    private async Task<(Guid Id, string Question, string Token)> StartAsync()
    {
        var started = (await _program.SendAsync("session/start", new { language = "en" })).Json;
        return (started["session_id"]!.GetValue<Guid>(), started["questions"]![0]!["id"]!.GetValue<string>(), started["session_token"]!.GetValue<string>());
    }

    private Task<ProgramReply> AnswerAsync(Guid id, string question, string text, string? key = null) => _program.SendAsync(
        $"session/{id}/answer",
        new { transcripts = new[] { new { question_id = question, text } } },
        key is null ? [] : [("Idempotency-Key", key)]);

    private Task<ProgramReply> FinishAsync(Guid id) => _program.SendAsync($"session/{id}/finalize", new { contact_info = new { name = "Ona", email = "ona@example.org" } });
}
