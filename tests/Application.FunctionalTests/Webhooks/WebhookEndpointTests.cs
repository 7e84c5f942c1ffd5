using AgentBrain.Application.Common;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Webhooks;

/// <summary>Connecting receivers and looking after them.</summary>
public sealed class WebhookEndpointTests : WebhookTest
{
    private const string Secretive = "https://example.org/hooks/T0K3N-in-the-path";

    [Test]
    public async Task A_secret_is_told_once_and_stored_protected_and_appears_in_no_log_and_no_audit_entry()
    {
        var created = (await ConnectAsync(Secretive)).ShouldNotBeNull();
        var renewed = await SendAsync(new RenewWebhookSecret(created.Id));

        WebhookSecret.Read(created.Secret).Length.ShouldBe(WebhookSecret.Bytes);
        renewed.ShouldNotBe(created.Secret);
        var stored = await QueryAsync(db => db.Database.SqlQuery<string>($"SELECT row_to_json(e)::text AS \"Value\" FROM webhook_endpoints e").SingleAsync());
        var audited = string.Join('\n', await QueryAsync(db => db.Database.SqlQuery<string>($"SELECT row_to_json(a)::text AS \"Value\" FROM audit_entries a").ToListAsync()));
        foreach (var secret in (string[])[created.Secret, renewed])
        {
            foreach (var place in (string[])[stored, audited, string.Join('\n', Logs.Entries)])
            {
                place.ShouldNotContain(secret);
                place.ShouldNotContain(secret[WebhookSecret.Prefix.Length..]);
            }
        }
        audited.ShouldNotContain("T0K3N");
        audited.ShouldContain("webhook.created");
        audited.ShouldContain("webhook.secret_renewed");
    }

    [Test]
    public async Task For_a_day_after_the_renewal_both_secrets_sign()
    {
        var created = (await ConnectAsync()).ShouldNotBeNull();
        var renewed = await SendAsync(new RenewWebhookSecret(created.Id));

        await SendAsync(new SendTestEvent(created.Id));
        Clock.Advance(WebhookSecret.Overlap);
        await SendAsync(new SendTestEvent(created.Id));

        Receivers.Received.Select(message => message.Signature).ShouldBe([Signature(Receivers.Received[0], renewed, created.Secret), Signature(Receivers.Received[1], renewed)]);
    }

    [Test]
    public async Task A_test_is_sent_at_once_tried_once_and_shows_what_came_back_also_where_the_endpoint_is_disabled()
    {
        var endpoint = await ConnectedAsync();
        await SendAsync(new EnableWebhookEndpoint(endpoint, false));
        Receivers.Answer = (_, _) => Task.FromResult(new WebhookAnswer { Status = 500, Excerpt = "No such table.", Duration = TimeSpan.FromMilliseconds(12) });

        var id = await SendAsync(new SendTestEvent(endpoint));

        var shown = await SendAsync(new GetWebhookDelivery(id));
        (shown.Status, shown.Type).ShouldBe((WorkStatus.Failed, WebhookTypes.Test));
        var attempt = shown.Attempts.ShouldHaveSingleItem();
        (attempt.Status, attempt.Excerpt, attempt.Milliseconds).ShouldBe((500, "No such table.", 12));
        attempt.Signature.ShouldBe(Receivers.Received.ShouldHaveSingleItem().Signature);
        (await EndpointAsync(endpoint)).FailingSince.ShouldBeNull();
    }

    [Test]
    public async Task There_are_twenty_places_and_no_more_however_many_are_taken_at_once()
    {
        for (var number = 0; number < WebhookLimits.Endpoints - 3; number++)
            await ConnectedAsync($"https://example.org/{number}");

        var created = await SendAtOnceAsync(8, new CreateWebhookEndpoint { Url = "https://example.org/last", Types = WebhookTypes.All });

        created.Count(endpoint => endpoint is not null).ShouldBe(3);
        (await CountAsync<WebhookEndpoint>()).ShouldBe(WebhookLimits.Endpoints);
        await SendAsync(new DeleteWebhookEndpoint(created.First(endpoint => endpoint is not null)!.Id));
        (await ConnectAsync()).ShouldNotBeNull("a place is free again");
    }

