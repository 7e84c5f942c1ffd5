namespace AgentBrain.Domain.Interviews;

/// <summary>What a respondent speaks for.</summary>
public enum RecordingPurpose
{
    /// <summary>An answer to a question.</summary>
    Answer,

    /// <summary>The comment of the feedback.</summary>
    Feedback,
}
