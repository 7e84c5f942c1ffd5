using AgentBrain.Domain.Interviews.Audio;
using AgentBrain.Testing;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Interviews.Audio;

public class AudioContentTests
{
    // As Chromium's recorder writes them, about two seconds.
    private static byte[] Webm => File.ReadAllBytes(Path.Combine(TestContext.CurrentContext.TestDirectory, "Interviews", "Audio", "chromium.webm"));

    private static byte[] M4a => File.ReadAllBytes(Path.Combine(TestContext.CurrentContext.TestDirectory, "Interviews", "Audio", "chromium.m4a"));

    private static IReadOnlyList<byte[]> Samples => [Webm, M4a, Sounds.Wav(1), Sounds.Mp3(20, withTag: true), Sounds.Ogg(96_000)];

    [Test]
    public void Each_kind_is_known_by_its_content()
    {
        Samples.Select(sample => AudioContent.Read(sample)?.MediaType).ShouldBe(["audio/webm", "audio/mp4", "audio/wav", "audio/mpeg", "audio/ogg"]);
        Samples.Select(sample => AudioContent.Read(sample)?.Extension).ShouldBe(["webm", "m4a", "wav", "mp3", "ogg"]);
    }

    [Test]
    public void What_a_browser_records_tells_its_length_although_its_head_does_not()
    {
        AudioContent.Read(Webm)!.Seconds!.Value.ShouldBeInRange(1.5, 2.2);
        AudioContent.Read(M4a)!.Seconds!.Value.ShouldBeInRange(1.5, 2.2);
    }

    [Test]
    public void The_length_is_told_exactly_where_the_content_tells_it()
    {
        AudioContent.Read(Sounds.Wav(200))!.Seconds.ShouldBe(200);
        AudioContent.Read(Sounds.Wav(3, withSizes: false))!.Seconds.ShouldBe(3);
        AudioContent.Read(Sounds.Mp3(100))!.Seconds!.Value.ShouldBe(100 * 1152 / 44_100d, 1e-9);
        AudioContent.Read(Sounds.Ogg(96_000 + 312))!.Seconds.ShouldBe(2);
    }

    [TestCase("")]
    [TestCase("RIFF")]
    [TestCase("OggS")]
    [TestCase("ID3")]
    [TestCase("<html><audio src=x></html>")]
    [TestCase("RIFF....AVI LIST")]
    [TestCase("%PDF-1.7")]
    [TestCase("PK\u0003\u0004")]
    public void What_is_no_sound_is_none(string text) => AudioContent.Read(System.Text.Encoding.Latin1.GetBytes(text)).ShouldBeNull();

    [Test]
    public void The_head_alone_makes_no_sound()
    {
        AudioContent.Read([0x1A, 0x45, 0xDF, 0xA3]).ShouldBeNull();
        AudioContent.Read([0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[12]]).ShouldBeNull();
        AudioContent.Read(Sounds.Mp3(2)).ShouldBeNull("two frames may be chance");
        AudioContent.Read(Sounds.Wav(1).AsSpan(0, 20)).ShouldBeNull();
    }

    [Test]
    public void A_film_is_no_sound()
    {
        var (webm, m4a) = (Webm, M4a);
        Replace(webm, [0x83, 0x81, 2], [0x83, 0x81, 1]);
        Replace(m4a, "soun"u8, "vide"u8);

        AudioContent.Read(webm).ShouldBeNull();
        AudioContent.Read(m4a).ShouldBeNull();
    }

    [Test]
    public void Another_document_in_the_same_container_is_none()
    {
        var webm = Webm;
        Replace(webm, "webm"u8, "mkvx"u8);

        AudioContent.Read(webm).ShouldBeNull();
    }

    [Test]
    public void Whatever_bytes_come_reading_ends() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6000], Gen.Byte, Gen.Int[0, 6000], Gen.Byte.Array[0, 64]).Sample((kind, place, value, end, more) =>
    {
        byte[] hostile = [.. Samples[kind]];
        hostile[place % hostile.Length] = value;
        hostile[place / 7 % hostile.Length] = 0xFF;
        byte[] cut = [.. hostile[..(end % hostile.Length)], .. more];

        foreach (var bytes in (byte[][])[hostile, cut, more])
        {
            var read = AudioContent.Read(bytes);
            (read?.Seconds is null or (>= 0 and < 86_400)).ShouldBeTrue();
        }
    }, iter: 3000);

    [Test]
    public void A_length_that_cannot_be_is_not_told()
    {
        AudioContent.Read(Sounds.Ogg(long.MaxValue))!.Seconds.ShouldBeNull();
        AudioContent.Read(Sounds.Ogg(-1))!.Seconds.ShouldBeNull();
    }

    private static void Replace(byte[] bytes, ReadOnlySpan<byte> what, ReadOnlySpan<byte> with)
    {
        var place = bytes.AsSpan().IndexOf(what);
        place.ShouldBeGreaterThan(0, "the sample holds it");
        with.CopyTo(bytes.AsSpan(place));
    }
}
