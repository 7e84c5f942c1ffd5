using System.Net;
using System.Net.Sockets;

namespace AgentBrain.Infrastructure.Webhooks;

/// <summary>
/// Tells addresses of the public internet from all others, after the registries of special-purpose addresses (RFC 6890 and what followed it). What
/// is not known to be public counts as private.
/// </summary>
internal static class PublicAddress
{
    private const int FirstOfLast4 = 12;

    private static readonly IPNetwork[] Special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // The addresses that are given out at all.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Protocol assignments (among them Teredo), documentation, 6to4, the former 6bone.
    private static readonly IPNetwork[] Special6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];

    // Where translators put an address of version 4 into the last four bytes. The part of it for local use (64:ff9b:1::/48) is private.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address belongs to the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Special4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0)
            return false;
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address))
            return Is(new IPAddress(bytes[FirstOfLast4..]));
        return Global6.Contains(address) && !Special6.Any(network => network.Contains(address)) && !(IsIsatap(bytes) && !Is(new IPAddress(bytes[FirstOfLast4..])));
    }

    // A tunnel to the address of version 4 in the last four bytes (RFC 5214).
    private static bool IsIsatap(byte[] bytes) => (bytes[8] & 0xFC) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
}
