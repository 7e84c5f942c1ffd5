using System.Security.Cryptography;
using AgentBrain.Domain.Webhooks;
using FluentValidation;

namespace AgentBrain.Application.Webhooks;

/// <summary>What several use cases about endpoints share.</summary>
internal static class WebhookRules
{
    /// <summary>The address of a receiver that messages may go to.</summary>
    public static void IsReceiver<T>(this IRuleBuilderInitial<T, string> url, IWebhookAddresses addresses) => url
        .Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage("Enter the address of the receiver.")
        .MaximumLength(WebhookLimits.Url).WithMessage($"Use {WebhookLimits.Url} characters at most.")
        .CustomAsync(async (address, context, cancellationToken) =>
        {
            if (await addresses.FindProblemAsync(address, cancellationToken) is { } problem)
                context.AddFailure(problem);
        });

    /// <summary>What an endpoint is for.</summary>
    public static void IsDescription<T>(this IRuleBuilder<T, string> description) => description
        .MaximumLength(WebhookLimits.Description).WithMessage($"Use {WebhookLimits.Description} characters at most.")
        .Must(text => !text.Any(char.IsControl)).WithMessage("Use one line of letters, digits and marks.");

    /// <summary>What an endpoint is told of.</summary>
    public static void AreTypes<T>(this IRuleBuilder<T, IReadOnlyList<string>> types) => types
        .Must(chosen => chosen.Count > 0 && chosen.All(WebhookTypes.All.Contains)).WithMessage("Choose at least one kind of event.");

    /// <summary>Kinds of events in their order, each once.</summary>
    public static IReadOnlyList<string> InOrder(this IReadOnlyList<string> types) => [.. WebhookTypes.All.Where(types.Contains)];

    /// <summary>A new secret.</summary>
    public static string NewSecret() => WebhookSecret.Write(RandomNumberGenerator.GetBytes(WebhookSecret.Bytes));

    /// <summary>What the audit log says of an endpoint. Of its address only the host: the rest may be a secret.</summary>
    public static object Audited(this WebhookEndpoint endpoint) => new { endpoint.Id, endpoint.Host, endpoint.Description, endpoint.Types };
}
