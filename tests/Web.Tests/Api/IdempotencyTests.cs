using System.Net;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace AgentBrain.Web.Tests.Api;

/// <summary>Answers that are sent again, and answers that meet.</summary>
public class IdempotencyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Fifty_identical_requests_at_once_store_one_answer_and_are_told_the_same()
    {
        using var http = SharedApp.App.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui ir šeimos vakarams.") with { Key = NewKey() };

        var replies = await AtOnceAsync(http, Enumerable.Repeat(call, 50));

        replies.Select(reply => reply.Status).Distinct().ShouldBe([HttpStatusCode.OK]);
        replies.Select(reply => reply.Text).Distinct().Count().ShouldBe(1);
        replies[0].Json.GetProperty("slots_updated").EnumerateArray().ShouldNotBeEmpty();
        (await StoredAsync(interview.SessionId)).ShouldBe(new StoredCounts(Answers: 1, Keys: 1, Decisions: 2));
    }

    [Test]
    public async Task The_same_request_is_told_the_same_after_the_interview_moved_on()
    {
        using var http = SharedApp.App.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };
        var first = (await call.SendAsync(http)).MustBe(HttpStatusCode.OK, call);
        var next = ApiCall.Answer(interview.SessionId, first.QuestionId!, "Dviese.") with { Key = NewKey() };
        (await next.SendAsync(http)).MustBe(HttpStatusCode.OK, next);

        (await call.SendAsync(http)).Text.ShouldBe(first.Text);
        var finalize = ApiCall.Finalize(interview.SessionId, "Ona", "ona@example.org");
        (await finalize.SendAsync(http)).MustBe(HttpStatusCode.OK, finalize);
        (await call.SendAsync(http)).Text.ShouldBe(first.Text);

        (await SharedApp.App.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui.", "Dviese."]);
        (await StoredAsync(interview.SessionId)).Keys.ShouldBe(2);
    }

    [Test]
    public async Task Another_body_under_the_key_is_refused()
    {
        using var http = SharedApp.App.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };
        var first = await call.SendAsync(http);

        foreach (var other in (ApiCall[])[interview.Answer("Verslui."), ApiCall.Answer(interview.SessionId, first.QuestionId!, "Poilsiui.")])
        {
            var reply = await (other with { Key = call.Key }).SendAsync(http);

            reply.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            reply.MediaType.ShouldBe("application/problem+json");
            reply.Json.GetProperty("message").GetString().ShouldBe(reply.Json.GetProperty("detail").GetString());
        }
        (await SharedApp.App.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui."]);
        (await call.SendAsync(http)).Text.ShouldBe(first.Text);
    }

    [Test]
    public async Task Of_two_bodies_under_one_key_at_once_one_is_stored_and_the_other_refused()
    {
        using var http = SharedApp.App.NewApiClient();
        var interview = await StartAsync(http);
        var key = NewKey();

        var replies = await AtOnceAsync(http, [interview.Answer("Poilsiui.") with { Key = key }, interview.Answer("Verslui.") with { Key = key }]);

        replies.Select(reply => reply.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity]);
        (await SharedApp.App.AnswersAsync(interview.SessionId)).ShouldBe([replies[0].Status == HttpStatusCode.OK ? "Poilsiui." : "Verslui."]);
    }

    [Test]
    public async Task A_key_is_known_within_its_interview_alone()
    {
        using var http = SharedApp.App.NewApiClient();
        var (one, other) = (await StartAsync(http), await StartAsync(http));
        var key = NewKey();

        var first = await (one.Answer("Poilsiui.") with { Key = key }).SendAsync(http);
        var second = await (other.Answer("Verslui.") with { Key = key }).SendAsync(http);

        (first.Status, second.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (await SharedApp.App.AnswersAsync(one.SessionId)).ShouldBe(["Poilsiui."]);
        (await SharedApp.App.AnswersAsync(other.SessionId)).ShouldBe(["Verslui."]);
    }

    [Test]
    public async Task Without_a_key_the_same_words_are_the_same_answer_and_other_words_meet_what_stands()
    {
        using var http = SharedApp.App.NewApiClient();
        var interview = await StartAsync(http);
        var replies = await AtOnceAsync(http, Enumerable.Repeat(interview.Answer("Poilsiui."), 20));
        replies.Select(reply => reply.Status).Distinct().ShouldBe([HttpStatusCode.OK]);
        var waiting = replies.Select(reply => reply.QuestionId).Distinct().ShouldHaveSingleItem();
        (await StoredAsync(interview.SessionId)).ShouldBe(new StoredCounts(Answers: 1, Keys: 0, Decisions: 2));

        var conflict = await interview.Answer("Verslui.").SendAsync(http);
        ShouldTellTheState(conflict, waiting);

        var finalize = ApiCall.Finalize(interview.SessionId, "Ona Vardenė", "ona.vardene@example.org");
        (await finalize.SendAsync(http)).MustBe(HttpStatusCode.OK, finalize);
        (await interview.Answer("Poilsiui.").SendAsync(http)).Status.ShouldBe(HttpStatusCode.OK);
        conflict = await interview.Answer("Verslui.").SendAsync(http);
        ShouldTellTheState(conflict, waiting: null);
        conflict.Text.ShouldNotContain("Vardenė");
        conflict.Text.ShouldNotContain("ona.vardene");
        (await SharedApp.App.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui."]);
    }

    [Test]
    public async Task Of_two_different_answers_at_once_one_wins_and_the_other_meets_what_stands()
    {
        using var http = SharedApp.App.NewApiClient();
        foreach (var keyed in (bool[])[true, false, true, false])
        {
            var interview = await StartAsync(http);
            var calls = new[] { "Poilsiui.", "Verslui." }.Select(text => interview.Answer(text) with { Key = keyed ? NewKey() : null }).ToList();

            var replies = await AtOnceAsync(http, calls);

            var winner = replies.Single(reply => reply.Status == HttpStatusCode.OK);
            ShouldTellTheState(replies.Single(reply => reply != winner), winner.QuestionId);
            (await SharedApp.App.AnswersAsync(interview.SessionId)).ShouldBe([replies[0] == winner ? "Poilsiui." : "Verslui."]);
            (await StoredAsync(interview.SessionId)).ShouldBe(new StoredCounts(Answers: 1, Keys: keyed ? 1 : 0, Decisions: 2));
        }
    }

    [Test]
    public async Task Whoever_meets_a_request_in_flight_is_told_so_after_a_while_and_may_repeat()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = new AgentBrainApp(database.ConnectionString) { ChangeServices = services => services.AddSingleton<TimeProvider>(clock) };
        using var http = app.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };

        await using (await RowHold.TakeAsync(database, interview.SessionId))
        {
            var underWay = call.SendAsync(http);
            await RowHold.WaitForWaitingAsync(database);
            clock.Advance(TimeSpan.FromSeconds(9));
            underWay.IsCompleted.ShouldBeFalse();
            clock.Advance(TimeSpan.FromSeconds(1));

            var conflict = await underWay.WaitAsync(Patience);
            ShouldTellTheState(conflict, interview.QuestionId);
            conflict.RetryAfter.ShouldNotBeNull();
            conflict.Json.GetProperty("state").GetProperty("state").GetProperty("history").GetArrayLength().ShouldBe(1);
        }

        (await call.SendAsync(http)).MustBe(HttpStatusCode.OK, call).QuestionId.ShouldNotBe(interview.QuestionId);
        (await app.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui."]);
    }

    [Test]
    public async Task A_client_that_goes_away_while_its_answer_is_stored_may_repeat_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var http = app.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };

        await using (await RowHold.TakeAsync(database, interview.SessionId))
        {
            using var goAway = new CancellationTokenSource();
            var underWay = call.SendAsync(http, goAway.Token);
            await RowHold.WaitForWaitingAsync(database);
            await goAway.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => underWay);
        }

        (await call.SendAsync(http)).MustBe(HttpStatusCode.OK, call);
        (await app.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui."]);
        app.Log.Lines.Where(line => line.Level >= LogLevel.Error && line.Text.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [TestCase("messages")]
    [TestCase("decision_records")]
    [TestCase("idempotency_keys")]
    public async Task Answer_decision_and_key_are_stored_together_or_not_at_all(string refused)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var http = app.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };
        await database.ExecuteAsync($"ALTER TABLE {refused} ADD CONSTRAINT refused CHECK (false) NOT VALID");

        (await call.SendAsync(http)).Status.ShouldBe(HttpStatusCode.InternalServerError);

        (await StoredAsync(interview.SessionId, app)).ShouldBe(new StoredCounts(Answers: 0, Keys: 0, Decisions: 1));
        await database.ExecuteAsync($"ALTER TABLE {refused} DROP CONSTRAINT refused");
        (await call.SendAsync(http)).MustBe(HttpStatusCode.OK, call);
        (await StoredAsync(interview.SessionId, app)).ShouldBe(new StoredCounts(Answers: 1, Keys: 1, Decisions: 2));
    }

    [Test]
    public async Task A_database_that_is_away_is_told_with_a_time_to_come_back_at_which_the_same_request_succeeds()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timeout = 5 };
        await using var way = new TcpProxy(connection.Host!, connection.Port);
        way.Restore();
        (connection.Host, connection.Port) = ("127.0.0.1", way.Port);
        await using var app = new AgentBrainApp(connection.ConnectionString);
        using var http = app.NewApiClient();
        var interview = await StartAsync(http);
        var call = interview.Answer("Poilsiui.") with { Key = NewKey() };

        way.Cut();
        var away = await call.SendAsync(http);
        away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.MediaType.ShouldBe("application/problem+json");
        away.RetryAfter.ShouldNotBeNull();
        var traffic = new ApiTraffic();
        var repeating = new ApiClient(http, traffic).SendAsync(call);
        for (var waited = 0; traffic.Unavailable == 0 && waited < Patience.TotalMilliseconds; waited += 20)
            await Task.Delay(20);
        way.Restore();

        (await repeating).MustBe(HttpStatusCode.OK, call);
        traffic.Unavailable.ShouldBeGreaterThan(0);
        (await app.AnswersAsync(interview.SessionId)).ShouldBe(["Poilsiui."]);
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static async Task<Interview> StartAsync(HttpClient http)
    {
        var call = ApiCall.Start("lt");
        var started = (await call.SendAsync(http)).MustBe(HttpStatusCode.OK, call);
        return new Interview(started.Json.GetProperty("session_id").GetGuid(), started.QuestionId!);
    }

    private static async Task<IReadOnlyList<ApiReply>> AtOnceAsync(HttpClient http, IEnumerable<ApiCall> calls)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = calls.Select(async call =>
        {
            await gate.Task;
            return await call.SendAsync(http);
        }).ToList();
        gate.SetResult();
        return await Task.WhenAll(sending);
    }

    private static void ShouldTellTheState(ApiReply conflict, string? waiting)
    {
        conflict.Status.ShouldBe(HttpStatusCode.Conflict, conflict.Text);
        conflict.MediaType.ShouldBe("application/problem+json");
        var state = conflict.Json.GetProperty("state").GetProperty("state");
        state.GetProperty("next_questions").EnumerateArray().Select(question => question.GetProperty("id").GetString()).SingleOrDefault().ShouldBe(waiting);
        state.GetProperty("contact_info").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    private static async Task<StoredCounts> StoredAsync(Guid sessionId, AgentBrainApp? app = null) => await (app ?? SharedApp.App).ReadAsync(async db => new StoredCounts(
        await db.Messages.CountAsync(message => message.SessionId == sessionId && message.Role == "user"),
        await db.IdempotencyKeys.CountAsync(kept => kept.SessionId == sessionId),
        await db.DecisionRecords.CountAsync(record => record.SessionId == sessionId)));

    private sealed record Interview(Guid SessionId, string QuestionId)
    {
        /// <summary>An answer to its first question.</summary>
        public ApiCall Answer(string text) => ApiCall.Answer(SessionId, QuestionId, text);
    }

    private sealed record StoredCounts(int Answers, int Keys, int Decisions);

    /// <summary>Somebody else who is changing an interview and takes their time.</summary>
    private sealed class RowHold(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<RowHold> TakeAsync(TestDatabase database, Guid sessionId)
        {
            var connection = await database.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("SELECT 1 FROM sessions WHERE session_id = $1 FOR UPDATE", connection, transaction)
            {
                Parameters = { new() { Value = sessionId } },
            };
            (await hold.ExecuteScalarAsync()).ShouldBe(1);
            return new RowHold(connection, transaction);
        }

        /// <summary>Waits until a request waits for the row.</summary>
        public static async Task WaitForWaitingAsync(TestDatabase database)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
            for (var waited = 0; await count.ExecuteScalarAsync() is not 1L; waited += 20)
            {
                waited.ShouldBeLessThan((int)Patience.TotalMilliseconds);
                await Task.Delay(20);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
