using System.Net;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Adopted;

/// <summary>Interviews of the service before this one, as their respondents, old clients and people in the workspace meet them.</summary>
public sealed class AdoptedInterviewTests
{
    private const string Report = "# Ataskaita\n\nJonas Jonaitis, jonas@example.org";

    private static readonly LegacyInterview _usual = new()
    {
        State = """
            {"language": "en", "interview_mode": "quick", "round": 2, "history": [
                {"role": "agent", "question_id": "Q_PURPOSE", "text": "What for?", "round": 1}, {"role": "user", "question_id": "Q_PURPOSE", "text": " For rest.  ", "round": 1},
                {"role": "agent", "question_id": "gen_7", "text": "Since you rest: alone?", "round": 1}, {"role": "user", "question_id": "gen_7", "text": "With guests", "round": 1}],
            "slots": {"purpose": {"value": "rent", "confidence": 0.9}, "users": {"value": "UNKNOWN", "confidence": 0.0}, "gone": {"value": "kept", "confidence": 1}},
            "unknown_slots": ["users"], "risk_flags": [{"code": "RISK_GONE", "severity": "high", "note": "Old note", "evidence": null}], "round_summary": "Rest.",
            "asked_question_ids": ["Q_PURPOSE", "gen_7"], "next_questions": [{"id": "Q_USERS", "text": "Who, then?", "round_hint": null}], "contact_info": null,
            "questions_asked_count": 2, "quick_state": {"asked_count": 2, "low_info_streak": 1, "last_question_id": "gen_7", "stop_reason": null}}
            """,
    };

    private static readonly LegacyInterview _link = _usual with { Id = Guid.NewGuid() };
    private static readonly LegacyInterview _streak = _usual with { Id = Guid.NewGuid(), State = _usual.State.Replace("\"low_info_streak\": 1", "\"low_info_streak\": 4", StringComparison.Ordinal) };
    private static readonly LegacyInterview _counted = _usual with { Id = Guid.NewGuid(), State = _usual.State.Replace("\"asked_count\": 2", "\"asked_count\": 6", StringComparison.Ordinal) };
    private static readonly LegacyInterview _precise = _usual with { Id = Guid.NewGuid(), State = _usual.State.Replace("quick\", \"round", "precise\", \"round", StringComparison.Ordinal).Replace("\"quick_state\": {", "\"quick_state\": null, \"other\": {", StringComparison.Ordinal) };

    private static readonly LegacyInterview _several = new()
    {
        State = """
            {"interview_mode": "precise", "history": [{"role": "agent", "question_id": "Q_WATER", "text": "Water?"}, {"role": "agent", "question_id": "Q_PLACE", "text": "Where?"}],
            "asked_question_ids": ["Q_WATER", "Q_PLACE"], "next_questions": [{"id": "Q_WATER", "text": "Water?"}, {"id": "Q_PLACE", "text": "Where?"}]}
            """,
    };

    private static readonly LegacyInterview _long = new()
    {
        State = $$"""{"asked_question_ids": ["{{new string('q', 70)}}"], "next_questions": [{"id": "{{new string('q', 70)}}", "text": "Generated?"}]}""",
    };

    private static readonly LegacyInterview _ended = new()
    {
        State = """
            {"asked_question_ids": ["Q_PURPOSE"], "next_questions": [], "slots": {"purpose": {"value": "Call Jonas Jonaitis", "confidence": 0.9}}, "round_summary": "Jonas Jonaitis rests.",
            "quick_state": {"stop_reason": "critical_slots_met"}}
            """,
        ContactName = "Jonas Jonaitis",
        ContactEmail = "jonas@example.org",
    };

    private static readonly LegacyInterview _finished = new()
    {
        State = """{"language": "lt", "slots": {"purpose": {"value": "Rašykite jonas@example.org", "confidence": 0.9}, "users": {"value": "UNKNOWN", "confidence": 0}}, "next_questions": null}""",
        Language = "lt",
        CompletedAt = new DateTime(2024, 5, 1, 9, 0, 0, DateTimeKind.Utc),
        FinalReport = Report,
        ContactName = "Jonas Jonaitis",
        ContactEmail = "jonas@example.org",
    };

    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;
    private HttpClient _program = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await LegacyDatabase.CreateAsync([_usual, _link, _streak, _counted, _precise, _several, _long, _ended, _finished]);
        _app = new AgentBrainApp(_database.ConnectionString);
        _app.StartServer();
        _program = _app.NewProgram();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _program.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task The_configuration_of_long_ago_is_the_first_revision()
    {
        var document = (await _app.ReadAsync(db => db.BrainRevisions.SingleAsync(revision => revision.Id == 1))).Document;

        document.Questions.Select(question => question.Id).ShouldBe(LegacyDatabase.Questions, ignoreOrder: true);
        document.Slots.Select(slot => slot.Key).ShouldBe(["purpose", "users", "budget", "stove", "bare"], ignoreOrder: true);
        (document.Modes.Quick.Limits.MaxQuestions, document.Report.Footer.Lt).ShouldBe((LegacyDatabase.MostQuestions, "Poraštė"));
    }

