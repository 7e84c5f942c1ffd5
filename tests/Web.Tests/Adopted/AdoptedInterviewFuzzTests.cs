using System.Net;
using System.Text.Json.Nodes;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Adopted;

/// <summary>Whatever the service before this one stored, its interviews are read everywhere, and those that it did not finish come to their end here.</summary>
[NonParallelizable]
public sealed class AdoptedInterviewFuzzTests
{
    private const int Interviews = 240;
    private const int Seed = 20240501;
    private const string Words = "Rent to guests";

    private IReadOnlyList<LegacyInterview> _interviews = null!;
    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var states = new LegacyStates(new Random(Seed));
        _interviews = [.. Enumerable.Range(0, Interviews).Select(_ => states.Next())];
        _database = await LegacyDatabase.CreateAsync(_interviews);
        await _database.ExecuteAsync(
            """
            INSERT INTO feedback (session_id, rating, feedback_text) SELECT session_id, 4, 'Thanks, Jonas Jonaitis' FROM sessions WHERE completed_at IS NOT NULL;
            INSERT INTO expert_reviews (session_id, overall_rating) SELECT session_id, 5 FROM sessions WHERE completed_at IS NOT NULL;
            INSERT INTO question_reviews (expert_review_id, question_id, original_question) SELECT id, 'Q_PURPOSE', 'What for?' FROM expert_reviews;
            """);
        _app = new AgentBrainApp(_database.ConnectionString);
        _app.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    [Order(1)]
    public async Task Everybody_who_may_reads_all_of_them()
    {
        using var program = _app.NewProgram();
        using var reviewer = await _app.NewStaffAsync(Roles.Reviewer);
        using var analyst = await _app.NewStaffAsync(Roles.Analyst);
        var problems = new List<string>();

        foreach (var interview in _interviews)
        {
            foreach (var call in (string[])(interview.CompletedAt is null ? ["state"] : ["state", "results", "download"]))
                Check(interview, call, await program.ReadAsync($"session/{interview.Id}/{call}"));
            foreach (var (person, path) in new[] { (reviewer, $"/admin/interviews/{interview.Id}"), (analyst, $"/admin/interviews/{interview.Id}/export"), (reviewer, $"/api/admin/sessions/{interview.Id}/review") })
            {
                var page = await person.GetAsync(path);
                if (page.Status != HttpStatusCode.OK)
                    problems.Add($"{path}: {page.Status}, of {interview.State}");
                else if (person == analyst && interview.ContactName == "Jonas Jonaitis" && page.Body.Contains("Jonaitis", StringComparison.Ordinal))
                    problems.Add($"{path} tells the name, of {interview.State}");
            }
        }

        problems.ShouldBeEmpty();

        void Check(LegacyInterview interview, string call, ProgramReply reply)
        {
            if (reply.Status != HttpStatusCode.OK)
                problems.Add($"{call}: {reply.Text}, of {interview.State}");
            else if (interview.ContactName == "Jonas Jonaitis" && reply.Text.Contains("Jonaitis", StringComparison.Ordinal))
                problems.Add($"{call} tells the name, of {interview.State}");
        }
    }

