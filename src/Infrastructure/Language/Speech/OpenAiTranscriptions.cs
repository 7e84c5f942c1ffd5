using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>
/// Speaks to any service with OpenAI's call for transcriptions (OpenAI, whisper.cpp, faster-whisper). It asks for <c>verbose_json</c>, of which the
/// confidence is made, and for <c>json</c> where the service has nothing else.
/// </summary>
internal sealed class OpenAiTranscriptions(IHttpClientFactory clients, IOptions<SpeechOptions> options) : ISpeechToTextClient
{
    /// <summary>Name of the client in the factory.</summary>
    public const string Client = "speech";

    /// <summary>In the additional properties of a request: the media type of its sound.</summary>
    public const string MediaType = "media_type";

    /// <summary>In the additional properties of a response: how sure the service is, 0 to 1.</summary>
    public const string Confidence = "confidence";

    private const string Verbose = "verbose_json";
    private const string Plain = "json";
    private const int LongestPause = 60;
    private const int LargestReply = 1024 * 1024;
    private volatile bool _plainOnly;

    /// <inheritdoc/>
    /// <exception cref="SpeechServiceException">There is no text.</exception>
    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sound = new MemoryStream();
        await audioSpeechStream.CopyToAsync(sound, cancellationToken);
        var reply = _plainOnly ? null : await AskAsync(sound, options, Verbose, cancellationToken);
        _plainOnly = reply is null;
        reply ??= await AskAsync(sound, options, Plain, cancellationToken);
        var response = new SpeechToTextResponse(reply!.Text) { AdditionalProperties = [] };
        if (reply.Confidence is { } confidence)
            response.AdditionalProperties[Confidence] = confidence;
        if (reply.Seconds is { } seconds and >= 0 and < 24 * 60 * 60)
            response.EndTime = TimeSpan.FromSeconds(seconds);
        return response;
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetTextAsync(audioSpeechStream, options, cancellationToken)).ToSpeechToTextResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    // Null where the service does not know the format.
    private async Task<TranscriptionReply?> AskAsync(MemoryStream sound, SpeechToTextOptions? asked, string format, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(settings.DeadlineSeconds));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Endpoint!.ToString().TrimEnd('/')}/audio/transcriptions");
            request.Content = Form(sound, asked, settings.Model, format);
            if (settings.ApiKey.Length > 0)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, deadline.Token);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            if (response.IsSuccessStatusCode)
                return TranscriptionReply.Read(body);
            if (format == Verbose && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity && body.AsSpan().IndexOf("response_format"u8) >= 0)
                return null;
            throw Refusal(response.StatusCode, response.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechServiceException(RecordingProblem.ServiceAway, passes: true, $"The speech service did not answer within {settings.DeadlineSeconds:0} seconds.");
        }
        catch (HttpRequestException unreachable)
        {
            throw new SpeechServiceException(RecordingProblem.ServiceAway, passes: true, "The speech service cannot be reached.", unreachable);
        }
    }

    private static MultipartFormDataContent Form(MemoryStream sound, SpeechToTextOptions? asked, string model, string format)
    {
        var type = asked?.AdditionalProperties?.TryGetValue(MediaType, out string? told) == true ? told! : WavType;
        // Services go by the name of the file.
        var file = new ByteArrayContent(sound.GetBuffer(), 0, (int)sound.Length) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        var form = new MultipartFormDataContent { { file, "file", $"recording.{AudioContent.ExtensionOf(type)}" }, { new StringContent(format), "response_format" }, { new StringContent("0"), "temperature" } };
        if ((asked?.ModelId ?? model) is { Length: > 0 } name)
            form.Add(new StringContent(name), "model");
        if (asked?.SpeechLanguage is { Length: > 0 } language)
            form.Add(new StringContent(language), "language");
        return form;
    }

    private const string WavType = "audio/wav";

    private static SpeechServiceException Refusal(HttpStatusCode status, TimeSpan? after) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(RecordingProblem.ServiceRefuses, passes: false, $"The speech service refuses the key ({(int)status}); see Speech:ApiKey."),
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => new(RecordingProblem.ServiceRefuses, passes: false, $"The speech service does not know the call or the model ({(int)status}); see Speech:Endpoint and Speech:Model."),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new(RecordingProblem.ServiceAway, passes: true, $"The speech service is not available ({(int)status}).")
        {
            // Somebody waits in front of the page.
            After = after is { } told ? TimeSpan.FromSeconds(Math.Clamp(told.TotalSeconds, 0, LongestPause)) : null,
        },
        _ => new(RecordingProblem.Unreadable, passes: false, $"The speech service cannot read the recording ({(int)status})."),
    };

    internal static void Configure(HttpClient client)
    {
        // Each request has a deadline of its own.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.MaxResponseContentBufferSize = LargestReply;
    }
}
