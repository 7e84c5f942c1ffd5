using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Where a recording stands.</summary>
public enum RecordingStage
{
    /// <summary>It is stored and waits to be transcribed.</summary>
    Stored,

    /// <summary>It is being transcribed.</summary>
    Transcribing,

    /// <summary>There is a transcript.</summary>
    Ready,

    /// <summary>There is none.</summary>
    Failed,
}

/// <summary>A recording as its respondent sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Language">The language that is spoken.</param>
/// <param name="Transcript">What was heard; null unless it is ready.</param>
/// <param name="Confidence">How sure the recognition is, 0 to 1; null when it does not say.</param>
/// <param name="Problem">Why there is no transcript; null unless it failed.</param>
/// <param name="Seconds">Its length in seconds; null where it is not known.</param>
public sealed record RecordingView(Guid Id, RecordingStage Stage, string Language, string? Transcript, decimal? Confidence, RecordingProblem? Problem, decimal? Seconds)
{
    /// <summary>Whether the respondent is to look at the words with care.</summary>
    public bool IsUnsure => Confidence < Recording.Sure;

    internal static RecordingView Of(Recording recording) => new(
        recording.Id,
        recording.Status switch
        {
            WorkStatus.Waiting => RecordingStage.Stored,
            WorkStatus.Running => RecordingStage.Transcribing,
            WorkStatus.Done => RecordingStage.Ready,
            _ => RecordingStage.Failed,
        },
        recording.Language,
        recording.Transcript?.OriginalText,
        recording.Transcript?.Confidence,
        recording.Status == WorkStatus.Failed ? recording.Problem ?? RecordingProblem.ServiceAway : null,
        recording.Seconds);
}
