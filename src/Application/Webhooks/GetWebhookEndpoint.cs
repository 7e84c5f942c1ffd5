using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>An endpoint with its settings.</summary>
/// <param name="Id">The endpoint.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record GetWebhookEndpoint(Guid Id) : IRequest<WebhookEndpointDetails>;

/// <summary>An endpoint as its page shows it.</summary>
public sealed record WebhookEndpointDetails
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the receiver.</summary>
    public required string Url { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>What it is told of.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>When it was disabled (UTC); null while it is enabled.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is disabled; null while it is enabled.</summary>
    public required WebhookDisabling? DisabledBecause { get; init; }

    /// <summary>Since when every attempt has failed (UTC); null when the last one succeeded or there was none.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    /// <summary>Until when the secret before the present one signs too (UTC); null when it does not.</summary>
    public required DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>Who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of its settings, for <see cref="ChangeWebhookEndpoint"/>.</summary>
    public required int Version { get; init; }
}

internal sealed class GetWebhookEndpointHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<GetWebhookEndpoint, WebhookEndpointDetails>
{
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public async Task<WebhookEndpointDetails> Handle(GetWebhookEndpoint request, CancellationToken cancellationToken)
    {
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        return new WebhookEndpointDetails
        {
            Id = endpoint.Id,
            Name = endpoint.Name,
            Url = endpoint.Url,
            Description = endpoint.Description,
            Types = endpoint.Types,
            DisabledAt = endpoint.DisabledAt,
            DisabledBecause = endpoint.DisabledBecause,
            FailingSince = endpoint.FailingSince,
            PreviousSecretUntil = endpoint.SecretsAt(time.GetUtcNow()).Count > 1 ? endpoint.PreviousSecretUntil : null,
            CreatedBy = endpoint.CreatedBy,
            CreatedAt = endpoint.CreatedAt,
            Version = endpoint.Version,
        };
    }
}
