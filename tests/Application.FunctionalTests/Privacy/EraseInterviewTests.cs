using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>What was said in an erased interview is nowhere any more, and whoever comes back for it is told.</summary>
public sealed class EraseInterviewTests : CanaryTest
{
    [SetUp]
    public async Task Publish()
    {
        await PublishBrainAsync();
        Logs.Clear();
    }

    [Test]
    public async Task Nothing_of_it_is_left_anywhere_and_others_stay_as_they_are()
    {
        var other = await FinishAsync();
        var otherBefore = await SnapshotAsync(other);
        var id = await EverythingAsync();
        var secret = Respondent!;
        // What the respondent left as contact details is sealed; what they said elsewhere is not.
        var stored = await FoundAsync(Words.Concat([Name, Email]));
        foreach (var word in Words.Concat([Name, Email]))
            stored.ShouldContain(place => place.StartsWith($"{word} in "), "what was not stored cannot be missed");

        var erasure = await SendAsync(new EraseOwnInterview(id));

        erasure.ShouldBe(new Erasure(SessionReference.Of(id), "en"));
        (await FoundAsync(Words.Concat(Contact).Append(Convert.ToHexString(secret.Hash)))).ShouldBeEmpty();
        (await SnapshotAsync(other)).ShouldBe(otherBefore);
        (await QueryAsync(db => db.AuditEntries.Where(entry => entry.Action == "interview.erased").SingleAsync())).Subject.ShouldBe(SessionReference.Of(id));
    }

