using AgentBrain.Application.Interviews.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Language.Speech;

/// <summary>Registers speech recognition.</summary>
internal static class SpeechSetup
{
    public static void AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeechOptions>()
            .Bind(configuration.GetSection(SpeechOptions.Section))
            .ValidateDataAnnotations()
            .Validate(options => options.Endpoint is null || options.IsSet, "Speech:Endpoint has to be an address that begins with http:// or https://.")
            .Validate(options => options.KeepAudioAfterConfirmation >= TimeSpan.Zero, "Speech:KeepAudioAfterConfirmation has to be a time span such as 1.00:00:00, or zero.")
            .ValidateOnStart();
        services.AddSingleton(provider => SettingsOf(provider.GetRequiredService<IOptions<SpeechOptions>>().Value));

        // Its log would name the address of every request and nothing more.
        services.AddHttpClient(OpenAiTranscriptions.Client, OpenAiTranscriptions.Configure).RemoveAllLoggers();
        services.AddSingleton<ISpeechToTextClient, OpenAiTranscriptions>();
        services.AddSingleton<ISpeechRecognition, SpeechRecognition>();
    }

    private static SpeechSettings SettingsOf(SpeechOptions options) => new()
    {
        IsOffered = options.IsSet,
        MaxSeconds = options.MaxSeconds,
        Attempts = options.Attempts,
        Deadline = TimeSpan.FromSeconds(options.DeadlineSeconds),
        KeepAudioAfterConfirmation = options.KeepAudioAfterConfirmation,
    };
}
