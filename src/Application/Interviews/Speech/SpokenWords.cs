using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Brings together what respondents have spoken and what they send of it.</summary>
public sealed class SpokenWords(IApplicationDbContext db, SpeechSettings settings)
{
    /// <summary>Notes which recordings were used for an answer that is being stored. The caller saves.</summary>
    internal Task ConfirmAsync(AnswerForm answer, DateTimeOffset now, CancellationToken cancellationToken) =>
        ConfirmAsync(answer.SessionId, RecordingPurpose.Answer, answer.QuestionId, answer.Recordings, answer.Answer, now, cancellationToken);

    /// <summary>
    /// Notes that recordings were used for what is being stored: their transcripts get the text that is sent, and their sound goes, unless it is to
    /// be kept for a while. The caller saves.
    /// </summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="purpose">What is sent.</param>
    /// <param name="questionId">The question that is answered; null for feedback.</param>
    /// <param name="used">The recordings that were used; null where that is not known, which takes all that were heard for it.</param>
    /// <param name="text">What is sent; where it is empty, nothing was used.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task ConfirmAsync(
        Guid sessionId, RecordingPurpose purpose, string? questionId, IReadOnlyList<Guid>? used, string text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (text.Length == 0 || used is [] || (used is null && !settings.IsOffered))
            return;
        var heard = db.Recordings.Include(recording => recording.Transcript)
            .Where(recording => recording.SessionId == sessionId && recording.Purpose == purpose && recording.QuestionId == questionId)
            .Where(recording => recording.Status == WorkStatus.Done && recording.ConfirmedAt == null && recording.Transcript != null);
        if (used is not null)
            heard = heard.Where(recording => used.Contains(recording.Id));
        foreach (var recording in await heard.ToListAsync(cancellationToken))
        {
            recording.Confirm(text, now);
            if (settings.KeepAudioAfterConfirmation > TimeSpan.Zero)
                continue;
            // Its bytes need not be read to be deleted.
            var id = recording.Id;
            if (await db.RecordingAudios.Where(audio => audio.RecordingId == id).Select(audio => (Guid?)audio.RecordingId).SingleOrDefaultAsync(cancellationToken) is not null)
                db.RecordingAudios.Remove(RecordingAudio.Of(recording, []));
        }
    }
}
