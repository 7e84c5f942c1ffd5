using AgentBrain.Infrastructure.Identity;

namespace AgentBrain.Infrastructure.UnitTests.Identity;

/// <summary>Codes of authenticator apps and recovery codes.</summary>
public sealed class SecondFactorTests
{
    // "12345678901234567890", the secret of the examples in RFC 6238.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    // Its examples have eight digits, of which the last six are these.
    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1111111111, "050471")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Totp.CodeAt(Key, moment).ShouldBe(code);
        Totp.StepOf(code, Key, moment, null).ShouldBe(seconds / 30);
    }

    [TestCase(-60, false)]
    [TestCase(-30, true)]
    [TestCase(0, true)]
    [TestCase(30, true)]
    [TestCase(60, false)]
    public void Clocks_may_be_one_step_off(int seconds, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);

        (Totp.StepOf(Totp.CodeAt(Key, now.AddSeconds(seconds)), Key, now, null) is not null).ShouldBe(isTaken);
    }

    [Test]
    public void No_code_works_twice_and_none_before_it_any_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var used = Totp.StepOf(Totp.CodeAt(Key, now), Key, now, null);

        Totp.StepOf(Totp.CodeAt(Key, now), Key, now, used).ShouldBeNull();
        Totp.StepOf(Totp.CodeAt(Key, now.AddSeconds(-30)), Key, now, used).ShouldBeNull();
        Totp.StepOf(Totp.CodeAt(Key, now.AddSeconds(30)), Key, now, used).ShouldNotBeNull();
    }

    [TestCase("")]
    [TestCase("28708")]
    [TestCase("2870822")]
    [TestCase("٢٨٧٠٨٢")]
    public void What_is_no_code_is_refused(string code) => Totp.StepOf(code, Key, DateTimeOffset.FromUnixTimeSeconds(59), null).ShouldBeNull();

    [Test]
    public void Secrets_differ_and_are_160_bits_in_the_letters_of_apps()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Totp.CreateKey()).ToList();

        keys.Distinct().Count().ShouldBe(keys.Count);
        keys.ShouldAllBe(key => key.Length == 32 && key.All(letter => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".Contains(letter)));
    }

    [Test]
    public void Recovery_codes_differ_and_are_known_again_however_they_are_typed()
    {
        var codes = Enumerable.Range(0, 50).Select(_ => RecoveryCode.Create()).ToList();

        codes.Distinct().Count().ShouldBe(codes.Count);
        codes[0].ShouldMatch("^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$");
        RecoveryCode.HashOf($" {codes[0].ToUpperInvariant().Replace('-', ' ')} ").ShouldBe(RecoveryCode.HashOf(codes[0]));
        RecoveryCode.HashOf(codes[0]).ShouldNotBe(RecoveryCode.HashOf(codes[1]));
    }
}
