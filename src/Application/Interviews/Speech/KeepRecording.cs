using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Keeps what a respondent has spoken and has it transcribed. Repeating the same upload keeps nothing twice.</summary>
public sealed record KeepRecording : IRequest<KeepRecordingResult>, IRespondentRequest
{
    /// <inheritdoc/>
    public required Guid SessionId { get; init; }

    /// <summary>The upload.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>What it was spoken for; null for whatever the interview waits for.</summary>
    public RecordingPurpose? Purpose { get; init; }

    /// <summary>Id of the question that is answered; null for feedback, and for the one that waits.</summary>
    public string? QuestionId { get; init; }

    /// <summary>The language that is spoken; null for that of the interview.</summary>
    public string? Language { get; init; }

    /// <summary>The sound, up to <see cref="Recording.MaxBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary>Whether whoever asks transcribes it themselves, at once.</summary>
    public bool IsTranscribedHere { get; init; }
}

/// <summary>What became of a recording.</summary>
/// <param name="Outcome">Whether it was kept.</param>
/// <param name="RecordingId">Its id; null unless it was.</param>
public sealed record KeepRecordingResult(KeepRecordingOutcome Outcome, Guid? RecordingId = null);

/// <summary>What became of a recording.</summary>
public enum KeepRecordingOutcome
{
    /// <summary>It is kept, now or since the same upload before.</summary>
    Kept,

    /// <summary>No speech recognition is configured.</summary>
    NotOffered,

    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>It has more bytes than <see cref="Recording.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>It is neither webm nor ogg, wav, mp3 or m4a, whatever it is called.</summary>
    UnknownKind,

    /// <summary>It lasts too long.</summary>
    TooLong,

    /// <summary>The interview has brought too many.</summary>
    TooMany,

    /// <summary>The interview has no place for it: the question was never asked, or what it was spoken for is over.</summary>
    NotNow,
}

/// <summary>Validates <see cref="KeepRecording"/>.</summary>
public sealed class KeepRecordingValidator : AbstractValidator<KeepRecording>
{
    /// <summary>Sets the rules.</summary>
    public KeepRecordingValidator()
    {
        RuleFor(request => request.SubmissionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the recording once more.");
        RuleFor(request => request.Language).MustBeSupported().When(request => request.Language is not null);
    }
}

/// <summary>Handles <see cref="KeepRecording"/>.</summary>
public sealed class KeepRecordingHandler(IApplicationDbContext db, SpeechSettings settings, IJobs jobs, TimeProvider time)
    : IRequestHandler<KeepRecording, KeepRecordingResult>
{
    /// <inheritdoc/>
    public async Task<KeepRecordingResult> Handle(KeepRecording request, CancellationToken cancellationToken)
    {
        if (Refusal(request, out var content) is { } refusal)
            return new KeepRecordingResult(refusal);
        var kept = await db.UntilStoredAsync(() => KeepAsync(request, content!, cancellationToken));
        if (kept.RecordingId is { } id && !request.IsTranscribedHere)
            jobs.Enqueue(new TranscribeRecording(id));
        return kept;
    }

    private KeepRecordingOutcome? Refusal(KeepRecording request, out AudioContent? content)
    {
        content = null;
        if (request.Audio.IsEmpty)
            return KeepRecordingOutcome.Empty;
        if (!settings.IsOffered)
            return KeepRecordingOutcome.NotOffered;
        if (request.Audio.Length > Recording.MaxBytes)
            return KeepRecordingOutcome.TooLarge;
        content = AudioContent.Read(request.Audio.Span);
        return content is null ? KeepRecordingOutcome.UnknownKind
            : content.Seconds > settings.MaxSeconds + Recording.Tolerance ? KeepRecordingOutcome.TooLong
            : null;
    }

    private async Task<KeepRecordingResult> KeepAsync(KeepRecording request, AudioContent content, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var before = await db.Recordings
            .Where(recording => recording.SessionId == session.Id && recording.SubmissionId == request.SubmissionId)
            .Select(recording => (Guid?)recording.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (before is not null)
            return new KeepRecordingResult(KeepRecordingOutcome.Kept, before);

        var purpose = request.Purpose ?? (session.CompletedAt is null ? RecordingPurpose.Answer : RecordingPurpose.Feedback);
        if (!await HasPlaceAsync(session, purpose, request.QuestionId, cancellationToken))
            return new KeepRecordingResult(KeepRecordingOutcome.NotNow);
        var all = db.Recordings.Where(recording => recording.SessionId == session.Id);
        var number = 1 + (await all.MaxAsync(recording => (int?)recording.Number, cancellationToken) ?? 0);
        var stored = await all.Where(recording => db.RecordingAudios.Any(audio => audio.RecordingId == recording.Id)).SumAsync(recording => (long)recording.Bytes, cancellationToken);
        if (number > Recording.MostPerSession || stored + request.Audio.Length > Recording.MostBytesPerSession)
            return new KeepRecordingResult(KeepRecordingOutcome.TooMany);

        var question = purpose == RecordingPurpose.Answer ? request.QuestionId ?? session.CurrentQuestion?.Id : null;
        var recording = Recording.Keep(
            session.Id, number, request.SubmissionId, purpose, question, request.Language ?? session.Language, content, request.Audio.Length, time.GetUtcNow());
        session.NotePresence(time.GetUtcNow());
        db.Recordings.Add(recording);
        db.RecordingAudios.Add(RecordingAudio.Of(recording, request.Audio.ToArray()));
        await db.SaveChangesAsync(cancellationToken);
        return new KeepRecordingResult(KeepRecordingOutcome.Kept, recording.Id);
    }

    private async Task<bool> HasPlaceAsync(Session session, RecordingPurpose purpose, string? questionId, CancellationToken cancellationToken) => purpose switch
    {
        RecordingPurpose.Answer => session.CompletedAt is null
            && (questionId is null || session.State.AskedQuestionIds.Contains(questionId) || session.State.NextQuestions.Any(question => question.Id == questionId)),
        _ => session.Stage == InterviewStage.Finished
            && !await db.Feedback.AnyAsync(entry => entry.SessionId == session.Id && !entry.Superseded, cancellationToken),
    };
}
