using System.Buffers.Binary;

namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>Opus or Vorbis in Ogg. The position of the last page is the length.</summary>
internal static class OggAudio
{
    public const string MediaType = "audio/ogg";

    private const int HeadLength = 27;
    private const uint OpusRate = 48_000;

    public static AudioContent? Read(ReadOnlySpan<byte> bytes)
    {
        uint rate = 0, serial = 0;
        long skipped = 0, last = 0;
        for (var rest = bytes; Page(rest) is var (table, length); rest = rest[length..])
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(rest[14..]);
            if (rate == 0)
            {
                var head = rest[table..length];
                if (head.StartsWith("OpusHead"u8) && head.Length >= 19)
                    (rate, skipped) = (OpusRate, BinaryPrimitives.ReadUInt16LittleEndian(head[10..]));
                else if (head.StartsWith("\u0001vorbis"u8) && head.Length >= 30)
                    rate = BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
                if (rate == 0)
                    return null;
                serial = number;
            }
            // -1 stands on pages on which no packet ends.
            if (number == serial)
                last = Math.Max(last, BinaryPrimitives.ReadInt64LittleEndian(rest[6..]));
        }
        return rate > 0 ? AudioContent.Of(MediaType, last > 0 ? Math.Max(0, last - skipped) / (double)rate : null) : null;
    }

    // Where the content of a page begins, and where the page ends.
    private static (int Table, int Length)? Page(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < HeadLength || !rest.StartsWith("OggS"u8))
            return null;
        var table = HeadLength + rest[26];
        if (rest.Length < table)
            return null;
        var length = table;
        foreach (var segment in rest[HeadLength..table])
            length += segment;
        return rest.Length < length ? null : (table, length);
    }
}
