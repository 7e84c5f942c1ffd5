using System.Buffers.Binary;

namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>Sound in RIFF/WAVE.</summary>
internal static class WavAudio
{
    public const string MediaType = "audio/wav";

    private const int FormatLength = 16;

    public static AudioContent? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            return null;
        uint? perSecond = null;
        var rest = bytes[12..];
        while (rest.Length >= 8)
        {
            var name = rest[..4];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            rest = rest[8..];
            // Whoever writes while recording does not know the size.
            var length = (int)Math.Min(size, (uint)rest.Length);
            if (name.SequenceEqual("fmt "u8) && length >= FormatLength)
                perSecond = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
            else if (name.SequenceEqual("data"u8) && perSecond is { } rate)
                return AudioContent.Of(MediaType, rate == 0 ? null : (size == 0 ? rest.Length : length) / (double)rate);
            rest = rest[Math.Min(length + (length & 1), rest.Length)..];
        }
        return null;
    }
}
