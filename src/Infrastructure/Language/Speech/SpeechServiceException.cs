using AgentBrain.Domain.Interviews;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>The service did not turn a recording into text. The message holds nothing that it said, which could be a respondent's words.</summary>
internal sealed class SpeechServiceException(RecordingProblem problem, bool passes, string message, Exception? cause = null) : Exception(message, cause)
{
    public RecordingProblem Problem { get; } = problem;

    /// <summary>After how long it may be tried again at the earliest; null where the service did not say.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Whether the same recording may be understood at another time.</summary>
    public bool Passes { get; } = passes;
}
