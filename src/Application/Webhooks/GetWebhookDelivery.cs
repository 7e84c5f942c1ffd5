using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>A delivery with what is sent and what every attempt came to.</summary>
/// <param name="Id">The delivery.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record GetWebhookDelivery(Guid Id) : IRequest<WebhookDeliveryDetails>;

/// <summary>A delivery as its page shows it.</summary>
public sealed record WebhookDeliveryDetails
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the endpoint.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>What people call the endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>Whether the endpoint is enabled.</summary>
    public required bool EndpointIsEnabled { get; init; }

    /// <summary>The id under which the receiver knows the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>One of <see cref="WebhookTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The interview that it is about; null for tests.</summary>
    public required Guid? SessionId { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkStatus Status { get; init; }

    /// <summary>When it is sent (UTC); null unless it waits.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public required string? LastError { get; init; }

    /// <summary>The body, with line breaks for people.</summary>
    public required string Payload { get; init; }

    /// <summary>What every attempt came to, the newest first.</summary>
    public required IReadOnlyList<WebhookAttemptRow> Attempts { get; init; }
}

/// <summary>An attempt.</summary>
/// <param name="SentAt">When the message was sent (UTC).</param>
/// <param name="Timestamp">What the header with the time said.</param>
/// <param name="Signature">What the header with the signatures said; empty when nothing could be signed.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Excerpt">The beginning of the answer, masked; null when it said nothing.</param>
/// <param name="Problem">Why there was no answer; null when there was one.</param>
/// <param name="IsSuccess">Whether the receiver has taken the message.</param>
public sealed record WebhookAttemptRow(
    DateTimeOffset SentAt, string Timestamp, string Signature, int Milliseconds, int? Status, string? Excerpt, string? Problem, bool IsSuccess);

internal sealed class GetWebhookDeliveryHandler(IApplicationDbContext db) : IRequestHandler<GetWebhookDelivery, WebhookDeliveryDetails>
{
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true };

    /// <exception cref="NotFoundException">There is no such delivery.</exception>
    public async Task<WebhookDeliveryDetails> Handle(GetWebhookDelivery request, CancellationToken cancellationToken)
    {
        var delivery = await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(delivery => delivery.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        var told = await db.WebhookEvents.AsNoTracking().SingleOrDefaultAsync(told => told.Id == delivery.EventId, cancellationToken) ?? throw new NotFoundException();
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == delivery.EndpointId, cancellationToken) ?? throw new NotFoundException();
        var attempts = await db.WebhookAttempts.AsNoTracking()
            .Where(attempt => attempt.DeliveryId == delivery.Id)
            .OrderByDescending(attempt => attempt.SentAt).ThenByDescending(attempt => attempt.Id)
            .ToListAsync(cancellationToken);
        return new WebhookDeliveryDetails
        {
            Id = delivery.Id,
            EndpointId = endpoint.Id,
            EndpointName = endpoint.Name,
            EndpointIsEnabled = endpoint.IsEnabled,
            MessageId = told.MessageId,
            Type = told.Type,
            OccurredAt = told.OccurredAt,
            SessionId = told.SessionId,
            Status = delivery.Status,
            NextAttemptAt = delivery.NextAttemptAt,
            LastError = delivery.LastError,
            Payload = JsonNode.Parse(Encoding.UTF8.GetString(told.Body()))!.ToJsonString(ForPeople),
            Attempts =
            [
                .. attempts.Select(attempt => new WebhookAttemptRow(
                    attempt.SentAt,
                    WebhookSignature.Timestamp(attempt.SentAt),
                    attempt.Signature,
                    attempt.Milliseconds,
                    attempt.Status,
                    attempt.Excerpt,
                    attempt.Problem,
                    new WebhookAnswer { Status = attempt.Status }.IsSuccess)),
            ],
        };
    }
}
