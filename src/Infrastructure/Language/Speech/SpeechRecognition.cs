using System.Runtime.InteropServices;
using AgentBrain.Application.Interviews.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>Listens by whatever client for speech is registered.</summary>
internal sealed class SpeechRecognition(ISpeechToTextClient client, ILogger<SpeechRecognition> logger) : ISpeechRecognition
{
    public async Task<HeardSpeech> ListenAsync(ReadOnlyMemory<byte> audio, string mediaType, string language, CancellationToken cancellationToken)
    {
        var options = new SpeechToTextOptions { SpeechLanguage = language, AdditionalProperties = new() { [OpenAiTranscriptions.MediaType] = mediaType } };
        try
        {
            using var sound = MemoryMarshal.TryGetArray(audio, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(audio.ToArray());
            var response = await client.GetTextAsync(sound, options, cancellationToken);
            double? confidence = response.AdditionalProperties?.TryGetValue(OpenAiTranscriptions.Confidence, out double sure) == true ? sure : null;
            return new HeardSpeech.Words(response.Text, confidence, response.EndTime?.TotalSeconds);
        }
        catch (SpeechServiceException exception)
        {
            // Its words are ours; see there.
            logger.LogWarning("Speech could not be turned into text: {Reason}", exception.Message);
            return new HeardSpeech.Failed(exception.Problem, exception.Passes, exception.Message, exception.After);
        }
    }
}
