using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>Ports of this machine for the local server.</summary>
internal static class LoopbackPort
{
    public static int Choose()
    {
        // Below the range from which systems take the ports of outgoing connections, so that it stays free while the server is down.
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(15000, 32000);
            if (IsFree(port))
                return port;
        }

        throw new LocalPostgresException("No free port between 15000 and 32000 was found for the local PostgreSQL server. Set ConnectionStrings__AgentBrain.");
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
