using System.Net.Sockets;
using AgentBrain.Application.Webhooks;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Webhooks;

internal sealed class WebhookAddresses(GuardedConnections connections, IOptions<WebhookOptions> options) : IWebhookAddresses
{
    // Whoever saves waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<string?> FindProblemAsync(string url, CancellationToken cancellationToken)
    {
        if (ProblemOf(url, options.Value) is { } problem)
            return problem;
        // Behind a proxy it is the proxy that finds the host.
        if (!string.IsNullOrEmpty(options.Value.Proxy))
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await connections.AddressesAsync(new Uri(url).IdnHost, patience.Token);
            return null;
        }
        catch (ForbiddenAddressException)
        {
            return "This address belongs to this server or to a private network. Give a public address, or have the operator set Webhooks:AllowPrivateAddresses.";
        }
        catch (SocketException)
        {
            // A host that is not known yet, or not just now, may be known when there is something to tell.
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What is wrong with an address as it is written; null when nothing is.</summary>
    internal static string? ProblemOf(string url, WebhookOptions options)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.Host.Length == 0)
            return "Enter an address like https://example.org/hooks.";
        if (address.UserInfo.Length > 0 || url.Split('/', 4) is [_, _, var authority, ..] && authority.Contains('@', StringComparison.Ordinal))
            return "Leave out the name and password: the signature shows who sends.";
        if (address.Fragment.Length > 0)
            return "Leave out the part behind #: it is never sent.";
        return address.Scheme == Uri.UriSchemeHttp && !options.AllowPrivateAddresses
            ? "Enter an address that begins with https://. Without TLS others could read and change what is sent."
            : null;
    }
}
