using System.ComponentModel.DataAnnotations;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>Section <c>Speech</c>: which service turns speech into text. Without an endpoint nothing is offered but typing.</summary>
public sealed class SpeechOptions
{
    public const string Section = "Speech";

    /// <summary>Where the service answers, to which <c>/audio/transcriptions</c> is added, for example <c>http://127.0.0.1:8081/v1</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Key of the service; empty where it wants none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Name of the model; empty where the service has only one.</summary>
    public string Model { get; set; } = "";

    /// <summary>How long one attempt may take, in seconds.</summary>
    [Range(1, 600)]
    public double DeadlineSeconds { get; set; } = 120;

    /// <summary>How often a recording is sent to a service that is away, slow or busy.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 4;

    /// <summary>Longest recording in seconds.</summary>
    [Range(1, 600)]
    public int MaxSeconds { get; set; } = 180;

    /// <summary>How long the sound of a recording stays after the answer that it was spoken for is stored.</summary>
    public TimeSpan KeepAudioAfterConfirmation { get; set; } = TimeSpan.Zero;

    internal bool IsSet => Endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
