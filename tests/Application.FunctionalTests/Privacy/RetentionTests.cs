using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Privacy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>What has been kept long enough goes by itself, and nothing else does.</summary>
public sealed class RetentionTests : CanaryTest
{
    [SetUp]
    public async Task Publish()
    {
        await PublishBrainAsync();
        Logs.Clear();
    }

    [Test]
    public async Task Whatever_nobody_has_set_is_kept_for_ever()
    {
        var id = await EverythingAsync();
        var before = await SnapshotAsync(id);
        Clock.Advance(TimeSpan.FromDays(20_000));

        (await ApplyRetentionAsync()).ShouldBe((0, 0));

        (await SnapshotAsync(id)).ShouldBe(before);
    }

    [Test]
    public async Task Finished_interviews_go_when_their_time_has_come()
    {
        await SetAsync((RetentionKind.Answers, 10));
        var old = await EverythingAsync();
        Clock.Advance(TimeSpan.FromDays(8));
        var young = await FinishAsync();
        Clock.Advance(TimeSpan.FromDays(3));
        var before = await SnapshotAsync(young);

        (await ApplyRetentionAsync()).ShouldBe((1, 0));

        (await FoundAsync(Words.Concat(Contact))).ShouldBeEmpty();
        (await SnapshotAsync(young)).ShouldBe(before);
        (await FindAsync<ErasedInterview>(old)).ShouldNotBeNull();
        (await QueryAsync(db => db.AuditEntries.SingleAsync(entry => entry.Action == "interview.erased"))).After.ShouldNotBeNull().ShouldContain("etention");
        (await ApplyRetentionAsync()).ShouldBe((0, 0));
    }

    [Test]
    public async Task Unfinished_interviews_go_unless_somebody_goes_on_with_them()
    {
        await SetAsync((RetentionKind.Unfinished, 5));
        var left = await StartAsync();
        await AnswerAsync(left, "red ZXLEFT");
        var taken = await StartAsync();
        Clock.Advance(TimeSpan.FromDays(4));
        await AnswerAsync(taken, "red");
        Clock.Advance(TimeSpan.FromDays(2));

        (await ApplyRetentionAsync()).ShouldBe((1, 0));

        (await FoundAsync("ZXLEFT")).ShouldBeEmpty();
        (await SessionAsync(taken)).QuestionCount.ShouldBe(2);
    }

