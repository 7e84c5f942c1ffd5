namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>MPEG audio, layer III. The frames are counted: what a head tells of them may be missing.</summary>
internal static class Mp3Audio
{
    public const string MediaType = "audio/mpeg";

    private const int TagLength = 10;

    // What begins like a frame may be chance; so many in a row are not.
    private const int FewestFrames = 3;

    private static readonly int[] _kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] _kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] _rates = [44_100, 48_000, 32_000];

    public static AudioContent? Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        while (rest.Length > TagLength && rest.StartsWith("ID3"u8))
        {
            var size = (rest[6] << 21) | (rest[7] << 14) | (rest[8] << 7) | rest[9];
            if (((rest[6] | rest[7] | rest[8] | rest[9]) & 0x80) != 0 || size > rest.Length - TagLength)
                return null;
            rest = rest[(TagLength + size)..];
        }
        var (frames, seconds) = (0, 0d);
        while (Frame(rest) is var (length, time))
        {
            frames++;
            seconds += time;
            // The last one may be cut off.
            rest = rest[Math.Min(length, rest.Length)..];
        }
        return frames >= FewestFrames ? AudioContent.Of(MediaType, seconds) : null;
    }

    private static (int Length, double Seconds)? Frame(ReadOnlySpan<byte> rest)
    {
        const int reserved = 1, layer3 = 1, version1 = 3, version25 = 0;
        if (rest.Length < 4 || rest[0] != 0xFF || (rest[1] & 0xE0) != 0xE0)
            return null;
        var (version, layer, kilobits, rate) = ((rest[1] >> 3) & 3, (rest[1] >> 1) & 3, rest[2] >> 4, (rest[2] >> 2) & 3);
        if (version == reserved || layer != layer3 || kilobits is 0 or 15 || rate == 3)
            return null;
        var hertz = _rates[rate] / (version == version1 ? 1 : version == version25 ? 4 : 2);
        var (samples, bits) = version == version1 ? (1152, _kilobits1[kilobits]) : (576, _kilobits2[kilobits]);
        return ((samples / 8 * bits * 1000 / hertz) + ((rest[2] >> 1) & 1), samples / (double)hertz);
    }
}
