using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Web.Common;

/// <summary>What lets a respondent speak into a field.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Purpose">What is spoken.</param>
/// <param name="QuestionId">The question; null for feedback.</param>
/// <param name="Field">Id of the field that the words go into.</param>
/// <param name="Offer">What may be spoken.</param>
public sealed record Speak(Guid SessionId, RecordingPurpose Purpose, string? QuestionId, string Field, SpeechOffer Offer);