    [Test]
    public async Task Who_takes_an_interview_up_again_keeps_it()
    {
        await SetAsync((RetentionKind.Unfinished, 5));
        var id = await StartAsync();
        await AnswerAsync(id, "red");
        var link = (await SendAsync(new CreateResumeLink(id))).Token;
        Clock.Advance(TimeSpan.FromDays(4));
        var back = SecretToken.Create();
        await SendAsync(new ResumeInterview(link, back));
        Clock.Advance(TimeSpan.FromDays(2));

        (await ApplyRetentionAsync()).ShouldBe((0, 0));

        AsRespondent(back);
        (await AnswerAsync(id, "large")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
    }

    [Test]
    public async Task Contact_details_go_from_wherever_they_are_told_and_the_interview_stays()
    {
        await SetAsync((RetentionKind.ContactDetails, 10));
        var id = await EverythingAsync();
        var holder = Respondent;
        var facts = (await SessionAsync(id)).State.Slots.ToDictionary(slot => slot.Key, slot => slot.Value.Value);
        Clock.Advance(TimeSpan.FromDays(11));

        (await ApplyRetentionAsync()).ShouldBe((1, 0));

        (await FoundAsync(Contact)).ShouldBeEmpty();
        (await FoundAsync(Words.Except(["ZXKEYED"]))).Count.ShouldBeGreaterThanOrEqualTo(Words.Length - 1, "what was said stays");
        var session = await SessionAsync(id);
        (session.ContactSealed, session.ContactEmailHash, session.ContactName).ShouldBe((null, null, null));
        session.State.Slots.ToDictionary(slot => slot.Key, slot => slot.Value.Value).ShouldBe(facts);
        (await MessagesAsync(id)).ShouldContain(message => message.Content == "green ZXCHANGED says ***");
        AsRespondent(holder);
        (await SendAsync(new GetReport(id))).Full.ShouldContain("Colour: Green paint");
        (await ApplyRetentionAsync()).ShouldBe((0, 0));
    }

    [Test]
    public async Task Of_the_legacy_service_contact_details_go_too()
    {
        await SetAsync((RetentionKind.ContactDetails, 10));
        var id = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO sessions (session_id, language, state, contact_name, contact_email, final_report, completed_at, created_at, question_count, filled_slots) VALUES ({{id}}, 'en',
                '{"contact_info": {"name": "Zuokana", "email": "zuokana@example.lt"}, "slots": {"colour": {"value": "red, says Zuokana", "confidence": 1} }, "strange": ["Zuokana was here"],
                  "risk_flags": [{"code": "R", "severity": "low", "note": "Zuokana likes it", "evidence": null}]}'::jsonb,
                'Zuokana', 'zuokana@example.lt', '# Report for Zuokana', now() - interval '30 years', now() - interval '30 years', 7, ARRAY['colour']);
            INSERT INTO messages (session_id, sequence, role, content) VALUES ({{id}}, 1, 'user', 'I am Zuokana');
            """));
        Logs.Clear();

        (await ApplyRetentionAsync()).ShouldBe((1, 0));

        (await FoundAsync(Contact)).ShouldBeEmpty();
        var session = await SessionAsync(id);
        (session.FinalReport, session.State.Slots["colour"].Value, session.QuestionCount).ShouldBe((@"# Report for \*\*\*", "red, says ***", 7));
        session.FilledSlots.ShouldBe(["colour"]);
    }

    [Test]
    public async Task Replies_to_programs_go_and_answers_stay()
    {
        await SetAsync((RetentionKind.Replies, 3));
        var id = await EverythingAsync();
        Clock.Advance(TimeSpan.FromDays(4));

        (await ApplyRetentionAsync()).ShouldBe((1, 0));

        (await CountAsync<IdempotencyKey>()).ShouldBe(0);
        (await FoundAsync("ZXANSWER")).ShouldNotBeEmpty();
    }

    [Test]
    public async Task Mail_that_was_sent_and_sound_go_and_what_waits_and_was_heard_stay()
    {
        await SetAsync((RetentionKind.Mail, 3), (RetentionKind.Audio, 3));
        var sent = await EverythingAsync();
        var waiting = await EverythingAsync();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE mail_messages SET status = 'Done' WHERE session_id = {sent}"));
        var recording = Recording.Keep(sent, 1, Guid.NewGuid(), RecordingPurpose.Answer, null, "en", new AudioContent("audio/webm", "webm", 3), 100, Clock.GetUtcNow());
        await AddAsync(recording, RecordingAudio.Of(recording, new byte[100]));
        Clock.Advance(TimeSpan.FromDays(4));

        (await ApplyRetentionAsync()).ShouldBe((2, 0));

        (await QueryAsync(db => db.Mail.SingleAsync())).SessionId.ShouldBe(waiting);
        (await CountAsync<RecordingAudio>()).ShouldBe(0);
        (await CountAsync<Recording>()).ShouldBe(1);
        (await FoundAsync("ZXHEARD")).ShouldNotBeEmpty();
    }

    [Test]
    public async Task The_dry_run_lists_what_the_next_run_removes_and_changes_nothing()
    {
        await SetAsync((RetentionKind.Answers, 10), (RetentionKind.Unfinished, 5), (RetentionKind.ContactDetails, null));
        var old = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            old.Add(await FinishAsync());
            Clock.Advance(TimeSpan.FromHours(1));
        }
        await StartAsync();
        Clock.Advance(TimeSpan.FromDays(11));
        await FinishAsync();
        AsStaff(Roles.Administrator);
        var before = await QueryAsync(db => db.Messages.CountAsync());

        var preview = await SendAsync(new PreviewRetention());

        preview.Counts.Select(count => (count.Kind, count.Count)).ShouldBe([(RetentionKind.Answers, 3), (RetentionKind.Unfinished, 1)]);
        preview.Kind.ShouldBe(RetentionKind.Answers);
        preview.Due.Items.Select(item => item.SessionId).ShouldBe(old);
        (await SendAsync(new PreviewRetention { Kind = RetentionKind.Unfinished })).Due.Total.ShouldBe(1);
        (await QueryAsync(db => db.Messages.CountAsync())).ShouldBe(before);
        (await SendAsync(new ApplyRetention())).ShouldBe(new RetentionOutcome(4, 0));
        (await SendAsync(new PreviewRetention())).Due.Total.ShouldBe(0);
    }

    [Test]
    public async Task One_that_cannot_be_removed_does_not_stop_the_others()
    {
        await SetAsync((RetentionKind.Answers, 10));
        var stuck = await FinishAsync();
        var other = await FinishAsync();
        Clock.Advance(TimeSpan.FromDays(11));
        var refuse =
            $"""
            CREATE FUNCTION hand_made_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no ZXWORD'; END $$;
            CREATE TRIGGER hand_made BEFORE DELETE ON sessions FOR EACH ROW WHEN (OLD.session_id = '{stuck}') EXECUTE FUNCTION hand_made_refusal();
            """;
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(refuse));
        try
        {
            (await ApplyRetentionAsync()).ShouldBe((1, 1));
            (await FindAsync<ErasedInterview>(other)).ShouldNotBeNull();
            Logs.Entries.ShouldContain(entry => entry.Contains($"Answers of interview {stuck} could not be removed"));
        }
        finally
        {
            await QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER hand_made ON sessions; DROP FUNCTION hand_made_refusal();"));
        }
        (await ApplyRetentionAsync()).ShouldBe((1, 0));
    }

    [Test]
    public async Task It_runs_once_a_day_on_one_node_and_again_where_it_was_killed()
    {
        await SetAsync((RetentionKind.Answers, 10));
        await FinishAsync();
        Clock.Advance(TimeSpan.FromDays(11));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SweepAsync()));
        var run = (await QueryAsync(db => db.Set<RetentionRun>().AsNoTracking().ToListAsync())).ShouldHaveSingleItem();
        TestHost.Jobs.Queued.ShouldAllBe(job => ((RunRetention)job).RunId == run.Id);
        // A node begins and is killed.
        await QueryAsync(async db =>
        {
            (await db.Set<RetentionRun>().SingleAsync()).Begin(Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await SendAsync(new RunRetention(run.Id));
        (await CountAsync<ErasedInterview>()).ShouldBe(0);
        Clock.Advance(OutsideWork.Lease + TimeSpan.FromSeconds(1));

        await SendAsync(new RunRetention(run.Id));

        (await CountAsync<ErasedInterview>()).ShouldBe(1);
        AsStaff(Roles.Administrator);
        (await SendAsync(new GetRetention())).LastRun.ShouldBe(new RunView(run.Day, WorkStatus.Done, 1, 0));
        TestHost.Jobs.Clear();
        await SweepAsync();
        TestHost.Jobs.Queued.ShouldBeEmpty("it was done today");
        Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync();
        TestHost.Jobs.Queued.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Periods_are_set_by_administrators_who_see_what_they_change()
    {
        AsStaff(Roles.Administrator, "ada@example.org");
        var none = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = null };
        (await SendAsync(new SaveRetention { Days = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = 30 }, Before = none })).ShouldBe(SaveRetentionResult.Saved);
        (await SendAsync(new GetRetention())).Periods.ShouldContain(new PeriodView(RetentionKind.Answers, 30));
        (await SendAsync(new SaveRetention { Days = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = 5 }, Before = none })).ShouldBe(SaveRetentionResult.Conflict);
        (await SendAsync(new GetRetention())).Periods.ShouldContain(new PeriodView(RetentionKind.Answers, 30));
        foreach (var days in new[] { 0, -1, RetentionPeriod.MostDays + 1 })
        {
            await Should.ThrowAsync<ValidationException>(() => SendAsync(
                new SaveRetention { Days = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = days }, Before = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = 30 } }));
        }
        var entry = await QueryAsync(db => db.AuditEntries.SingleAsync());
        (entry.Action, entry.Subject, entry.Actor).ShouldBe(("retention.changed", "Answers", "ada@example.org"));

        var both = new SaveRetention { Before = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = 30 } };
        var results = await SendAtOnceAsync(Enumerable.Range(40, 8).Select(days => both with { Days = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = days } }));
        results.Count(result => result == SaveRetentionResult.Saved).ShouldBe(1);
    }

    private static Task SetAsync(params (RetentionKind Kind, int? Days)[] periods) =>
        AddAsync([.. periods.Select(period => RetentionPeriod.Of(period.Kind, period.Days, Clock.GetUtcNow()))]);

    private async Task SweepAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        foreach (var kind in scope.ServiceProvider.GetServices<IDueWork>().Where(kind => kind.GetType().Name == "RetentionDue"))
            await kind.EnqueueAsync(TestHost.Jobs, 10, CancellationToken.None);
    }
}
