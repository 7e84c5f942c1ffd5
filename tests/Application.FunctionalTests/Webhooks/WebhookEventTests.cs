using System.Text.Json.Nodes;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Webhooks;

/// <summary>What is told, when, and that it is stored with the change or not at all.</summary>
public sealed class WebhookEventTests : WebhookTest
{
    [Test]
    public async Task A_finished_interview_is_told_once_with_counts_and_codes_and_nothing_that_somebody_wrote()
    {
        var sessionId = await AnswerAllAsync(extras: "a bell, says Ona Testaitė");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var finish = new FinishInterview { SessionId = sessionId, Name = "Ona Testaitė", Email = "ona@example.org", Phone = "+370 600 00000" };
        await SendAsync(finish);
        await SendAsync(finish);

        var told = (await EventsAsync()).Where(told => told.Type == WebhookTypes.InterviewCompleted).ShouldHaveSingleItem();
        (told.SessionId, told.OccurredAt, told.SpreadAt).ShouldBe((sessionId, Clock.GetUtcNow(), null));
        var body = JsonNode.Parse(told.Body())!;
        body["type"]!.GetValue<string>().ShouldBe("interview.completed");
        body["timestamp"]!.GetValue<string>().ShouldBe(Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        var data = body["data"]!;
        data["session_id"]!.GetValue<Guid>().ShouldBe(sessionId);
        data["reference"]!.GetValue<string>().ShouldBe(SessionReference.Of(sessionId));
        data["language"]!.GetValue<string>().ShouldBe("en");
        data["revision"]!.GetValue<int>().ShouldBe((await SessionAsync(sessionId)).RevisionId!.Value);
        (data["questions"]!.GetValue<int>(), data["slots_filled"]!.GetValue<int>(), data["ended_early"]!.GetValue<bool>()).ShouldBe((3, 3, false));
        data["flags"]!.AsArray().Select(flag => $"{flag!["code"]} {flag["severity"]} {flag["confirmed"]}").ShouldBe(["RISK_GAUDY medium true", "RISK_NO_WAY_IN medium true"]);

        foreach (var other in await EventsAsync())
        {
            var text = System.Text.Encoding.UTF8.GetString(other.Body());
            foreach (var personal in (string[])["Ona", "example.org", "370", "bell", "says", "large", "red", "nobody can get in"])
                text.ShouldNotContain(personal, Case.Insensitive);
        }
    }

    [Test]
    public async Task A_flag_is_told_when_it_is_raised_first_and_not_when_it_vanishes_and_comes_again()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        (await EventsAsync()).ShouldBeEmpty();
        await AnswerAsync(sessionId, "large");

        var raised = await EventsAsync();
        raised.Select(told => (told.Type, told.Subject)).ShouldBe([(WebhookTypes.RiskRaised, SmallBrain.GaudyRisk), (WebhookTypes.RiskRaised, SmallBrain.NoWayInRisk)], ignoreOrder: true);
        var confirmed = raised.ToDictionary(told => told.Subject, told => JsonNode.Parse(told.Data)!);
        confirmed[SmallBrain.GaudyRisk]["confirmed"]!.GetValue<bool>().ShouldBeTrue();
        confirmed[SmallBrain.NoWayInRisk]["confirmed"]!.GetValue<bool>().ShouldBeFalse();
        confirmed[SmallBrain.GaudyRisk]["severity"]!.GetValue<string>().ShouldBe("medium");

        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.SizeQuestion, "small"));
        (await SessionAsync(sessionId)).FlagCodes.ShouldBeEmpty();
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.SizeQuestion, "large"));
        (await SessionAsync(sessionId)).FlagCodes.Count.ShouldBe(2);
        // Confirmed by now, which is no new flag.
        await AnswerAsync(sessionId, "a bell");

        (await EventsAsync()).Count.ShouldBe(2);
    }

    [Test]
    public async Task Feedback_is_told_with_its_rating_and_without_its_words()
    {
        var sessionId = await FinishAsync();
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 4, Comment = "Ona liked it." });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 1 });

        var told = (await EventsAsync()).Where(told => told.Type == WebhookTypes.FeedbackReceived).ShouldHaveSingleItem();
        var data = JsonNode.Parse(told.Data)!;
        data["rating"]!.GetValue<int>().ShouldBe(4);
        data["has_comment"]!.GetValue<bool>().ShouldBeTrue();
        data["session_id"]!.GetValue<Guid>().ShouldBe(sessionId);
        told.Data.ShouldNotContain("liked");
    }

    [Test]
    public async Task A_change_that_is_refused_leaves_no_event()
    {
        var sessionId = await AnswerAllAsync();
        var before = (await EventsAsync()).Count;
        await QueryAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE sessions ADD CONSTRAINT refused CHECK (completed_at IS NULL)");
            return 0;
        });
        try
        {
            await Should.ThrowAsync<DbUpdateException>(() => SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" }));
            (await EventsAsync()).Count.ShouldBe(before);
        }
        finally
        {
            await QueryAsync(async db =>
            {
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE sessions DROP CONSTRAINT refused");
                return 0;
            });
        }
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        (await EventsAsync()).Count.ShouldBe(before + 1);
    }

    [Test]
    public async Task Where_the_confirmation_of_a_change_gets_lost_it_is_told_once()
    {
        var sessionId = await AnswerAllAsync();
        LostConfirmation.Arm();
        try
        {
            await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        }
        catch (Exception exception) when (exception is not ShouldAssertException)
        {
            await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        }

        (await EventsAsync()).Count(told => told.Type == WebhookTypes.InterviewCompleted).ShouldBe(1);
    }

    [Test]
    public async Task An_interview_takes_what_was_told_of_it_along_when_it_is_deleted()
    {
        await ConnectedAsync();
        var sessionId = await FinishAsync();
        await WorkAsync();
        (await DeliveriesAsync()).ShouldNotBeEmpty();
        AsStaff(Roles.Administrator);

        await SendAsync(new DeleteInterview(sessionId));

        (await EventsAsync()).ShouldBeEmpty();
        (await DeliveriesAsync()).ShouldBeEmpty();
        (await CountAsync<WebhookAttempt>()).ShouldBe(0);
    }

    [Test]
    public async Task What_is_older_than_thirty_days_is_forgotten()
    {
        await ConnectedAsync();
        await FinishAsync();
        await WorkAsync();
        Clock.Advance(WebhookEvent.Kept);
        await FinishAsync();
        var kept = (await EventsAsync()).Count(told => told.SpreadAt is null);
        await SendAsync(new ForgetWebhookEvents());
        (await EventsAsync()).Count.ShouldBe(2 * kept);

        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(new ForgetWebhookEvents());

        (await EventsAsync()).Count.ShouldBe(kept);
        (await DeliveriesAsync()).ShouldBeEmpty();
    }
}
