using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Tells whether something may be spoken, and which recordings of it have not been used yet.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Purpose">What would be spoken.</param>
/// <param name="QuestionId">The question; null for feedback.</param>
public sealed record GetSpeechOffer(Guid SessionId, RecordingPurpose Purpose, string? QuestionId) : IRequest<SpeechOffer>, IRespondentRequest;

/// <summary>What may be spoken.</summary>
/// <param name="IsOffered">Whether anything may.</param>
/// <param name="MaxSeconds">Longest recording in seconds.</param>
/// <param name="MaxBytes">Largest recording in bytes.</param>
/// <param name="KeepsSound">Whether the sound is kept for a while after the words are sent.</param>
/// <param name="Unused">Recordings whose words were not sent yet, the oldest first.</param>
public sealed record SpeechOffer(bool IsOffered, int MaxSeconds, int MaxBytes, bool KeepsSound, IReadOnlyList<RecordingView> Unused);

/// <summary>Handles <see cref="GetSpeechOffer"/>.</summary>
public sealed class GetSpeechOfferHandler(IApplicationDbContext db, SpeechSettings settings) : IRequestHandler<GetSpeechOffer, SpeechOffer>
{
    /// <inheritdoc/>
    public async Task<SpeechOffer> Handle(GetSpeechOffer request, CancellationToken cancellationToken)
    {
        var unused = !settings.IsOffered ? [] : await db.Recordings.AsNoTracking()
            .Include(recording => recording.Transcript)
            .Where(recording => recording.SessionId == request.SessionId && recording.Purpose == request.Purpose && recording.QuestionId == request.QuestionId && recording.ConfirmedAt == null)
            .OrderBy(recording => recording.Number)
            .ToListAsync(cancellationToken);
        return new SpeechOffer(settings.IsOffered, settings.MaxSeconds, Recording.MaxBytes, settings.KeepAudioAfterConfirmation > TimeSpan.Zero, [.. unused.Select(RecordingView.Of)]);
    }
}
