using System.Text.RegularExpressions;
using AgentBrain.Application.Interviews.Speech;

namespace AgentBrain.Web.Common;

/// <summary>Knows on which pages respondents may speak.</summary>
public sealed partial class SpokenPages(SpeechSettings settings)
{
    /// <summary>Whether respondents may speak at all.</summary>
    public bool AreOffered => settings.IsOffered;

    /// <summary>How long a program waits for the transcription of what it sent.</summary>
    public TimeSpan Patience => settings.Deadline;

    /// <summary>Whether a request asks for a page on which the microphone may be used.</summary>
    public static bool Includes(HttpContext context) =>
        context.RequestServices.GetRequiredService<SpokenPages>().AreOffered && Addresses().IsMatch(context.Request.Path.Value ?? "");

    // Questions and the report, below which the feedback stands.
    [GeneratedRegex("^/interview/[0-9a-f-]{36}/([0-9]+|report)/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();
}