    [Test]
    [Order(2)]
    public async Task All_lists_and_figures_hold_them()
    {
        using var analyst = await _app.NewStaffAsync(Roles.Analyst);
        string[] paths =
        [
            "/admin", "/admin/interviews", "/admin/interviews?page=6&order=questions", "/admin/interviews?flag=RISK_RENT", "/admin/interviews?stage=Finished&language=en", "/admin/feedback",
        ];
        foreach (var path in paths)
            (await analyst.OpenAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
        var listed = new HashSet<string>();
        for (var offset = 0; offset < Interviews; offset += 200)
        {
            var rows = await analyst.GetAsync($"/api/admin/sessions?completed_only=false&limit=200&offset={offset}");
            rows.Status.ShouldBe(HttpStatusCode.OK, rows.Body);
            listed.UnionWith(JsonNode.Parse(rows.Body)!.AsArray().Select(row => row!["session_id"]!.GetValue<string>()));
        }
        listed.Count.ShouldBe(Interviews);
        foreach (var feedback in await _app.ReadAsync(db => db.Feedback.Select(entry => entry.Id).ToListAsync()))
            (await analyst.GetAsync($"/api/brain/config/feedback/{feedback}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    [Order(3)]
    public async Task What_is_filled_in_lists_is_what_is_read_and_nothing_unknown_is()
    {
        foreach (var session in await _app.ReadAsync(db => db.Sessions.AsNoTracking().ToListAsync()))
        {
            var state = session.State;
            session.FilledSlots.ShouldBe(state.Slots.Where(slot => slot.Value.HasValue).Select(slot => slot.Key).Order(StringComparer.Ordinal), ignoreOrder: false, state.Original.ToString());
            session.FlagCodes.ShouldBe(state.RiskFlags.Select(flag => flag.Code).Distinct().Order(StringComparer.Ordinal), ignoreOrder: false, state.Original.ToString());
        }
    }

    [Test]
    [Order(4)]
    public async Task Every_unfinished_one_comes_to_its_end_and_nothing_of_before_changes()
    {
        using var program = _app.NewProgram();
        using var reviewer = await _app.NewStaffAsync(Roles.Reviewer);
        var wentOn = 0;
        foreach (var interview in _interviews.Where(interview => interview.CompletedAt is null))
        {
            var id = interview.Id;
            var (state, messages) = (await _database.StateAsync(id), await _database.MessagesAsync(id));
            var shown = (await program.ReadAsync($"session/{id}/state")).Json["state"]!;
            var asked = shown["asked_question_ids"]!.AsArray().Select(question => question!.GetValue<string>())
                .Concat(messages.Select(message => message["question_id"]?.GetValue<string>()).OfType<string>()).ToHashSet();
            asked.ExceptWith(shown["next_questions"]!.AsArray().Select(question => question!["id"]!.GetValue<string>()));

            var posed = new List<string>();
            for (var next = shown["next_questions"]!.AsArray(); next.Count > 0;)
            {
                var question = next[0]!["id"]!.GetValue<string>();
                posed.Add(question);
                posed.Count.ShouldBeLessThan(LegacyDatabase.Questions.Count + 2, interview.State);
                var answered = await program.SendAsync($"session/{id}/answer", new { transcripts = new[] { new { question_id = question, text = Words } } });
                answered.Status.ShouldBe(HttpStatusCode.OK, $"{answered.Text} of {interview.State}");
                answered.Json["progress_percent"]!.GetValue<int>().ShouldBeInRange(0, 100);
                next = answered.Json["next_questions"]!.AsArray();
            }
            wentOn += posed.Count > 0 ? 1 : 0;
            posed.ShouldBeUnique();
            posed.Skip(1).Intersect(asked).ShouldBeEmpty(interview.State);
            var finished = await program.SendAsync($"session/{id}/finalize");
            finished.Status.ShouldBe(HttpStatusCode.OK, $"{finished.Text} of {interview.State}");
            finished.Json["final_markdown"]!.GetValue<string>().ShouldNotBeEmpty();

            var said = await _database.MessagesAsync(id);
            said.Select(message => message["sequence"]!.GetValue<int>()).ShouldBeInOrder(SortDirection.Ascending, Comparer<int>.Create((one, other) => one < other ? -1 : 1));
            said.Take(messages.Count).Select(message => message.ToJsonString()).ShouldBe(messages.Select(message => message.ToJsonString()), interview.State);
            said.Skip(messages.Count).Where(message => message["role"]!.GetValue<string>() == "user").Select(message => message["question_id"]!.GetValue<string>()).ShouldBe(posed);
            var now = (await _database.StateAsync(id))!;
            JsonNode.DeepEquals(await WithContactAsync(id, now["earlier"]!["state"]), state).ShouldBeTrue(interview.State);
            JsonNode.DeepEquals(now["x_custom"], (state as JsonObject)?["x_custom"]).ShouldBeTrue(interview.State);
            (await program.ReadAsync($"session/{id}/results")).Status.ShouldBe(HttpStatusCode.OK);
            var timeline = await reviewer.GetAsync($"/admin/interviews/{id}");
            timeline.Status.ShouldBe(HttpStatusCode.OK, interview.State);
            timeline.Document.QuerySelectorAll(".timeline-entries > li[id]").Select(entry => entry.Id).ShouldBeUnique();
            timeline.Document.QuerySelectorAll(".timeline-entries blockquote").Count(answer => answer.TextContent == Words).ShouldBe(posed.Count, interview.State);
        }
        wentOn.ShouldBeGreaterThan(Interviews / 3);
    }

    // What the service before kept of the respondent was taken out and sealed.
    private async Task<JsonNode?> WithContactAsync(Guid id, JsonNode? state)
    {
        var stored = await _app.ReadAsync(db => db.Sessions.Where(session => session.Id == id).Select(session => session.ContactSealed).SingleAsync());
        if (stored is null || _app.Services.GetRequiredService<IContactSeal>().Open(id, stored) is not { StatedEarlier: { } contact })
            return state;
        var whole = state!.DeepClone();
        whole["contact_info"] = JsonNode.Parse(contact.GetRawText());
        return whole;
    }
}
