using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Webhooks;

/// <summary>
/// Connects to receivers, and to nobody else. What a name stands for is looked up here and the connection made to just that address, so that a name
/// that stands for something else a moment later leads nowhere.
/// </summary>
internal sealed class GuardedConnections(IOptions<WebhookOptions> options)
{
    /// <summary>How the addresses of a host are found.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Lookup { get; set; } = Dns.GetHostAddressesAsync;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ForbiddenAddressException">The host has no address that is allowed.</exception>
    /// <exception cref="SocketException">The host is not known, or nobody answers there.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        SocketException? refused = null;
        foreach (var address in await AddressesAsync(context.DnsEndPoint.Host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                refused = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw refused!;
    }

    /// <summary>The addresses of a host that are allowed; at least one.</summary>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Lookup(host, cancellationToken);
        if (found.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var allowed = options.Value.AllowPrivateAddresses ? found : [.. found.Where(PublicAddress.Is)];
        return allowed.Length > 0 ? allowed : throw new ForbiddenAddressException();
    }
}

/// <summary>A host has no address that receivers may have.</summary>
internal sealed class ForbiddenAddressException() : IOException("The address belongs to this server or to a private network, which is not allowed.");
