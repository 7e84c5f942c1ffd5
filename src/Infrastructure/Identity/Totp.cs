using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>
/// Codes of authenticator apps: six digits by RFC 6238 with HMAC-SHA-1 and steps of 30 seconds. ASP.NET Core Identity checks such codes, too, but
/// does not tell of which step one is, which has to be known so that none works twice; and it reads a clock of its own.
/// </summary>
public static class Totp
{
    private const int KeyBytes = 20;
    private const int Digits = 6;
    private const int Modulus = 1_000_000;
    private const int StepSeconds = 30;

    // Clocks of telephones are a little off.
    private const int StepsAround = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsOfLetter = 5;
    private const int BitsOfByte = 8;

    /// <summary>A new secret in the letters in which apps take it.</summary>
    public static string CreateKey() => RandomNumberGenerator.GetString(Base32, KeyBytes * BitsOfByte / BitsOfLetter);

    /// <summary>The step of which <paramref name="code"/> is; null when it is of none around <paramref name="now"/> that comes after <paramref name="after"/>.</summary>
    public static long? StepOf(string code, string key, DateTimeOffset now, long? after)
    {
        var secret = Bytes(key);
        var typed = System.Text.Encoding.UTF8.GetBytes(code);
        long? found = null;
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = present - StepsAround; step <= present + StepsAround; step++)
        {
            var right = System.Text.Encoding.UTF8.GetBytes(Code(secret, step));
            if (CryptographicOperations.FixedTimeEquals(typed, right) && !(step <= after))
                found = step;
        }
        return found;
    }

    /// <summary>What an app with this secret shows at a moment.</summary>
    public static string CodeAt(string key, DateTimeOffset moment) => Code(Bytes(key), moment.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Authenticator apps know no other; as a MAC it is sound.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % Modulus).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * BitsOfLetter / BitsOfByte];
        for (var bit = 0; bit < bytes.Length * BitsOfByte; bit++)
        {
            var letter = Base32.IndexOf(key[bit / BitsOfLetter], StringComparison.Ordinal);
            if ((letter >> (BitsOfLetter - 1 - (bit % BitsOfLetter)) & 1) == 1)
                bytes[bit / BitsOfByte] |= (byte)(1 << (BitsOfByte - 1 - (bit % BitsOfByte)));
        }
        return bytes;
    }
}
