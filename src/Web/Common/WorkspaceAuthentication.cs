using System.Security.Claims;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AgentBrain.Web.Common;

/// <summary>Who is signed in to the workspace, and what they may do.</summary>
public static class WorkspaceAuthentication
{
    /// <summary>Where all addresses of the workspace start.</summary>
    public static readonly PathString Root = "/admin";

    /// <summary>Name of the scheme of the API: by key where one is brought, else as a signed-in account.</summary>
    public const string ApiScheme = "Api";

    public static IServiceCollection AddWorkspaceAuthentication(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddSingleton<WorkspaceSessions>();
        services.AddAuthentication(WorkspaceSessions.Scheme).AddCookie(WorkspaceSessions.Scheme, options =>
        {
            // Browsers accept the prefix only with Secure, which plain http in development cannot have.
            options.Cookie.Name = environment.IsDevelopment() ? "agentbrain.workspace" : "__Host-agentbrain.workspace";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.CookieManager = new WorkspaceCookies();
            options.LoginPath = "/admin/sign-in";
            options.LogoutPath = "/admin/sign-out";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = AccountSession.Longest;

            // The sessions themselves know when they end.
            options.SlidingExpiration = false;
            options.Events.OnRedirectToLogin = context =>
            {
                // htmx would put the page for signing in into the form in which somebody works, and a program cannot read it.
                if (context.Request.Headers.ContainsKey("HX-Request") || context.Request.Path.StartsWithSegments(ApiController.Root))
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else
                    context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
            .AddPolicyScheme(ApiScheme, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey(ApiKeyAuthentication.Header) ? ApiKeyAuthentication.SchemeName : WorkspaceSessions.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(WorkspaceSessions.Scheme).Configure<WorkspaceSessions>((options, sessions) => options.SessionStore = sessions);

        var authorization = services.AddAuthorizationBuilder();
        foreach (var permission in Enum.GetValues<Permission>())
            authorization.AddPolicy(permission.ToString(), policy => policy.RequireAuthenticatedUser().RequireRole(Permissions.RolesWith(permission)));
        return services;
    }

    /// <summary>Begins a session of an account in this browser.</summary>
    public static Task SignInToWorkspaceAsync(this HttpContext context, JudgedAccount account) => context.SignInAsync(
        WorkspaceSessions.Scheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(WorkspaceSessions.StampClaim, account.Stamp)],
            WorkspaceSessions.Scheme)));

    /// <summary>Takes the cookie of the workspace from this browser, and ends the session that it stands for.</summary>
    public static Task SignOutOfWorkspaceAsync(this HttpContext context) => context.SignOutAsync(WorkspaceSessions.Scheme);

    /// <summary>Reads the cookie only where accounts do something, so that neither respondents' pages nor files cost a look at the database.</summary>
    private sealed class WorkspaceCookies : ICookieManager
    {
        private readonly ChunkingCookieManager _cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) =>
            context.Request.Path.StartsWithSegments(Root) || context.GetEndpoint()?.Metadata.GetMetadata<PermitApiAttribute>() is not null
                ? _cookies.GetRequestCookie(context, key)
                : null;

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _cookies.AppendResponseCookie(context, key, value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, key, options);
    }
}
