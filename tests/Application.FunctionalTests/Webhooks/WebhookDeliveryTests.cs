using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Webhooks;

/// <summary>How events get to endpoints.</summary>
public sealed class WebhookDeliveryTests : WebhookTest
{
    [Test]
    public async Task An_event_goes_once_to_each_endpoint_that_wants_it_and_is_forgotten_where_nobody_does()
    {
        var completed = await ConnectedAsync("https://one.example.org/", WebhookTypes.InterviewCompleted);
        var both = await ConnectedAsync("https://two.example.org/", WebhookTypes.InterviewCompleted, WebhookTypes.FeedbackReceived);
        var disabled = await ConnectedAsync("https://three.example.org/");
        await SendAsync(new EnableWebhookEndpoint(disabled, false));
        await FinishAsync();
        (await EventsAsync()).Count.ShouldBe(3, "two flags and the end");

        await SendAsync(new SpreadWebhookEvents());
        await SendAsync(new SpreadWebhookEvents());

        var told = (await EventsAsync()).ShouldHaveSingleItem();
        told.Type.ShouldBe(WebhookTypes.InterviewCompleted);
        (await DeliveriesAsync()).Select(delivery => (delivery.EventId, delivery.EndpointId)).ShouldBe([(told.Id, completed), (told.Id, both)], ignoreOrder: true);
        TestHost.Jobs.Queued.OfType<DeliverToEndpoint>().Select(job => job.EndpointId).ShouldBe([completed, both], ignoreOrder: true);
    }

    [Test]
    public async Task Handing_on_at_once_from_many_sides_makes_one_delivery_each()
    {
        await ConnectedAsync("https://one.example.org/");
        await ConnectedAsync("https://two.example.org/");
        await FinishAsync();
        var events = (await EventsAsync()).Count;

        await SendAtOnceAsync(8, new SpreadWebhookEvents());

        (await DeliveriesAsync()).Count.ShouldBe(2 * events);
    }

    [Test]
    public async Task Many_workers_make_each_delivery_once()
    {
        var endpoint = await ConnectedAsync();
        for (var number = 0; number < 4; number++)
            await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());
        var deliveries = await DeliveriesAsync();

        await SendAtOnceAsync(8, new DeliverToEndpoint(endpoint));

