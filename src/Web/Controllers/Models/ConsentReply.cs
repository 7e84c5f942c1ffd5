using AgentBrain.Application.Privacy;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>What respondents agree to before the first question.</summary>
/// <param name="Version">Its number; send it as `consent_version` when an interview starts.</param>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="Points">What matters most, in Markdown.</param>
/// <param name="Text">All of it, in Markdown.</param>
/// <param name="PublishedAt">When it was published (UTC).</param>
public sealed record ConsentReply(int Version, string Language, string Points, string Text, DateTime PublishedAt)
{
    internal static ConsentReply Of(ConsentView consent) => new(consent.Version, consent.Language, consent.Points, consent.Text, consent.PublishedAt.UtcDateTime);
}
