using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>The language in which the workspace shows a text, for screen readers and spelling.</summary>
public static class LanguageMark
{
    private static readonly string[] Order = [Languages.English, Languages.Lithuanian, Languages.Russian];

    /// <summary>English, or what stands in for it where it is not written.</summary>
    public static string Of(LocalizedText text) => Array.Find(Order, language => !string.IsNullOrWhiteSpace(text.Exactly(language))) ?? Languages.English;
}
