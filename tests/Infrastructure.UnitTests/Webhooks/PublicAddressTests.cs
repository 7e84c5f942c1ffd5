using System.Net;
using System.Net.Sockets;
using AgentBrain.Infrastructure.Webhooks;
using CsCheck;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.UnitTests.Webhooks;

public class PublicAddressTests
{
    // The first and the last of each, and the neighbours that are not private any more.
    private static readonly string[] PrivateNetworks =
    [
        "0.0.0.0-0.255.255.255", "10.0.0.0-10.255.255.255", "100.64.0.0-100.127.255.255", "127.0.0.0-127.255.255.255", "169.254.0.0-169.254.255.255",
        "172.16.0.0-172.31.255.255", "192.0.0.0-192.0.0.255", "192.0.2.0-192.0.2.255", "192.88.99.0-192.88.99.255", "192.168.0.0-192.168.255.255",
        "198.18.0.0-198.19.255.255", "198.51.100.0-198.51.100.255", "203.0.113.0-203.0.113.255", "224.0.0.0-255.255.255.255",
    ];

    private static readonly Gen<uint> PrivateOnes = Gen.Int[0, PrivateNetworks.Length - 1].SelectMany(network =>
    {
        var (first, last) = Ends(PrivateNetworks[network]);
        return Gen.UInt[first, last];
    });

    [TestCase("8.8.8.8", true)]
    [TestCase("93.184.216.34", true)]
    [TestCase("9.255.255.255", true)]
    [TestCase("11.0.0.0", true)]
    [TestCase("100.63.255.255", true)]
    [TestCase("100.128.0.0", true)]
    [TestCase("172.15.255.255", true)]
    [TestCase("172.32.0.0", true)]
    [TestCase("192.167.255.255", true)]
    [TestCase("223.255.255.255", true)]
    [TestCase("169.254.169.254", false, Description = "metadata of clouds")]
    [TestCase("168.63.129.16", true, Description = "belongs to a provider, and to the public internet")]
    [TestCase("2606:4700:4700::1111", true)]
    [TestCase("2a00:1450:4001:81b::200e", true)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    [TestCase("::ffff:127.0.0.1", false)]
    [TestCase("::ffff:8.8.8.8", true)]
    [TestCase("::127.0.0.1", false)]
    [TestCase("64:ff9b::10.0.0.1", false)]
    [TestCase("64:ff9b::169.254.169.254", false)]
    [TestCase("64:ff9b::8.8.8.8", true)]
    [TestCase("64:ff9b:1::8.8.8.8", false)]
    [TestCase("2002:7f00:1::", false, Description = "6to4 of 127.0.0.1")]
    [TestCase("2002:a9fe:a9fe::1", false, Description = "6to4 of 169.254.169.254")]
    [TestCase("2001:0:4136:e378:8000:63bf:3fff:fdd2", false, Description = "Teredo")]
    [TestCase("2001:db8::1", false)]
    [TestCase("3fff::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("fd00:ec2::254", false, Description = "metadata of a cloud")]
    [TestCase("fe80::1", false)]
    [TestCase("fe80::1%2", false)]
    [TestCase("fec0::1", false)]
    [TestCase("ff02::1", false)]
    [TestCase("100::1", false)]
    [TestCase("5f00::1", false)]
    [TestCase("2a00:1450::5efe:10.0.0.1", false, Description = "ISATAP")]
    [TestCase("2a00:1450::200:5efe:192.168.0.1", false, Description = "ISATAP")]
    public void Addresses_are_told_apart(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Test]
    public void No_address_of_a_private_network_is_public_in_any_form() => PrivateOnes.Sample(number =>
        Forms(number).All(address => !PublicAddress.Is(address)));

    [Test]
    public void What_is_translated_is_judged_as_what_it_is_translated_to() => Gen.UInt.Sample(number =>
    {
        var plain = PublicAddress.Is(Address(number));
        var inside = PrivateNetworks.Select(Ends).Any(network => network.First <= number && number <= network.Last);
        // Of what is not in the table, one small network more is private.
        return (plain == !inside || number >> 8 == 0xC0_34_C1)
            && PublicAddress.Is(Address(number).MapToIPv6()) == plain
            && PublicAddress.Is(IPAddress.Parse($"64:ff9b::{Address(number)}")) == plain;
    });

    [Test]
    public async Task Only_the_public_addresses_of_a_host_are_connected_to_whatever_else_its_name_stands_for()
    {
        var connections = Connections(allowPrivate: false);
        connections.Lookup = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("8.8.8.8"), IPAddress.Parse("fd00::1")]);

        (await connections.AddressesAsync("example.org", CancellationToken.None)).ShouldBe([IPAddress.Parse("8.8.8.8")]);
    }

    [Test]
    public async Task A_name_that_stands_for_something_else_a_moment_later_leads_nowhere()
    {
        var connections = Connections(allowPrivate: false);
        var asked = 0;
        connections.Lookup = (_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Parse("8.8.8.8") : IPAddress.Loopback]);
        var addresses = new WebhookAddresses(connections, Options.Create(new WebhookOptions()));
        (await addresses.FindProblemAsync("https://rebinding.example/hooks", CancellationToken.None)).ShouldBeNull();

        await Should.ThrowAsync<ForbiddenAddressException>(() => connections.AddressesAsync("rebinding.example", CancellationToken.None));
    }

