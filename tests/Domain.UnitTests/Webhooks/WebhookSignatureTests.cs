using System.Security.Cryptography;
using System.Text;
using AgentBrain.Domain.Webhooks;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Webhooks;

public class WebhookSignatureTests
{
    // The test vector of the reference libraries of Standard Webhooks.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Test]
    public void The_published_message_has_the_published_signature()
    {
        WebhookSignature.Of([Secret], Id, SentAt, Encoding.UTF8.GetBytes(Body)).ShouldBe(Signature);
        WebhookSignature.Timestamp(SentAt).ShouldBe("1614265330");
    }

    [Test]
    public void Two_secrets_make_two_signatures_with_a_space_between_them()
    {
        var other = WebhookSecret.Write(new byte[WebhookSecret.Bytes]);

        var signed = WebhookSignature.Of([other, Secret], Id, SentAt, Encoding.UTF8.GetBytes(Body)).Split(' ');

        signed.Length.ShouldBe(2);
        signed[0].ShouldBe(WebhookSignature.Of([other], Id, SentAt, Encoding.UTF8.GetBytes(Body)));
        signed[1].ShouldBe(Signature);
    }

    [Test]
    public void Signatures_are_what_anybody_computes_from_the_definition() => Gen.Select(
        Gen.Byte.Array[1, 100], Gen.String[Gen.Char.AlphaNumeric, 1, 30], Gen.Long[0, 4_000_000_000], Gen.Byte.Array[0, 300]).Sample((secret, id, seconds, body) =>
    {
        byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{seconds}."), .. body];
        return WebhookSignature.Of([WebhookSecret.Write(secret)], id, DateTimeOffset.FromUnixTimeSeconds(seconds), body)
            == "v1," + Convert.ToBase64String(Hmac(secret, content));
    });

    [TestCase("")]
    [TestCase("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [TestCase("whsec_not base 64")]
    public void What_is_no_secret_signs_nothing(string secret) => Should.Throw<FormatException>(() => WebhookSignature.Of([secret], Id, SentAt, [1]));

    // As RFC 2104 defines it, from the hash alone.
    private static byte[] Hmac(byte[] key, byte[] content)
    {
        const int block = 64;
        var padded = new byte[block];
        (key.Length > block ? SHA256.HashData(key) : key).CopyTo(padded, 0);
        byte[] inner = [.. padded.Select(part => (byte)(part ^ 0x36)), .. content];
        byte[] outer = [.. padded.Select(part => (byte)(part ^ 0x5C)), .. SHA256.HashData(inner)];
        return SHA256.HashData(outer);
    }
}