        Receivers.Received.Select(message => message.Id).ShouldBe((await EventsAsync()).Select(told => told.MessageId), ignoreOrder: true);
        (await DeliveriesAsync()).ShouldAllBe(delivery => delivery.Status == WorkStatus.Done && delivery.Attempts == 1);
        (await CountAsync<WebhookAttempt>()).ShouldBe(deliveries.Count);
    }

    [Test]
    public async Task What_fails_is_tried_again_under_the_same_id_as_often_as_the_schedule_says_and_then_given_up()
    {
        await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        Receivers.Answers(503);

        await WorkAsync();
        foreach (var pause in WebhookSchedule.Pauses)
        {
            Clock.Advance(pause - TimeSpan.FromSeconds(1));
            var before = Receivers.Received.Count;
            await WorkAsync();
            Receivers.Received.Count.ShouldBe(before, "its time has not come");
            Clock.Advance(TimeSpan.FromSeconds(1));
            await WorkAsync();
            Receivers.Received.Count.ShouldBe(before + 1);
        }
        Clock.Advance(TimeSpan.FromDays(1));
        await WorkAsync();

        Receivers.Received.Count.ShouldBe(WebhookSchedule.Attempts);
        Receivers.Received.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        Receivers.Received.Select(message => message.Timestamp).ShouldBeUnique();
        Receivers.Received.Select(message => Convert.ToBase64String(message.Body.Span)).Distinct().ShouldHaveSingleItem();
        var delivery = (await DeliveriesAsync()).ShouldHaveSingleItem();
        (delivery.Status, delivery.LastError).ShouldBe((WorkStatus.Failed, "The receiver answered 503; only 200 to 299 count as received."));
    }

    [Test]
    public async Task A_receiver_that_asks_for_a_pause_gets_it()
    {
        await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        Receivers.Answer = (_, _) => Task.FromResult(new WebhookAnswer { Status = 429, RetryAfter = TimeSpan.FromMinutes(10) });

        await WorkAsync();

        (await DeliveriesAsync()).ShouldHaveSingleItem().NextAttemptAt.ShouldBe(Clock.GetUtcNow().AddMinutes(10));
    }

    [Test]
    public async Task A_receiver_that_is_gone_is_told_of_nothing_more_and_that_is_audited()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        Receivers.Answers(410);
        await WorkAsync();
        Receivers.Answers(200);
        await FinishAsync();
        await WorkAsync();

        Receivers.Received.Count.ShouldBe(1);
        (await EndpointAsync(endpoint)).DisabledBecause.ShouldBe(WebhookDisabling.Gone);
        var entry = await QueryAsync(db => db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Action == "webhook.disabled"));
        entry.Actor.ShouldBe("Agent Brain");
    }

    [Test]
    public async Task One_that_has_failed_for_days_is_disabled()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        Receivers.Answers(500);
        await FinishAsync();
        await WorkAsync();
        Clock.Advance(WebhookEndpoint.Patience);
        await WorkAsync();
        (await EndpointAsync(endpoint)).DisabledBecause.ShouldBeNull("attempts are left");
        foreach (var pause in WebhookSchedule.Pauses)
        {
            Clock.Advance(pause);
            await WorkAsync();
        }

        (await EndpointAsync(endpoint)).DisabledBecause.ShouldBe(WebhookDisabling.Failing);
    }

    [Test]
    public async Task What_waits_for_a_disabled_endpoint_goes_on_when_it_is_enabled()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());
        AsStaff(Roles.Administrator);
        await SendAsync(new EnableWebhookEndpoint(endpoint, false));
        await WorkAsync();
        Receivers.Received.ShouldBeEmpty();
        (await DueAsync()).ShouldBeEmpty();

        await SendAsync(new EnableWebhookEndpoint(endpoint, true));
        TestHost.Jobs.Queued[^1].ShouldBe(new DeliverToEndpoint(endpoint));
        (await DueAsync()).ShouldBe([new DeliverToEndpoint(endpoint)]);
        await WorkAsync();

        Receivers.Received.Count.ShouldBe(1);
    }

    [Test]
    public async Task Work_is_found_by_the_sweep_at_each_step()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        (await DueAsync()).ShouldBeEmpty();
        await FinishAsync();
        (await DueAsync()).ShouldBe([new SpreadWebhookEvents()]);
        await SendAsync(new SpreadWebhookEvents());
        (await DueAsync()).ShouldBe([new DeliverToEndpoint(endpoint)]);
        await SendAsync(new DeliverToEndpoint(endpoint));
        (await DueAsync()).ShouldBeEmpty();

        Clock.Advance(WebhookEvent.Kept + TimeSpan.FromSeconds(1));
        (await DueAsync()).ShouldBe([new ForgetWebhookEvents()]);
    }

    [Test]
    public async Task A_second_worker_leaves_a_busy_receiver_to_the_first_who_looks_once_more()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());
        var (asked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Receivers.Answer = async (_, _) =>
        {
            asked.TrySetResult();
            await goOn.Task;
            return new WebhookAnswer { Status = 200 };
        };
        var first = SendAsync(new DeliverToEndpoint(endpoint));
        await asked.Task;
        await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());

        await SendAsync(new DeliverToEndpoint(endpoint));
        Receivers.Received.Count.ShouldBe(1, "the second ended without sending");
        goOn.SetResult();
        await first;

        Receivers.Received.Count.ShouldBe(2);
    }

    [Test]
    public async Task An_attempt_that_is_stopped_does_not_count_and_is_made_again_under_the_same_id()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());
        using var stopping = new CancellationTokenSource();
        Receivers.Answer = async (_, ending) =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, ending);
            throw new InvalidOperationException();
        };
        await using (var scope = Services.CreateAsyncScope())
        {
            await Should.ThrowAsync<OperationCanceledException>(() => scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new DeliverToEndpoint(endpoint), stopping.Token));
        }
        var delivery = (await DeliveriesAsync()).ShouldHaveSingleItem();
        (delivery.Status, delivery.Attempts).ShouldBe((WorkStatus.Waiting, 0));

        Receivers.Answers(200);
        await WorkAsync();

        Receivers.Received.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        (await DeliveriesAsync()).ShouldHaveSingleItem().Status.ShouldBe(WorkStatus.Done);
    }

    [Test]
    public async Task What_a_killed_node_left_behind_is_sent_again_under_the_same_id_when_its_lease_is_over()
    {
        await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        await SendAsync(new SpreadWebhookEvents());
        await QueryAsync(async db =>
        {
            (await db.WebhookDeliveries.SingleAsync()).Begin(Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await WorkAsync();
        Receivers.Received.ShouldBeEmpty();

        Clock.Advance(OutsideWork.Lease + TimeSpan.FromSeconds(1));
        await WorkAsync();

        Receivers.Received.ShouldHaveSingleItem().Id.ShouldBe((await EventsAsync()).ShouldHaveSingleItem().MessageId);
    }

    [Test]
    public async Task A_message_can_be_sent_again_by_hand_whatever_became_of_it()
    {
        await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        await FinishAsync();
        await WorkAsync();
        var delivery = (await DeliveriesAsync()).ShouldHaveSingleItem();
        AsStaff(Roles.Administrator);

        (await SendAsync(new SendWebhookAgain(delivery.Id))).ShouldBe(SendWebhookAgainOutcome.Queued);
        await WorkAsync();

        Receivers.Received.Count.ShouldBe(2);
        Receivers.Received.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        (await SendAsync(new GetWebhookDelivery(delivery.Id))).Attempts.Count.ShouldBe(2);
        await SendAsync(new EnableWebhookEndpoint(delivery.EndpointId, false));
        (await SendAsync(new SendWebhookAgain(delivery.Id))).ShouldBe(SendWebhookAgainOutcome.Disabled);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new SendWebhookAgain(Guid.NewGuid())));
    }

    private async Task<IReadOnlyList<object>> DueAsync()
    {
        TestHost.Jobs.Clear();
        await using var scope = Services.CreateAsyncScope();
        foreach (var due in scope.ServiceProvider.GetServices<IDueWork>())
            await due.EnqueueAsync(scope.ServiceProvider.GetRequiredService<IJobs>(), 100, CancellationToken.None);
        object[] found = [.. TestHost.Jobs.Queued.Where(job => job is SpreadWebhookEvents or DeliverToEndpoint or ForgetWebhookEvents)];
        TestHost.Jobs.Clear();
        return found;
    }
}
