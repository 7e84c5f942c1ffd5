using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Webhooks;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>Connects a receiver.</summary>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record CreateWebhookEndpoint : IRequest<CreatedWebhookEndpoint?>
{
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

/// <summary>An endpoint that was created.</summary>
/// <param name="Id">Id.</param>
/// <param name="Secret">The secret that it signs with, this once.</param>
public sealed record CreatedWebhookEndpoint(Guid Id, string Secret);

internal sealed class CreateWebhookEndpointValidator : AbstractValidator<CreateWebhookEndpoint>
{
    public CreateWebhookEndpointValidator(IWebhookAddresses addresses)
    {
        RuleFor(request => request.Url).IsReceiver(addresses);
        RuleFor(request => request.Description).IsDescription();
        RuleFor(request => request.Types).AreTypes();
    }
}

internal sealed class CreateWebhookEndpointHandler(
    IApplicationDbContext db, IWebhookSecrets secrets, ICurrentAccount current, AuditTrail audit, TimeProvider time) : IRequestHandler<CreateWebhookEndpoint, CreatedWebhookEndpoint?>
{
    /// <returns>Null when there are as many endpoints as there may be; nothing was created then.</returns>
    public Task<CreatedWebhookEndpoint?> Handle(CreateWebhookEndpoint request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var taken = await db.WebhookEndpoints.Select(endpoint => endpoint.Place).ToListAsync(cancellationToken);
        var free = Enumerable.Range(1, WebhookLimits.Endpoints).Except(taken).FirstOrDefault();
        if (free == 0)
            return null;
        var secret = WebhookRules.NewSecret();
        var endpoint = WebhookEndpoint.Create(
            free, request.Url, request.Description, request.Types.InOrder(), secrets.Protect(secret), current.Name ?? "Agent Brain", time.GetUtcNow());
        db.WebhookEndpoints.Add(endpoint);
        audit.Add("webhook.created", endpoint.Name, after: endpoint.Audited());
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedWebhookEndpoint(endpoint.Id, secret);
    });
}