    [Test]
    public async Task Of_two_who_change_it_one_is_told_that_somebody_else_did_and_deliveries_do_not_count_as_somebody()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted);
        var seen = await SendAsync(new GetWebhookEndpoint(endpoint));
        Receivers.Answers(500);
        await FinishAsync();
        await WorkAsync();
        AsStaff(Roles.Administrator);

        var change = new ChangeWebhookEndpoint { Id = endpoint, Version = seen.Version, Url = seen.Url, Description = "Ticket system", Types = [WebhookTypes.RiskRaised] };
        (await SendAsync(change)).ShouldBe(ChangeWebhookEndpointOutcome.Saved);
        (await SendAsync(change with { Description = "Another" })).ShouldBe(ChangeWebhookEndpointOutcome.Changed);

        var stored = await EndpointAsync(endpoint);
        (stored.Description, stored.Types.Single()).ShouldBe(("Ticket system", WebhookTypes.RiskRaised));
    }

    [Test]
    public async Task What_makes_no_sense_is_refused_and_stores_nothing()
    {
        await MessagesAsync(new CreateWebhookEndpoint { Url = " ", Types = [] }, "Enter the address of the receiver.", "Choose at least one kind of event.");
        await MessagesAsync(new CreateWebhookEndpoint { Url = "https://example.org/" + new string('x', WebhookLimits.Url), Types = ["test"] }, "Use 2000 characters at most.", "Choose at least one kind of event.");
        Receivers.Problem = "Not there.";
        await MessagesAsync(new CreateWebhookEndpoint { Url = "https://example.org/", Description = new string('x', 201), Types = WebhookTypes.All }, "Not there.", "Use 200 characters at most.");

        (await CountAsync<WebhookEndpoint>()).ShouldBe(0);
    }

    [Test]
    public async Task Deleting_an_endpoint_takes_its_deliveries_along_and_no_other()
    {
        var gone = await ConnectedAsync("https://gone.example.org/");
        var stays = await ConnectedAsync("https://stays.example.org/");
        await FinishAsync();
        await WorkAsync();
        AsStaff(Roles.Administrator);

        await SendAsync(new DeleteWebhookEndpoint(gone));

        (await DeliveriesAsync()).ShouldAllBe(delivery => delivery.EndpointId == stays);
        (await SendAsync(new ListWebhookEndpoints())).ShouldHaveSingleItem().Id.ShouldBe(stays);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new DeleteWebhookEndpoint(gone)));
    }

    [Test]
    public async Task The_list_and_the_log_say_how_it_goes()
    {
        var endpoint = await ConnectedAsync("https://example.org/hooks", WebhookTypes.InterviewCompleted, WebhookTypes.RiskRaised);
        await FinishAsync();
        await WorkAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        Receivers.Answers(500);
        await FinishAsync();
        await WorkAsync();
        AsStaff(Roles.Administrator);

        var row = (await SendAsync(new ListWebhookEndpoints())).ShouldHaveSingleItem();
        (row.Waiting, row.Failed, row.FailingSince, row.LastDeliveredAt).ShouldBe((3, 0, Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(-1)));
        (await SendAsync(new ListWebhookDeliveries { EndpointId = endpoint })).Total.ShouldBe(6);
        (await SendAsync(new ListWebhookDeliveries { EndpointId = endpoint, Status = WorkStatus.Waiting, Type = WebhookTypes.InterviewCompleted })).Items.ShouldHaveSingleItem().LastError.ShouldNotBeNull();
        (await SendAsync(new ListWebhookDeliveries { EndpointId = Guid.NewGuid() })).Total.ShouldBe(0);
    }

    [TestCase(Roles.Author)]
    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task They_are_for_administrators(string role)
    {
        AsStaff(role);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListWebhookEndpoints()));
        await Should.ThrowAsync<ForbiddenException>(() => ConnectAsync());
    }

    private static string Signature(Application.Webhooks.WebhookMessage message, params string[] secrets) => WebhookSignature.Of(
        secrets, message.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(message.Timestamp, System.Globalization.CultureInfo.InvariantCulture)), message.Body.Span);

    private async Task MessagesAsync<T>(MediatR.IRequest<T> request, params string[] messages) =>
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(request))).Errors.Select(error => error.ErrorMessage).ShouldBe(messages);
}
