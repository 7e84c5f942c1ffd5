using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Webhooks;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Changes the settings of an endpoint.</summary>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record ChangeWebhookEndpoint : IRequest<ChangeWebhookEndpointOutcome>
{
    /// <summary>The endpoint.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version of the settings that whoever changes them has seen.</summary>
    public required int Version { get; init; }

    /// <summary>Address of the receiver, up to <see cref="WebhookLimits.Url"/> characters.</summary>
    public string Url
    {
        get;
        init => field = (value ?? "").Trim();
    } = "";

    /// <summary>What it is for, up to <see cref="WebhookLimits.Description"/> characters; may be empty.</summary>
    public string Description
    {
        get;
        init => field = (value ?? "").Trim();
    } = "";

    /// <summary>At least one of <see cref="WebhookTypes.All"/>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}

/// <summary>What became of a change to an endpoint.</summary>
public enum ChangeWebhookEndpointOutcome
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>Somebody else changed the settings meanwhile; nothing was changed.</summary>
    Changed,
}

internal sealed class ChangeWebhookEndpointValidator : AbstractValidator<ChangeWebhookEndpoint>
{
    public ChangeWebhookEndpointValidator(IWebhookAddresses addresses)
    {
        RuleFor(request => request.Url).IsReceiver(addresses);
        RuleFor(request => request.Description).IsDescription();
        RuleFor(request => request.Types).AreTypes();
    }
}

internal sealed class ChangeWebhookEndpointHandler(IApplicationDbContext db, AuditTrail audit) : IRequestHandler<ChangeWebhookEndpoint, ChangeWebhookEndpointOutcome>
{
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public Task<ChangeWebhookEndpointOutcome> Handle(ChangeWebhookEndpoint request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var endpoint = await db.WebhookEndpoints.FindAsync([request.Id], cancellationToken) ?? throw new NotFoundException();
        if (endpoint.Version != request.Version)
            return ChangeWebhookEndpointOutcome.Changed;
        var before = endpoint.Audited();
        var moved = endpoint.Url != request.Url;
        endpoint.Change(request.Url, request.Description, request.Types.InOrder());
        audit.Add("webhook.changed", endpoint.Name, before, moved ? new { endpoint.Id, endpoint.Host, endpoint.Description, endpoint.Types, AddressChanged = true } : endpoint.Audited());
        await db.SaveChangesAsync(cancellationToken);
        return ChangeWebhookEndpointOutcome.Saved;
    });
}
