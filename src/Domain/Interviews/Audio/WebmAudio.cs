using System.Buffers.Binary;

namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>Sound in WebM (EBML). What browsers record has no length in its head and sections without a size: the time of the last block counts.</summary>
internal static class WebmAudio
{
    public const string MediaType = "audio/webm";

    private const uint Head = 0x1A45DFA3;
    private const uint DocType = 0x4282;
    private const uint Segment = 0x18538067;
    private const uint Info = 0x1549A966;
    private const uint TimestampScale = 0x2AD7B1;
    private const uint Duration = 0x4489;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackType = 0x83;
    private const uint Cluster = 0x1F43B675;
    private const uint Timestamp = 0xE7;
    private const uint BlockGroup = 0xA0;
    private const uint Block = 0xA1;
    private const uint SimpleBlock = 0xA3;
    private const ulong Film = 1;
    private const ulong Sound = 2;

    public static AudioContent? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Head)
            return null;
        var (isWebm, hasSound, scale, cluster) = (false, false, 1_000_000ul, 0ul);
        double? told = null, last = null;
        var rest = bytes;
        while (Next(ref rest, out var id, out var size))
        {
            // The sections that matter are read as if their content stood in the file itself, so that their sizes, which may be unknown, do not.
            if (id is Head or Segment or Info or Tracks or TrackEntry or Cluster or BlockGroup)
                continue;
            if (size > (ulong)rest.Length)
                break;
            var content = rest[..(int)size];
            rest = rest[(int)size..];
            switch (id)
            {
                case DocType:
                    isWebm = content.TrimEnd((byte)0).SequenceEqual("webm"u8);
                    break;
                case TrackType when Number(content) == Film:
                    return null;
                case TrackType:
                    hasSound |= Number(content) == Sound;
                    break;
                case TimestampScale:
                    scale = Number(content);
                    break;
                case Duration:
                    told = Fraction(content);
                    break;
                case Timestamp:
                    cluster = Number(content);
                    break;
                case SimpleBlock or Block when BlockTime(content) is { } time:
                    last = Math.Max(last ?? 0, (double)cluster + time);
                    break;
            }
        }
        return isWebm && hasSound ? AudioContent.Of(MediaType, (told ?? last) * scale / 1e9) : null;
    }

    private static bool Next(ref ReadOnlySpan<byte> rest, out uint id, out ulong size)
    {
        (id, size) = (0, 0);
        if (Length(rest, longest: 4) is not { } idLength)
            return false;
        for (var place = 0; place < idLength; place++)
            id = (id << 8) | rest[place];
        rest = rest[idLength..];
        if (Length(rest, longest: 8) is not { } sizeLength)
            return false;
        size = rest[0] & (0xFFul >> sizeLength);
        for (var place = 1; place < sizeLength; place++)
            size = (size << 8) | rest[place];
        rest = rest[sizeLength..];
        return true;
    }

    // The zeros before the first set bit tell how many bytes a number takes.
    private static int? Length(ReadOnlySpan<byte> rest, int longest)
    {
        if (rest.IsEmpty)
            return null;
        var length = System.Numerics.BitOperations.LeadingZeroCount(rest[0]) - 23;
        return length <= longest && length <= rest.Length ? length : null;
    }

    private static ulong Number(ReadOnlySpan<byte> content)
    {
        var number = 0ul;
        foreach (var digit in content[..Math.Min(content.Length, 8)])
            number = (number << 8) | digit;
        return number;
    }

    private static double? Fraction(ReadOnlySpan<byte> content) => content.Length switch
    {
        4 => BinaryPrimitives.ReadSingleBigEndian(content),
        8 => BinaryPrimitives.ReadDoubleBigEndian(content),
        _ => null,
    };

    private static short? BlockTime(ReadOnlySpan<byte> content) =>
        Length(content, longest: 8) is { } track && content.Length >= track + 2 ? BinaryPrimitives.ReadInt16BigEndian(content[track..]) : null;
}
