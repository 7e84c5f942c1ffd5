using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Turns speech into text.</summary>
public interface ISpeechRecognition
{
    /// <summary>Listens to a recording once.</summary>
    /// <param name="audio">The sound.</param>
    /// <param name="mediaType">What it is by its content.</param>
    /// <param name="language">The language that is spoken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    Task<HeardSpeech> ListenAsync(ReadOnlyMemory<byte> audio, string mediaType, string language, CancellationToken cancellationToken);
}

/// <summary>What became of listening.</summary>
public abstract record HeardSpeech
{
    private HeardSpeech()
    {
    }

    /// <summary>Something was heard.</summary>
    /// <param name="Text">The words; empty where there are none.</param>
    /// <param name="Confidence">0 to 1; null when the recognition does not say.</param>
    /// <param name="Seconds">Length of the recording; null when the recognition does not say.</param>
    public sealed record Words(string Text, double? Confidence, double? Seconds) : HeardSpeech;

    /// <summary>Nothing can be said of what was spoken.</summary>
    /// <param name="Problem">Why not.</param>
    /// <param name="Passes">Whether it may succeed another time.</param>
    /// <param name="Reason">For those who operate the server; without anything that a respondent said.</param>
    /// <param name="After">After how long it may be tried again at the earliest, if the service said so.</param>
    public sealed record Failed(RecordingProblem Problem, bool Passes, string Reason, TimeSpan? After = null) : HeardSpeech;
}
