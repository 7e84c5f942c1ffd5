using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Common;

/// <summary>The addresses of resume links. Their token is a secret: it stands in the address, and nowhere else in what the pages keep or log.</summary>
public static class ResumeLinks
{
    /// <summary>Where all these addresses start.</summary>
    public static readonly PathString Root = "/resume";

    /// <summary>The whole address of a link that was made.</summary>
    public static string Address(IUrlHelper url, CreatedResumeLink link) => url.PageLink("/Resume", values: new { token = link.Token.Reveal() })!;

    public static GetResumeOffer Offer(string? token) => new(SecretToken.Parse(token));

    public static ResumeInterview Use(string? token, RespondentCookie respondent) => new(SecretToken.Parse(token), respondent.Issue());
}