    [Test]
    public async Task An_old_client_goes_on_with_nothing_but_the_id()
    {
        var before = await _database.StateAsync(_usual.Id);
        (await AnswerAsync(_usual, "gen_7", "With guests")).Json["next_questions"]![0]!["text"]!.GetValue<string>().ShouldBe("Who, then?", "it repeats what the earlier service took");
        (await AnswerAsync(_usual, "Q_PURPOSE", "For rest.")).Status.ShouldBe(HttpStatusCode.OK, "spaces around an answer are no other answer");
        (await AnswerAsync(_usual, "gen_7", "Alone")).Problem(HttpStatusCode.Conflict);
        (await AnswerAsync(_usual, "Q_TIME", "Soon")).Problem(HttpStatusCode.Conflict);
        JsonNode.DeepEquals(await _database.StateAsync(_usual.Id), before).ShouldBeTrue();

        var answered = await AnswerAsync(_usual, "Q_USERS", "Two adults", key: "one");

        answered.Status.ShouldBe(HttpStatusCode.OK, answered.Text);
        answered.Json["next_questions"]![0]!["id"]!.GetValue<string>().ShouldBe("Q_BUDGET");
        answered.Json["risk_flags"]!.AsArray().Select(flag => flag!["code"]!.GetValue<string>()).ShouldBe(["RISK_RENT"]);
        answered.Json["round_summary"]!.GetValue<string>().ShouldBe("Rest.");
        answered.Json["slot_status"]!.AsArray().Where(slot => slot!["status"]!.GetValue<string>() == "filled").Select(slot => slot!["slot_key"]!.GetValue<string>()).ShouldBe(["purpose", "users"]);
        (await AnswerAsync(_usual, "Q_USERS", "Two adults", key: "one")).Text.ShouldBe(answered.Text);
        (await AnswerAsync(_usual, "Q_USERS", "Two adults")).Json["slots_updated"]!.AsArray().ShouldBeEmpty();
        var state = (await _program.ReadAsync($"session/{_usual.Id}/state")).Json["state"]!;
        state["asked_question_ids"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(["Q_PURPOSE", "gen_7", "Q_USERS", "Q_BUDGET"]);
        state["history"]!.AsArray().Select(turn => $"{turn!["role"]}: {turn["text"]}").ShouldBe(
            ["agent: What for?", "user:  For rest.  ", "agent: Since you rest: alone?", "user: With guests", "agent: Who, then?", "user: Two adults", "agent: Kiek?"]);
        state["slots"]!["gone"]!["value"]!.GetValue<string>().ShouldBe("kept");
        var session = await _app.ReadAsync(db => db.Sessions.Include(session => session.Decisions).SingleAsync(session => session.Id == _usual.Id));
        (session.RevisionId, session.Decisions.Single().Sequence, session.State.QuickState!.LowInfoStreak).ShouldBe((1, 1, 0));
    }

    [Test]
    public async Task What_it_counted_counts_on()
    {
        var streak = await AnswerAsync(_streak, "Q_USERS", "xyz");
        var counted = await AnswerAsync(_counted, "Q_USERS", "xyz");

        (streak.Json["is_complete"]!.GetValue<bool>(), counted.Json["is_complete"]!.GetValue<bool>()).ShouldBe((true, true));
        (await StateAsync(_streak)).QuickState!.StopReason.ShouldBe("low_info_streak");
        var state = await StateAsync(_counted);
        (state.QuickState!.StopReason, state.QuickState.AskedCount, state.QuestionsAskedCount).ShouldBe(("max_questions", 6, 6));
    }

    [Test]
    public async Task A_precise_interview_goes_on_and_stays_one()
    {
        (await AnswerAsync(_precise, "Q_USERS", "Two adults")).Json["next_questions"]![0]!["id"]!.GetValue<string>().ShouldBe("Q_BUDGET");

        (await _program.ReadAsync($"session/{_precise.Id}/state")).Json["interview_mode"]!.GetValue<string>().ShouldBe("precise");
        (await _program.SendAsync($"session/{_precise.Id}/finalize")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Of_questions_put_together_any_is_answered_and_the_others_are_not_lost()
    {
        (await AnswerAsync(_several, "Q_PLACE", "At a lake")).Status.ShouldBe(HttpStatusCode.OK);

        (await _database.MessagesAsync(_several.Id)).Select(message => $"{message["sequence"]} {message["question_id"]}").ShouldBe(["1 Q_WATER", "2 Q_PLACE", "4 Q_PLACE", "5 Q_PURPOSE"]);
        var candidates = (await _app.ReadAsync(db => db.DecisionRecords.SingleAsync(record => record.SessionId == _several.Id))).Details.Candidates;
        (candidates.Single(question => question.Id == "Q_WATER").Eligible, candidates.Single(question => question.Id == "Q_PLACE").Eligible).ShouldBe((true, false));
    }

    [Test]
    public async Task A_generated_question_is_answered_by_its_long_id()
    {
        (await AnswerAsync(_long, new string('q', 70), "Yes")).Status.ShouldBe(HttpStatusCode.OK);

        (await AnswerAsync(_long, new string('q', 70), "Yes")).Status.ShouldBe(HttpStatusCode.OK, "and by a repeated request");
        (await _database.MessagesAsync(_long.Id)).Take(2).Select(message => message["content"]!.GetValue<string>()).ShouldBe(["Generated?", "Yes"]);
    }

    [Test]
    public async Task What_was_left_before_the_end_stays_and_is_told_to_nobody()
    {
        var state = (await _program.ReadAsync($"session/{_ended.Id}/state")).Text;
        var finished = await _program.SendAsync($"session/{_ended.Id}/finalize");

        finished.Status.ShouldBe(HttpStatusCode.OK, finished.Text);
        foreach (var text in new[] { state, finished.Text, (await _program.ReadAsync($"session/{_ended.Id}/results")).Text, (await _program.ReadAsync($"session/{_ended.Id}/download")).Text })
            text.ShouldNotContain("Jonaitis");
        state.ShouldContain("Call J***");
        var session = await _app.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == _ended.Id));
        session.RevisionId.ShouldBe(1);
        var (contact, report) = await _app.ContactAsync(_ended.Id);
        (contact.Name, contact.Email).ShouldBe(("Jonas Jonaitis", "jonas@example.org"));
        report!.ShouldContain("Jonas Jonaitis");
    }

    [Test]
    public async Task A_finished_one_is_read_as_it_was_handed_over()
    {
        var path = $"session/{_finished.Id}";
        var results = (await _program.ReadAsync($"{path}/results")).Json;

        results["final_markdown"]!.GetValue<string>().ShouldBe("# Ataskaita\n\nJ\\*\\*\\*, J\\*\\*\\*@example.org");
        results["slots"]!["purpose"]!["value"]!.GetValue<string>().ShouldBe("Rašykite J***@example.org");
        (await _program.ReadAsync($"{path}/download")).Text.ShouldStartWith("# Ataskaita");
        (await _program.ReadAsync($"{path}/state")).Json["slot_status"]!.AsArray().Where(slot => slot!["status"]!.GetValue<string>() != "empty").Select(slot => slot!["slot_key"]!.GetValue<string>())
            .ShouldBe(["purpose"]);
        (await _program.SendAsync($"{path}/translate?target_language=lt")).Status.ShouldBe(HttpStatusCode.OK);
        (await _program.SendAsync($"{path}/translate?target_language=en")).Problem(HttpStatusCode.ServiceUnavailable)["message"]!.GetValue<string>().ShouldContain("language model");
        (await _program.SendAsync($"{path}/finalize")).Status.ShouldBe(HttpStatusCode.OK);
        (await AnswerAsync(_finished, "Q_PURPOSE", "x")).Problem(HttpStatusCode.Conflict);
        (await _program.SendAsync($"{path}/feedback", new { rating = 4 })).Status.ShouldBe(HttpStatusCode.OK);
        using var respondent = _app.NewRespondent();
        (await respondent.ResumeAsync(await LinkAsync(_finished.Id))).Text(".report h1, .report h2").ShouldBe("Ataskaita");
        foreach (var page in new[] { respondent.CheckPath, respondent.ContactPath, respondent.FactPath("purpose"), respondent.QuestionPath(1), respondent.SavePath })
            (await respondent.OpenAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
        (await _app.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == _finished.Id))).RevisionId.ShouldBeNull();
    }

