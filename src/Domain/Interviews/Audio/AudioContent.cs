namespace AgentBrain.Domain.Interviews.Audio;

/// <summary>What a recording is by its content, whatever it is called. Bytes of any kind may be read: what is no sound of a known kind is none.</summary>
/// <param name="MediaType">For example <c>audio/webm</c>.</param>
/// <param name="Extension">What a file of this kind is called by, without a dot.</param>
/// <param name="Seconds">How long it is, 0 or more; null where the content does not tell.</param>
public sealed record AudioContent(string MediaType, string Extension, double? Seconds)
{
    /// <summary>Reads webm, ogg, wav, mp3 or m4a.</summary>
    /// <returns>Null for anything else, also for a film.</returns>
    public static AudioContent? Read(ReadOnlySpan<byte> bytes) =>
        WebmAudio.Read(bytes) ?? OggAudio.Read(bytes) ?? WavAudio.Read(bytes) ?? Mp4Audio.Read(bytes) ?? Mp3Audio.Read(bytes);

    /// <summary>The extension of a media type that <see cref="Read"/> tells.</summary>
    public static string ExtensionOf(string mediaType) => mediaType switch
    {
        WebmAudio.MediaType => "webm",
        OggAudio.MediaType => "ogg",
        WavAudio.MediaType => "wav",
        Mp4Audio.MediaType => "m4a",
        Mp3Audio.MediaType => "mp3",
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, null),
    };

    // More than a day is no length of a recording but a lie in its header.
    internal static AudioContent Of(string mediaType, double? seconds) =>
        new(mediaType, ExtensionOf(mediaType), seconds is >= 0 and < 24 * 60 * 60 ? seconds : null);
}
