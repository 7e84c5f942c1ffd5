using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class DeleteInterviewTests : FunctionalTest
{
    private static readonly string[] _tables =
        ["sessions", "messages", "replaced_answers", "transcripts", "decision_records", "resume_links", "session_accesses", "feedback", "expert_reviews", "question_reviews", "summary_reviews",
        "recordings", "recording_audio", "mail_messages"];

    private static readonly string _counts =
        $"SELECT \"Value\" FROM ({string.Join(" UNION ALL ", _tables.Select((table, place) => $"SELECT count(*)::integer AS \"Value\", {place} AS place FROM {table}"))}) tables ORDER BY place";

    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Everything_that_belongs_to_it_goes_and_nothing_else()
    {
        var sessionId = await WithEverythingAsync();
        var other = await WithEverythingAsync();
        var before = await SnapshotAsync(other);
        AsStaff(Roles.Administrator, "ada@example.org");

        var announced = await SendAsync(new GetDeletion(sessionId));
        var deletion = await SendAsync(new DeleteInterview(sessionId));

        deletion.ShouldBe(announced);
        deletion.ShouldBe(new DeletionView(SessionReference.Of(sessionId), new DeletionCounts
        {
            Messages = 6,
            ReplacedAnswers = 1,
            Transcripts = 1,
            Recordings = 1,
            Mails = 1,
            Decisions = 5,
            ResumeLinks = 1,
            Accesses = 1,
            Feedback = 1,
            Reviews = 1,
            QuestionReviews = 2,
            SummaryReviews = 1,
        }));
        (await SnapshotAsync(other)).ShouldBe(before);
        (await CountsAsync()).ShouldBe([1, 6, 1, 1, 5, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
        var entry = await QueryAsync(db => db.AuditEntries.SingleAsync());
        (entry.Actor, entry.Action, entry.Subject, entry.After).ShouldBe(("ada@example.org", "interview.deleted", SessionReference.Of(sessionId), null));
        entry.Before.ShouldNotBeNull().ShouldContain("\"question_reviews\": 2");
        entry.Before.ShouldNotContain("Ona");

        await SendAsync(new DeleteInterview(other));
        (await CountsAsync()).ShouldAllBe(count => count == 0);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new DeleteInterview(other)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetDeletion(other)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new DeleteInterview(Guid.NewGuid())));
    }

    [Test]
    [Repeat(8)]
    public async Task While_the_respondent_answers_it_goes_whole()
    {
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red");
        var respondent = Respondent;

        var answering = Enumerable.Range(0, 3).Select(_ => AttemptAsync(answer)).ToList();
        AsStaff(Roles.Administrator);
        var deletion = await SendAsync(new DeleteInterview(sessionId));

        var outcomes = await Task.WhenAll(answering);
        outcomes.ShouldAllBe(outcome => outcome == null || outcome is NotFoundException || outcome is ErasedException);
        (await CountsAsync()).ShouldAllBe(count => count == 0);
        // One waiting question, or that with its answer and the next one.
        deletion.Counts.Messages.ShouldBeOneOf(1, 3);
        AsRespondent(respondent);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(answer));

        async Task<Exception?> AttemptAsync(SubmitAnswer submission)
        {
            try
            {
                await SendAsync(submission);
                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }
    }

    [Test]
    public async Task Feedback_for_what_was_deleted_meanwhile_is_not_found()
    {
        var sessionId = await FinishAsync();
        var respondent = Respondent;
        AsStaff(Roles.Administrator);
        await SendAsync(new DeleteInterview(sessionId));

        AsRespondent(respondent);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5 }));
    }

    [Test]
    [Repeat(8)]
    public async Task While_feedback_is_left_it_goes_with_it()
    {
        var sessionId = await FinishAsync();
        var leaving = LeaveAsync();
        AsStaff(Roles.Administrator);
        var deletion = await SendAsync(new DeleteInterview(sessionId));

        var left = await leaving;
        left.ShouldBeOneOf(LeaveFeedbackResult.Stored, null);
        deletion.Counts.Feedback.ShouldBe(left is null ? 0 : 1, "what was stored went and was counted");
        (await CountsAsync()).ShouldAllBe(count => count == 0);

        async Task<LeaveFeedbackResult?> LeaveAsync()
        {
            try
            {
                return await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5 });
            }
            catch (Exception exception) when (exception is NotFoundException or ErasedException)
            {
                return null;
            }
        }
    }

    [Test]
    public async Task What_comes_between_the_counting_and_the_deletion_is_counted_too()
    {
        var sessionId = await FinishAsync();
        AsStaff(Roles.Administrator);
        await using var other = await TestHost.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ExecuteAsync("INSERT INTO feedback (session_id, rating) VALUES ($1, 5)");

        // It waits for the row that refers to the session, having counted none.
        var deleting = SendAsync(new DeleteInterview(sessionId));
        await ExecuteAsync("SELECT $1::uuid, pg_sleep(0.3)");
        deleting.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();

        (await deleting).Counts.Feedback.ShouldBe(1);
        (await CountsAsync()).ShouldAllBe(count => count == 0);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other, transaction) { Parameters = { new() { Value = sessionId } } };
            await command.ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task Is_noted_so_that_a_restored_backup_does_not_bring_it_back()
    {
        var sessionId = await WithEverythingAsync();
        AsStaff(Roles.Administrator);
        await SendAsync(new DeleteInterview(sessionId));

        (await SendAsync(new ListErasures())).ShouldHaveSingleItem().SessionId.ShouldBe(sessionId);
        (await QueryAsync(db => db.Sessions.IgnoreQueryFilters().CountAsync())).ShouldBe(0, "no figures are left of it");
        (await CountAsync<FeedbackEntry>()).ShouldBe(0);
    }

    [TestCase(Roles.Author)]
    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Is_for_administrators(string role)
    {
        var sessionId = await StartAsync();
        AsStaff(role);

        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new DeleteInterview(sessionId)));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetDeletion(sessionId)));
        (await CountAsync<Session>()).ShouldBe(1);
    }

    /// <summary>An interview with something in every table that knows of interviews.</summary>
    private async Task<Guid> WithEverythingAsync()
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"));
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona", Email = "ona@example.org" });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5, Comment = "Ona liked it" });
        var recording = Recording.Keep(sessionId, 1, Guid.NewGuid(), RecordingPurpose.Answer, null, "en", new AudioContent("audio/webm", "webm", 3), 100, Clock.GetUtcNow());
        await AddAsync(
            recording,
            RecordingAudio.Of(recording, new byte[100]),
            ResumeLink.Create(sessionId, SecretToken.Create().Hash, Clock.GetUtcNow()),
            SessionAccess.Grant(sessionId, SecretToken.Create().Hash, Clock.GetUtcNow()));
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO transcripts (session_id, original_text) VALUES ({sessionId}, 'heard');
            INSERT INTO expert_reviews (session_id) VALUES ({sessionId});
            INSERT INTO question_reviews (expert_review_id, question_id, original_question) SELECT id, 'Q', 'What?' FROM expert_reviews, generate_series(1, 2) WHERE session_id = {sessionId};
            INSERT INTO summary_reviews (expert_review_id, original_summary) SELECT id, 'Summary' FROM expert_reviews WHERE session_id = {sessionId};
            """));
        return sessionId;
    }

    private static Task<List<int>> CountsAsync() => QueryAsync(db => db.Database.SqlQueryRaw<int>(_counts).ToListAsync());
}
