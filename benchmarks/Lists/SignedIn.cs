using System.Security.Claims;
using System.Text.Encodings.Web;
using AgentBrain.Domain.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBrain.Lists;

/// <summary>Takes whoever asks for an administrator: what is measured is the lists, not the way in.</summary>
internal sealed class SignedIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Name = "Measured";
    private static readonly ClaimsIdentity Administrator = new(
        [new Claim(ClaimTypes.NameIdentifier, Guid.Empty.ToString()), new Claim(ClaimTypes.Name, "benchmark"), new Claim(ClaimTypes.Role, Roles.Administrator)],
        Name);

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SignedIn>(Name, null);
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = options.DefaultScheme = Name);
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Administrator), Name)));
}
