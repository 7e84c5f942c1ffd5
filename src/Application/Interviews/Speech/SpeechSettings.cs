namespace AgentBrain.Application.Interviews.Speech;

/// <summary>How speech is dealt with here.</summary>
public sealed record SpeechSettings
{
    /// <summary>Whether respondents may speak; only where a service is configured.</summary>
    public required bool IsOffered { get; init; }

    /// <summary>Longest recording in seconds.</summary>
    public required int MaxSeconds { get; init; }

    /// <summary>How often a recording is sent to a service that is away, slow or busy.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>How long the sound stays after what was spoken is confirmed.</summary>
    public required TimeSpan KeepAudioAfterConfirmation { get; init; }
}
