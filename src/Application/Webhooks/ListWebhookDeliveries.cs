using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>A page of what was sent to an endpoint or is to be, newest first.</summary>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record ListWebhookDeliveries : IRequest<PageOf<WebhookDeliveryRow>>
{
    /// <summary>Deliveries on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The endpoint.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>Where they stand; null for all. <see cref="WorkStatus.Running"/> counts as waiting.</summary>
    public WorkStatus? Status { get; init; }

    /// <summary>One of <see cref="WebhookTypes"/>; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A delivery in a list.</summary>
/// <param name="Id">Id.</param>
/// <param name="MessageId">The id under which the receiver knows it.</param>
/// <param name="Type">One of <see cref="WebhookTypes"/>.</param>
/// <param name="OccurredAt">When it happened (UTC).</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">Attempts since it was made or sent again by hand.</param>
/// <param name="NextAttemptAt">When it is sent (UTC); null unless it waits.</param>
/// <param name="LastError">Why the last attempt failed; null when none did.</param>
public sealed record WebhookDeliveryRow(
    Guid Id, string MessageId, string Type, DateTimeOffset OccurredAt, WorkStatus Status, int Attempts, DateTimeOffset? NextAttemptAt, string? LastError);

internal sealed class ListWebhookDeliveriesValidator : AbstractValidator<ListWebhookDeliveries>
{
    public ListWebhookDeliveriesValidator() => RuleFor(request => request.Type)
        .Must(type => type is null or WebhookTypes.Test || WebhookTypes.All.Contains(type)).WithMessage("Choose one of the kinds of events.");
}

internal sealed class ListWebhookDeliveriesHandler(IApplicationDbContext db) : IRequestHandler<ListWebhookDeliveries, PageOf<WebhookDeliveryRow>>
{
    public async Task<PageOf<WebhookDeliveryRow>> Handle(ListWebhookDeliveries request, CancellationToken cancellationToken)
    {
        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == request.EndpointId);
        if (request.Status is { } status)
        {
            deliveries = status is WorkStatus.Waiting or WorkStatus.Running
                ? deliveries.Where(delivery => delivery.Status == WorkStatus.Waiting || delivery.Status == WorkStatus.Running)
                : deliveries.Where(delivery => delivery.Status == status);
        }
        if (request.Type is { } type)
            deliveries = deliveries.Where(delivery => db.WebhookEvents.Any(told => told.Id == delivery.EventId && told.Type == type));
        var total = await deliveries.CountAsync(cancellationToken);
        var (number, pages, skip) = PageOf<WebhookDeliveryRow>.Place(request.Page, ListWebhookDeliveries.PageSize, total);
        var found = await deliveries
            .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id)
            .Skip(skip).Take(ListWebhookDeliveries.PageSize)
            .Join(db.WebhookEvents.AsNoTracking(), delivery => delivery.EventId, told => told.Id, (delivery, told) => new { delivery, told })
            .ToListAsync(cancellationToken);
        return new PageOf<WebhookDeliveryRow>(
            [
                .. found.OrderByDescending(row => row.delivery.CreatedAt).ThenByDescending(row => row.delivery.Id).Select(row => new WebhookDeliveryRow(
                    row.delivery.Id,
                    row.told.MessageId,
                    row.told.Type,
                    row.told.OccurredAt,
                    row.delivery.Status,
                    row.delivery.Attempts,
                    row.delivery.NextAttemptAt,
                    row.delivery.LastError)),
            ],
            number,
            pages,
            total);
    }
}