    [Test]
    public async Task A_respondent_goes_on_in_the_browser_by_a_link_from_an_administrator()
    {
        var before = await _database.StateAsync(_link.Id);
        using var respondent = _app.NewRespondent();

        await respondent.ResumeAsync(await LinkAsync(_link.Id));

        (respondent.Page.Title, respondent.Page.Address.AbsolutePath).ShouldBe(("Who?", respondent.QuestionPath(3)));
        (await respondent.OpenAsync(respondent.QuestionPath(2))).Title.ShouldBe("Since you rest: alone?");
        respondent.Page.Document.QuerySelector("#answer")!.TextContent.Trim().ShouldBe("With guests");
        await respondent.OpenAsync(respondent.InterviewPath);
        await respondent.AnswerAsync("Two adults");
        await respondent.OpenAsync(respondent.QuestionPath(1));
        await respondent.AnswerAsync("For steam");
        respondent.Reply.IsRedirect.ShouldBeTrue();
        await respondent.OpenAsync(respondent.CheckPath);
        respondent.Page.Document.QuerySelectorAll(".is-answer .is-said").Select(said => said.TextContent.Trim()).ShouldBe(["For steam", "With guests", "Two adults"]);
        await respondent.OpenAsync(respondent.InterviewPath);
        await respondent.AnswerToTheEndAsync("As you like");
        await respondent.LeaveContactAsync("Ona");
        respondent.Page.Address.AbsolutePath.ShouldBe(respondent.ReportPath);

        JsonNode.DeepEquals((await _database.StateAsync(_link.Id))!["earlier"]!["state"], before).ShouldBeTrue();
        var messages = await _database.MessagesAsync(_link.Id);
        messages.Select(message => message["sequence"]!.GetValue<int>()).ShouldBeUnique();
        (await _app.ReadAsync(db => db.ReplacedAnswers.SingleAsync(replaced => replaced.SessionId == _link.Id))).Content.ShouldBe(" For rest.  ");
        using var reviewer = await _app.NewStaffAsync(Roles.Reviewer);
        await reviewer.OpenAsync($"/admin/interviews/{_link.Id}");
        var headings = reviewer.Page.Document.QuerySelectorAll(".timeline-entries h3").Select(heading => string.Join(' ', heading.TextContent.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))).ToList();
        headings.Take(3).ShouldBe(["1 What for?", "2 Since you rest: alone?", "3 Who, then?"]);
        headings.ShouldContain("Answer changed: What for?");
        headings[^1].ShouldBe("No further question");
        reviewer.Page.Body.ShouldContain("begun by the service before this one");
    }

    [Test]
    public async Task Only_administrators_make_links_and_the_audit_log_knows()
    {
        using var reviewer = await _app.NewStaffAsync(Roles.Reviewer);
        (await reviewer.GetAsync($"/admin/interviews/{_link.Id}/link")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reviewer.OpenAsync($"/admin/interviews/{_link.Id}")).Body.ShouldNotContain("/link\"");
        using var administrator = await _app.NewStaffAsync(Roles.Administrator);
        (await administrator.GetAsync($"/admin/interviews/{Guid.NewGuid()}/link")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await administrator.OpenAsync($"/admin/interviews/{_link.Id}")).Body.ShouldContain($"/admin/interviews/{_link.Id}/link\"");
        var links = await _app.ReadAsync(db => db.ResumeLinks.CountAsync(link => link.SessionId == _link.Id));
        await administrator.OpenAsync($"/admin/interviews/{_link.Id}/link");
        (await administrator.PostAsync($"/admin/interviews/{_link.Id}/link", new FormUrlEncodedContent([]))).Status.ShouldBe(HttpStatusCode.BadRequest);

        await administrator.SubmitAsync(administrator.Page.Form());

        var link = administrator.Page.Document.QuerySelector("#link")!.GetAttribute("value")!;
        link.ShouldMatch("^https://agentbrain.test/resume/[0-9a-f]{64}$");
        (await administrator.OpenAsync($"/admin/interviews/{_link.Id}/link")).Has("#link").ShouldBeFalse();
        (await _app.ReadAsync(db => db.ResumeLinks.CountAsync(stored => stored.SessionId == _link.Id))).ShouldBe(links + 1);
        var entry = await _app.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action == "interview.link_given").OrderByDescending(entry => entry.At).FirstAsync());
        entry.After!.ShouldContain(_link.Id.ToString());
        entry.After!.ShouldNotContain(link.Split('/')[^1]);
    }

    private async Task<string> LinkAsync(Guid id)
    {
        using var administrator = await _app.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync($"/admin/interviews/{id}/link");
        await administrator.SubmitAsync(administrator.Page.Form());
        return administrator.Page.Document.QuerySelector("#link")!.GetAttribute("value")!;
    }

    private Task<Domain.Interviews.SessionState> StateAsync(LegacyInterview interview) =>
        _app.ReadAsync(async db => (await db.Sessions.AsNoTracking().SingleAsync(session => session.Id == interview.Id)).State);

    private Task<ProgramReply> AnswerAsync(LegacyInterview interview, string question, string text, string? key = null) => _program.SendAsync(
        $"session/{interview.Id}/answer",
        new { transcripts = new[] { new { question_id = question, text } } },
        key is null ? [] : [("Idempotency-Key", key)]);
}
