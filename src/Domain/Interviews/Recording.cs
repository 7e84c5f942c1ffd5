using AgentBrain.Domain.Interviews.Audio;
using AgentBrain.Domain.Jobs;

namespace AgentBrain.Domain.Interviews;

/// <summary>What a respondent has spoken, without the sound itself (<see cref="RecordingAudio"/>). The work to be done is its transcription.</summary>
public sealed class Recording : OutsideWork
{
    /// <summary>Largest recording in bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Most recordings that one interview may make.</summary>
    public const int MostPerSession = 200;

    /// <summary>Most bytes of sound that one interview may have stored at a time.</summary>
    public const long MostBytesPerSession = 6L * MaxBytes;

    /// <summary>What a recording may be longer than allowed, in seconds: recorders stop a little late.</summary>
    public const double Tolerance = 5;

    /// <summary>Transcripts below this confidence are shown as unsure.</summary>
    public const decimal Sure = 0.6m;

    // Somebody waits in front of the page. How many of these there are is a setting, which stays below.
    private static readonly IReadOnlyList<TimeSpan> _pauses =
        [.. Enumerable.Range(0, 20).Select(attempt => TimeSpan.FromSeconds(Math.Min(60, 2 * Math.Pow(2, attempt))))];

    private Recording()
    {
    }

    private Recording(DateTimeOffset now)
        : base(now)
    {
    }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Its number in the session, counted from 1; two recordings that arrive at once meet here.</summary>
    public int Number { get; private set; }

    /// <summary>The upload that brought it; repeated, it brings nothing new.</summary>
    public Guid SubmissionId { get; private set; }

    /// <summary>What it was spoken for.</summary>
    public RecordingPurpose Purpose { get; private set; }

    /// <summary>Id of the question it answers; null for feedback, and where none waited.</summary>
    public string? QuestionId { get; private set; }

    /// <summary>Language that is spoken; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = "";

    /// <summary>Media type as found in the content; see <see cref="AudioContent"/>.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>How many bytes the sound has.</summary>
    public int Bytes { get; private set; }

    /// <summary>Its length in seconds, from its content or from the service; null where neither tells.</summary>
    public decimal? Seconds { get; private set; }

    /// <summary>What was heard; null before that, and where it was not loaded.</summary>
    public Transcript? Transcript { get; private set; }

    /// <summary>Why there is no transcript; null unless the last attempt failed.</summary>
    public RecordingProblem? Problem { get; private set; }

    /// <summary>When the respondent sent what it was spoken for (UTC); null before that.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<TimeSpan> Pauses => _pauses;

    /// <summary>Keeps a recording, which is then to be transcribed.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="number">Its number in the session.</param>
    /// <param name="submissionId">The upload.</param>
    /// <param name="purpose">What it was spoken for.</param>
    /// <param name="questionId">The question it answers, if any.</param>
    /// <param name="language">The language that is spoken.</param>
    /// <param name="content">What the content is.</param>
    /// <param name="bytes">How many bytes it has.</param>
    /// <param name="now">The present time.</param>
    public static Recording Keep(
        Guid sessionId, int number, Guid submissionId, RecordingPurpose purpose, string? questionId, string language, AudioContent content, int bytes, DateTimeOffset now) => new(now)
        {
            SessionId = sessionId,
            Number = number,
            SubmissionId = submissionId,
            Purpose = purpose,
            QuestionId = questionId,
            Language = language,
            MediaType = content.MediaType,
            Bytes = bytes,
            Seconds = Rounded(content.Seconds),
        };

    /// <summary>Stores what was heard.</summary>
    /// <param name="text">The words; not empty.</param>
    /// <param name="confidence">How sure the recognition was, 0 to 1; null when it did not say.</param>
    /// <param name="seconds">Length as the service found; null when it did not say.</param>
    /// <param name="now">The present time.</param>
    public void Hear(string text, double? confidence, double? seconds, DateTimeOffset now)
    {
        Problem = null;
        Seconds ??= Rounded(seconds);
        Transcript = Transcript.Hear(this, text, confidence, now);
    }

    /// <summary>Stores why nothing was heard this time.</summary>
    public void Miss(RecordingProblem problem) => Problem = problem;

    /// <summary>Stores that the respondent has sent what it was spoken for.</summary>
    /// <param name="text">What they sent.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="InvalidOperationException">Nothing was heard in it.</exception>
    public void Confirm(string text, DateTimeOffset now)
    {
        (Transcript ?? throw new InvalidOperationException("Only what was heard can be confirmed.")).Confirm(text);
        ConfirmedAt ??= now;
    }

    private static decimal? Rounded(double? seconds) => seconds is { } known ? Math.Round((decimal)known, 2) : null;
}
