using System.Buffers.Binary;

namespace AgentBrain.Testing;

/// <summary>Sound files as programs write them.</summary>
public static class Sounds
{
    private const int Rate = 8000;

    /// <summary>A tone in RIFF/WAVE.</summary>
    public static byte[] Wav(double seconds, bool withSizes = true)
    {
        var data = new byte[(int)(Rate * seconds) * 2];
        for (var sample = 0; sample < data.Length / 2; sample++)
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(sample * 2), (short)(8000 * Math.Sin(sample / 4.0)));
        return
        [
            .. "RIFF"u8, .. Little((uint)(withSizes ? data.Length + 36 : -1)), .. "WAVE"u8,
            .. "fmt "u8, .. Little(16), 1, 0, 1, 0, .. Little(Rate), .. Little(Rate * 2), 2, 0, 16, 0,
            .. "data"u8, .. Little((uint)(withSizes ? data.Length : -1)), .. data,
        ];
    }

    /// <summary>Silence in MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes and 1152 samples a frame.</summary>
    public static byte[] Mp3(int frames, bool withTag = false)
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x64, .. new byte[413]];
        return [.. withTag ? (byte[])[.. "ID3"u8, 4, 0, 0, 0, 0, 1, 0, .. new byte[128]] : [], .. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes)];
    }

    /// <summary>Opus in Ogg: a head and one page that ends at a position, counted at 48 kHz.</summary>
    public static byte[] Ogg(long position) =>
    [
        .. Page(0, 2, [.. "OpusHead"u8, 1, 1, 0x38, 0x01, .. Little(48_000), 0, 0, 0]),
        .. Page(0, 0, [.. "OpusTags"u8, .. new byte[8]]),
        .. Page(-1, 0, new byte[40]),
        .. Page(position, 4, new byte[40]),
    ];

    private static byte[] Page(long position, byte kind, byte[] content)
    {
        var place = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(place, position);
        return [.. "OggS"u8, 0, kind, .. place, .. Little(7), .. Little(0), .. Little(0), 1, (byte)content.Length, .. content];
    }

    private static byte[] Little(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
