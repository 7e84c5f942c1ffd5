using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Interviews;

/// <summary>Spoken words: what was heard and what the respondent confirmed.</summary>
public sealed class Transcript
{
    /// <summary>Decimals of <see cref="Confidence"/> and <see cref="DurationSeconds"/>.</summary>
    private const int Decimals = 2;

    private Transcript()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>The recording in which it was heard; null without one, as for those of the legacy service.</summary>
    public Guid? RecordingId { get; private set; }

    /// <summary>Id of the answered question; null for a comment of the feedback, and when it is not known.</summary>
    public string? QuestionId { get; private set; }

    /// <summary>What was heard.</summary>
    public string OriginalText { get; private set; } = "";

    /// <summary>What the respondent sent in the end, changed or not; null before that.</summary>
    public string? ConfirmedText { get; private set; }

    /// <summary>Language of the recording; see <see cref="Languages"/>.</summary>
    public string Language { get; private set; } = Languages.Lithuanian;

    /// <summary>How sure the recognition was, 0 to 1; null when it did not say.</summary>
    public decimal? Confidence { get; private set; }

    /// <summary>Length of the recording in seconds; null when it is not known.</summary>
    public decimal? DurationSeconds { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Keeps what was heard in a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="text">What was heard; not empty.</param>
    /// <param name="confidence">How sure the recognition was, 0 to 1; null when it did not say.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is none.</exception>
    public static Transcript Hear(Recording recording, string text, double? confidence, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (confidence is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        return new Transcript
        {
            SessionId = recording.SessionId,
            RecordingId = recording.Id,
            QuestionId = recording.QuestionId,
            OriginalText = text,
            Language = recording.Language,
            Confidence = confidence is { } sure ? Math.Round((decimal)sure, Decimals) : null,
            DurationSeconds = recording.Seconds,
            CreatedAt = now,
        };
    }

    /// <summary>Keeps what the respondent sent in the end; the first text stands.</summary>
    public void Confirm(string text) => ConfirmedText ??= text;

    /// <summary>Puts other words in the place of what was heard and confirmed.</summary>
    public void Reword(Func<string, string> words) =>
        (OriginalText, ConfirmedText) = (words(OriginalText), ConfirmedText is null ? null : words(ConfirmedText));
}
