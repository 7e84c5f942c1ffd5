namespace AgentBrain.Domain.Interviews;

/// <summary>The sound of a recording, apart from it so that no list loads it. It goes when what was spoken is confirmed.</summary>
public sealed class RecordingAudio
{
    private RecordingAudio()
    {
    }

    /// <summary>The recording.</summary>
    public Guid RecordingId { get; private set; }

    /// <summary>The sound as it came; up to <see cref="Recording.MaxBytes"/>.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>Keeps the sound of a recording.</summary>
    public static RecordingAudio Of(Recording recording, byte[] content) => new() { RecordingId = recording.Id, Content = content };
}
