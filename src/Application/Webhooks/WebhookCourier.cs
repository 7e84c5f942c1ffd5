using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>Makes attempts to deliver and keeps what they come to.</summary>
internal sealed class WebhookCourier(IApplicationDbContext db, WorkTurn turn, IWebhookSender sender, IWebhookSecrets secrets, AuditTrail audit, TimeProvider time)
{
    /// <summary>Makes an attempt at a delivery that is due.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="cancellationToken">Ends the attempt: it is made again then, under the same id.</param>
    /// <returns>Whether it was made; if not, somebody else is at it or it is no longer due.</returns>
    public async Task<bool> DeliverAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        Sent? sent = null;
        return await turn.DoAsync<WebhookDelivery>(
            deliveryId,
            async (delivery, ending) =>
            {
                var told = await db.WebhookEvents.AsNoTracking().SingleAsync(told => told.Id == delivery.EventId, ending);
                var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleAsync(endpoint => endpoint.Id == delivery.EndpointId, ending);
                sent = await SendAsync(told, endpoint, ending);
                return delivery.OutcomeOf(sent.Answer, sent.IsTest);
            },
            (delivery, _) => sent is null ? Task.CompletedTask : NoteAsync(delivery, sent),
            cancellationToken) is not null;
    }

    private async Task<Sent> SendAsync(WebhookEvent told, WebhookEndpoint endpoint, CancellationToken ending)
    {
        var now = time.GetUtcNow();
        var signing = endpoint.SecretsAt(now).Select(secrets.Reveal).ToList();
        var isTest = told.Type == WebhookTypes.Test;
        if (signing[0] is null)
            return new Sent(now, "", new WebhookAnswer { Problem = "The keys that protect the secret are gone, so that nothing can be signed. Renew the secret." }, isTest);
        var body = told.Body();
        var signature = WebhookSignature.Of(signing.OfType<string>(), told.MessageId, now, body);
        var answer = await sender.SendAsync(new WebhookMessage(endpoint.Url, told.MessageId, WebhookSignature.Timestamp(now), signature, body), ending);
        return new Sent(now, signature, answer, isTest);
    }

    private async Task NoteAsync(WebhookDelivery delivery, Sent sent)
    {
        db.WebhookAttempts.Add(WebhookAttempt.Of(delivery.Id, sent.At, sent.Signature, sent.Answer));
        // That what somebody tries by hand fails says nothing of how it goes otherwise.
        if ((sent.IsTest && !sent.Answer.IsSuccess) || await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == delivery.EndpointId) is not { } endpoint)
            return;
        var wasEnabled = endpoint.IsEnabled;
        endpoint.Note(sent.Answer, delivery.Status == WorkStatus.Failed, time.GetUtcNow());
        if (wasEnabled && !endpoint.IsEnabled)
            audit.Add("webhook.disabled", endpoint.Name, after: new { endpoint.Id, Because = endpoint.DisabledBecause });
    }

    private sealed record Sent(DateTimeOffset At, string Signature, WebhookAnswer Answer, bool IsTest);
}
