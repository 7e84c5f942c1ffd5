using System.Buffers.Binary;

namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>Sound in MP4 (m4a). What browsers record comes in fragments, whose lengths are added up.</summary>
internal static class Mp4Audio
{
    public const string MediaType = "audio/mp4";

    private const int HeadLength = 8;

    public static AudioContent? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength || !bytes[4..].StartsWith("ftyp"u8))
            return null;
        var found = new Findings();
        var rest = bytes;
        while (rest.Length >= HeadLength)
        {
            var kind = rest[4..HeadLength];
            var size = (ulong)BinaryPrimitives.ReadUInt32BigEndian(rest);
            var head = HeadLength;
            if (size == 1 && rest.Length >= 16)
                (size, head) = (BinaryPrimitives.ReadUInt64BigEndian(rest[HeadLength..]), 16);
            else if (size == 0)
                size = (ulong)rest.Length;
            if (size < (ulong)head)
                break;
            // Boxes that hold what matters are read as if their content stood in the file itself.
            if (IsFrame(kind))
            {
                rest = rest[head..];
                continue;
            }
            var length = (int)Math.Min(size, (ulong)rest.Length);
            found.Take(kind, rest[head..length]);
            rest = rest[length..];
        }
        return found is { HasSound: true, HasFilm: false } ? AudioContent.Of(MediaType, found.Seconds) : null;
    }

    private static bool IsFrame(ReadOnlySpan<byte> kind) => kind.SequenceEqual("moov"u8) || kind.SequenceEqual("trak"u8) || kind.SequenceEqual("mdia"u8)
        || kind.SequenceEqual("mvex"u8) || kind.SequenceEqual("moof"u8) || kind.SequenceEqual("traf"u8);

    private sealed class Findings
    {
        private double _movieSeconds;
        private uint _scale;
        private uint _usualDuration;
        private uint _fragmentDuration;
        private ulong _fragments;

        public bool HasSound { get; private set; }

        public bool HasFilm { get; private set; }

        public double? Seconds => _fragments > 0 && _scale > 0 ? _fragments / (double)_scale : _movieSeconds > 0 ? _movieSeconds : null;

        public void Take(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> box)
        {
            if (kind.SequenceEqual("mvhd"u8) && Times(box) is var (scale, duration))
                _movieSeconds = duration / (double)scale;
            else if (kind.SequenceEqual("mdhd"u8) && Times(box) is var (trackScale, _))
                _scale = trackScale;
            else if (kind.SequenceEqual("hdlr"u8) && box.Length >= 12)
                (HasSound, HasFilm) = (HasSound || box[8..].StartsWith("soun"u8), HasFilm || box[8..].StartsWith("vide"u8));
            else if (kind.SequenceEqual("trex"u8) && box.Length >= 16)
                _usualDuration = BinaryPrimitives.ReadUInt32BigEndian(box[12..]);
            else if (kind.SequenceEqual("tfhd"u8) && box.Length >= 8)
                _fragmentDuration = FragmentDuration(box) ?? _usualDuration;
            else if (kind.SequenceEqual("trun"u8) && box.Length >= 8)
                _fragments += RunDuration(box);
        }

        private static (uint Scale, ulong Duration)? Times(ReadOnlySpan<byte> box)
        {
            var isLong = box.Length > 0 && box[0] == 1;
            if (box.Length < (isLong ? 32 : 20))
                return null;
            var scale = BinaryPrimitives.ReadUInt32BigEndian(box[(isLong ? 20 : 12)..]);
            var duration = isLong ? BinaryPrimitives.ReadUInt64BigEndian(box[24..]) : BinaryPrimitives.ReadUInt32BigEndian(box[16..]);
            return scale == 0 ? null : (scale, duration is uint.MaxValue or ulong.MaxValue ? 0 : duration);
        }

        private static uint Flags(ReadOnlySpan<byte> box) => BinaryPrimitives.ReadUInt32BigEndian(box) & 0xFFFFFF;

        private static uint? FragmentDuration(ReadOnlySpan<byte> box)
        {
            var flags = Flags(box);
            var place = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            return (flags & 8) != 0 && box.Length >= place + 4 ? BinaryPrimitives.ReadUInt32BigEndian(box[place..]) : null;
        }

        private ulong RunDuration(ReadOnlySpan<byte> box)
        {
            var (flags, samples) = (Flags(box), BinaryPrimitives.ReadUInt32BigEndian(box[4..]));
            if ((flags & 0x100) == 0)
                return (ulong)samples * _fragmentDuration;
            var place = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
            var step = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
            var sum = 0ul;
            for (var sample = 0u; sample < samples && place + 4 <= box.Length; sample++, place += step)
                sum += BinaryPrimitives.ReadUInt32BigEndian(box[place..]);
            return sum;
        }
    }
}
