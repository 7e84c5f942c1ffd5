using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Common;

/// <summary>The addresses of invitations. Their token is a secret: it stands in the address, and nowhere else in what the pages keep or log.</summary>
public static class JoinLinks
{
    /// <summary>Where all these addresses start.</summary>
    public static readonly PathString Root = "/admin/join";

    /// <summary>The path of an invitation.</summary>
    public static string Path(SecretToken token) => $"{Root}/{token.Reveal()}";

    /// <summary>The whole address of an invitation that was made; null when none was.</summary>
    public static string? Address(IUrlHelper url, InviteAccountResult invited) =>
        invited.Token is { } token ? url.PageLink("/Join", values: new { area = "Admin", token = token.Reveal() }) : null;

    public static GetInvitation Offer(string? token) => new(SecretToken.Parse(token));

    public static AcceptInvitation Accept(string? token, string? email, string? name, string? password) => new(SecretToken.Parse(token), email, name, password);
}
