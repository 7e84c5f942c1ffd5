using System.ComponentModel.DataAnnotations;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>A text to translate.</summary>
/// <param name="Text">The text, 20,000 characters at most.</param>
/// <param name="TargetLanguage">`lt`, `en` or `ru`.</param>
public sealed record TranslationBody([MaxLength(20_000)] string Text, [AllowedValues("lt", "en", "ru", ErrorMessage = "Choose one of the languages lt, en, ru.")] string TargetLanguage)
{
    // Each character may be escaped.
    internal const int MaxBytes = 256 * 1024;
}

/// <summary>A translated text.</summary>
/// <param name="TranslatedText">The translation.</param>
public sealed record TranslationReply(string TranslatedText);