    [Test]
    public async Task Whoever_comes_back_is_told_when_it_was_erased()
    {
        var id = await EverythingAsync();
        var link = (await SendAsync(new CreateResumeLink(id))).Token;
        var holder = Respondent;
        await SendAsync(new EraseOwnInterview(id));

        foreach (var token in new[] { holder, SecretToken.Create(), null })
        {
            AsRespondent(token);
            var told = await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetReport(id)));
            (told.ErasedAt, told.Language).ShouldBe((Clock.GetUtcNow(), "en"));
        }
        AsRespondent(holder);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new EraseOwnInterview(id)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new ExportOwnData(id)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetSession(id)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new LeaveFeedback { SessionId = id, Rating = 1 }));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetResumeOffer(link)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new ResumeInterview(link, SecretToken.Create())));
        (await SendAsync(new FindOwnInterviews(holder!))).ShouldBe(new OwnInterviews(null, null));
        AsStaff(Roles.Administrator);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetTimeline(id)));
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new ExportInterview(id)));
        (await SendAsync(new ListInterviews { Reference = SessionReference.Of(id) })).Interviews.Total.ShouldBe(0);
        (await SendAsync(new ListInterviews())).Interviews.Total.ShouldBe(0);
        (await SendAsync(new FindPersonalData { Text = SessionReference.Of(id) })).Erased.ShouldHaveSingleItem().SessionId.ShouldBe(id);
        (await SendAsync(new FindPersonalData { Text = Email })).Interviews.ShouldBeEmpty();
    }

    [Test]
    public async Task Tables_columns_and_references_that_somebody_added_by_hand_lose_it_too()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE "Hand made" (id integer PRIMARY KEY, about uuid REFERENCES sessions, said text);
            CREATE TABLE hand_made_more (of integer REFERENCES "Hand made", said text);
            ALTER TABLE sessions ADD COLUMN hand_made_note text;
            ALTER TABLE messages ADD COLUMN hand_made_note text;
            """));
        try
        {
            var id = await FinishAsync();
            await QueryAsync(db => db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Hand made" VALUES (1, {id}, 'ZXHAND1');
                INSERT INTO hand_made_more VALUES (1, 'ZXHAND2');
                UPDATE sessions SET hand_made_note = 'ZXHAND3' WHERE session_id = {id};
                UPDATE messages SET hand_made_note = 'ZXHAND4' WHERE session_id = {id};
                """));
            Logs.Clear();
            string[] words = ["ZXHAND1", "ZXHAND2", "ZXHAND3", "ZXHAND4"];
            var archive = await ExportOwnDataTests.FilesOf(await SendAsync(new ExportOwnData(id)));
            foreach (var word in words)
                archive["stored.json"].ShouldContain(word);

            await SendAsync(new EraseOwnInterview(id));

            (await FoundAsync(words)).ShouldBeEmpty();
        }
        finally
        {
            await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
                """
                DROP TABLE hand_made_more, "Hand made";
                ALTER TABLE sessions DROP COLUMN hand_made_note;
                ALTER TABLE messages DROP COLUMN hand_made_note;
                """));
        }
    }

    [Test]
    public async Task What_the_legacy_service_left_goes_whole()
    {
        var id = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO sessions (session_id, language, state, contact_name, final_report, completed_at, flag_codes, filled_slots) VALUES ({{id}}, 'en',
                '{"history": [{"role": "user", "text": "ZXHISTORY"}], "contact_info": {"name": "ZXNAME"}, "slots": {"colour": {"value": "ZXVALUE", "confidence": 1} }, "strange": "ZXSTRANGE"}'::jsonb,
                'ZXNAME', 'ZXREPORT', now(), ARRAY['RISK_OLD'], ARRAY['colour']);
            """));
        Logs.Clear();
        string[] words = ["ZXHISTORY", "ZXNAME", "ZXVALUE", "ZXSTRANGE", "ZXREPORT"];
        foreach (var word in words)
            (await FoundAsync(word)).ShouldNotBeEmpty();
        AsStaff(Roles.Administrator);

        await SendAsync(new EraseInterview(id, SessionReference.Of(id)));

        (await FoundAsync(words)).ShouldBeEmpty();
        var anonymous = await QueryAsync(db => db.Sessions.IgnoreQueryFilters().SingleAsync());
        anonymous.Id.ShouldNotBe(id);
        anonymous.FlagCodes.ShouldBe(["RISK_OLD"], "statistics need them");
        anonymous.FilledSlots.ShouldBe(["colour"]);
    }

    [Test]
    [Repeat(6)]
    public async Task While_somebody_goes_on_with_it_nothing_that_arrives_is_left()
    {
        var id = await StartAsync();
        await AnswerAsync(id, "red");
        var answer = await AnswerToCurrentAsync(id, "large ZXLATE");
        var finished = await FinishAsync();
        var holder = Respondent;

        var arriving = new List<Task>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            arriving.Add(AttemptAsync(() => SendAsync(answer)));
            arriving.Add(AttemptAsync(() => SendAsync(new FinishInterview { SessionId = id, EndEarly = true, Name = "ZXLATE" })));
            arriving.Add(AttemptAsync(() => SendAsync(new LeaveFeedback { SessionId = finished, Rating = 5, Comment = "ZXLATE" })));
            arriving.Add(AttemptAsync(() => SendAsync(new CreateResumeLink(finished))));
        }
        AsStaff(Roles.Administrator);
        arriving.Add(SendAsync(new EraseInterview(id, SessionReference.Of(id))));
        arriving.Add(SendAsync(new EraseInterview(finished, SessionReference.Of(finished))));
        await Task.WhenAll(arriving);

        (await FoundAsync("ZXLATE")).ShouldBeEmpty();
        (await CountAsync<Message>()).ShouldBe(0);
        (await CountAsync<ResumeLink>()).ShouldBe(0);
        (await CountAsync<ErasedInterview>()).ShouldBe(2);
        (await QueryAsync(db => db.Sessions.IgnoreQueryFilters().CountAsync())).ShouldBe(2);
        AsRespondent(holder);
        await Should.ThrowAsync<ErasedException>(() => SendAsync(new GetReport(finished)));

        static async Task AttemptAsync<T>(Func<Task<T>> send)
        {
            try
            {
                await send();
            }
            catch (Exception exception) when (exception is NotFoundException or ErasedException)
            {
            }
        }
    }

    [Test]
    public async Task Erased_many_times_at_once_or_with_its_confirmation_lost_it_leaves_one_set_of_figures()
    {
        var id = await EverythingAsync();
        AsStaff(Roles.Administrator);
        LostConfirmation.Arm();
        var sending = Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await SendAsync(new EraseInterview(id, SessionReference.Of(id)));
                return true;
            }
            catch (ErasedException)
            {
                return false;
            }
        }).ToList();

        (await Task.WhenAll(sending)).ShouldContain(true);

        LostConfirmation.Happened.ShouldBeTrue();
        (await QueryAsync(db => db.Sessions.IgnoreQueryFilters().CountAsync())).ShouldBe(1);
        (await CountAsync<ErasedInterview>()).ShouldBe(1);
        (await QueryAsync(db => db.Feedback.CountAsync())).ShouldBe(1);
        (await QueryAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "interview.erased"))).ShouldBe(1);
    }

    [Test]
    public async Task Is_for_its_respondent_and_for_administrators_alone()
    {
        var id = await FinishAsync();
        var before = await SnapshotAsync(id);
        AsRespondent(SecretToken.Create());
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new EraseOwnInterview(id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new ExportOwnData(id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetOwnData(id)));
        foreach (var role in Roles.All.Where(role => role != Roles.Administrator))
        {
            AsStaff(role);
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new EraseInterview(id, SessionReference.Of(id))));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ExportPersonalData(id)));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new FindPersonalData { Text = SessionReference.Of(id) }));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new EraseByAddress { Email = Email, TypedEmail = Email }));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListErasures()));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ApplyRetention()));
        }
        AsStaff(Roles.Administrator);
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new EraseInterview(id, "0000-0000")))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain(SessionReference.Of(id));
        (await SnapshotAsync(id)).ShouldBe(before);

        await SendAsync(new EraseInterview(id, $" {SessionReference.Of(id).ToLowerInvariant()} "));
    }

    [Test]
    public async Task All_interviews_of_an_address_are_found_handed_over_and_erased_together()
    {
        var first = await EverythingAsync();
        var second = await EverythingAsync();
        var other = await FinishAsync();
        AsStaff(Roles.Administrator);
        await ForgetAuditAsync();

        var found = await SendAsync(new FindPersonalData { Text = Email.ToUpperInvariant() });
        found.Interviews.Select(interview => interview.Id).ShouldBe([second, first], ignoreOrder: true);
        await SendAsync(new ExportPersonalData(first));
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new EraseByAddress { Email = Email, TypedEmail = "zuokana" }))).Errors.ShouldHaveSingleItem();
        (await SendAsync(new EraseByAddress { Email = Email, TypedEmail = Email })).ShouldBe([SessionReference.Of(first), SessionReference.Of(second)], ignoreOrder: true);

        (await FoundAsync(Contact)).ShouldBeEmpty();
        (await SessionAsync(other)).ContactSealed.ShouldNotBeNull();
        (await QueryAsync(db => db.AuditEntries.Select(entry => entry.Action).ToListAsync())).ShouldBe(["interview.handed_over", "interview.erased", "interview.erased"], ignoreOrder: true);
    }

    [Test]
    public async Task What_a_restored_backup_brings_back_is_erased_again()
    {
        var id = await FinishAsync();
        AsStaff(Roles.Administrator);

        (await SendAsync(new RepeatErasures([id, Guid.NewGuid(), id]))).ShouldBe(1);
        (await SendAsync(new RepeatErasures([id]))).ShouldBe(0);

        (await SendAsync(new ListErasures())).ShouldHaveSingleItem().SessionId.ShouldBe(id);
        (await CountAsync<Message>()).ShouldBe(0);
    }
}