    [TestCase("127.0.0.1")]
    [TestCase("[::1]")]
    [TestCase("[::ffff:10.1.2.3]")]
    [TestCase("localhost")]
    public async Task Private_addresses_are_connected_to_only_where_that_is_allowed(string host)
    {
        await Should.ThrowAsync<ForbiddenAddressException>(() => Connections(allowPrivate: false).AddressesAsync(host, CancellationToken.None));
        (await Connections(allowPrivate: true).AddressesAsync(host, CancellationToken.None)).ShouldNotBeEmpty();
    }

    [TestCase("https://example.org/hooks", null)]
    [TestCase("https://example.org:8443/hooks?token=1", null)]
    [TestCase("http://example.org/hooks", "https")]
    [TestCase("ftp://example.org/hooks", "https://example.org/hooks")]
    [TestCase("file:///etc/passwd", "https://example.org/hooks")]
    [TestCase("/hooks", "https://example.org/hooks")]
    [TestCase("hooks", "https://example.org/hooks")]
    [TestCase("https://ona:secret@example.org/", "name and password")]
    [TestCase("https://@example.org/", "name and password")]
    [TestCase("https://example.org/#part", "behind #")]
    [TestCase("https://127.0.0.1/", "private network")]
    [TestCase("https://2130706433/", "private network", Description = "127.0.0.1 as one number")]
    [TestCase("https://0x7f.1/", "private network")]
    [TestCase("https://[::ffff:192.168.1.1]/", "private network")]
    [TestCase("https://169.254.169.254/latest/meta-data", "private network")]
    public async Task What_is_wrong_with_an_address_is_said(string url, string? about)
    {
        var connections = Connections(allowPrivate: false);
        connections.Lookup = (_, _) => throw new SocketException((int)SocketError.HostNotFound);

        var problem = await new WebhookAddresses(connections, Options.Create(new WebhookOptions())).FindProblemAsync(url, CancellationToken.None);

        if (about is null)
            problem.ShouldBeNull();
        else
            problem.ShouldNotBeNull().ShouldContain(about);
    }

    [Test]
    public async Task Where_private_addresses_are_allowed_plain_HTTP_is_too() => (await new WebhookAddresses(Connections(true), Options.Create(new WebhookOptions { AllowPrivateAddresses = true }))
        .FindProblemAsync("http://127.0.0.1:8080/hooks", CancellationToken.None)).ShouldBeNull();

    [TestCase("", null)]
    [TestCase("  ok\r\n\0 fine ", "ok fine")]
    [TestCase("known: ona@example.org, key sk_live_0123456789abcdef0123456789", "known: ***, key ***")]
    public void Of_what_a_receiver_says_nothing_is_kept_that_may_be_a_secret(string said, string? kept) =>
        WebhookExcerpt.Of(System.Text.Encoding.UTF8.GetBytes(said)).ShouldBe(kept);

    [Test]
    public void Of_a_long_answer_the_beginning_is_kept() =>
        WebhookExcerpt.Of(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("no 🙂 ", 1000)))).ShouldNotBeNull().Length.ShouldBeInRange(499, 500);

    private static GuardedConnections Connections(bool allowPrivate) => new(Options.Create(new WebhookOptions { AllowPrivateAddresses = allowPrivate }));

    private static IEnumerable<IPAddress> Forms(uint number)
    {
        var plain = Address(number);
        var (high, low) = (number >> 16, number & 0xFFFF);
        return [plain, plain.MapToIPv6(), IPAddress.Parse($"64:ff9b::{plain}"), IPAddress.Parse($"2002:{high:x}:{low:x}::1"), IPAddress.Parse($"::{high:x}:{low:x}")];
    }

    private static IPAddress Address(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static (uint First, uint Last) Ends(string network)
    {
        var ends = network.Split('-').Select(end => IPAddress.Parse(end).GetAddressBytes()).Select(part => (uint)((part[0] << 24) | (part[1] << 16) | (part[2] << 8) | part[3])).ToList();
        return (ends[0], ends[1]);
    }
}
