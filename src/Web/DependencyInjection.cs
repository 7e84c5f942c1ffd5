using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.OpenApi;
using AgentBrain.Web.Operation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;

namespace AgentBrain.Web;

/// <summary>Registers the pages and the way of a request to them.</summary>
public static class DependencyInjection
{
    // The longest form is an answer: 4,000 characters of up to 9 bytes each when encoded, and the rest.
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxFormFields = 256;
    private static readonly TimeSpan HstsAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var securePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddRazorPages(options => options.Conventions.AuthorizeAreaFolder("Admin", "/"));

        // For all pages: what is configured for folders leaves out the areas.
        services.Configure<MvcOptions>(options =>
        {
            options.ModelBinderProviders.Insert(0, new PlainTextBinder.Provider());
            options.Filters.Add(new FormPageFilter());
            options.Filters.Add(new StaleFormFilter());
            options.Filters.Add(new StoredFormFilter());
            options.Filters.Add(new NoStoreFilter());
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = environment.IsDevelopment() ? "agentbrain.antiforgery" : "__Host-agentbrain.antiforgery";
            options.Cookie.SecurePolicy = securePolicy;
        });
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = environment.IsDevelopment() ? "agentbrain.notice" : "__Host-agentbrain.notice";
            options.Cookie.SecurePolicy = securePolicy;
            options.Cookie.IsEssential = true;
        });

        // Letters of all languages are written as they are; what matters to HTML is still escaped.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddScoped<InterfaceText>();
        services.AddScoped<RespondentCookie>();
        services.AddSingleton<SpokenPages>();
        services.AddScoped<ICurrentAccount, SignedInAccount>();
        services.AddWorkspaceAuthentication(environment);
        services.AddApi(configuration);
        services.AddScoped<SecondStep>();
        services.AddSingleton<RefusalPace>();
        services.AddHostedService<FirstAdministratorLink>();
        services.AddOperation(configuration, environment);

        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages.English).AddSupportedCultures([.. Languages.All]).AddSupportedUICultures([.. Languages.All]);
            options.RequestCultureProviders =
            [
                // The workspace speaks English, see docs/adr/0012, and so do the API and its pages.
                new CustomRequestCultureProvider(context => Task.FromResult(IsWorkspace(context) || ApiSetup.IsApi(context) ? new ProviderCultureResult(Languages.English) : null)),
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });

        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = MaxFormFields;
            options.ValueLengthLimit = MaxRequestBytes;
            options.MultipartBodyLengthLimit = MaxRequestBytes;
        });
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBytes;
        });

        var limits = configuration.GetSection(RateLimits.Section).Get<RateLimits>() ?? new RateLimits();
        services.AddSingleton(limits);
        services.AddRateLimiter(limits.Configure);
        services.AddHsts(options => options.MaxAge = HstsAge);
        services.Configure<ForwardedHeadersOptions>(options => TrustConfiguredProxies(options, configuration.GetSection("ForwardedHeaders")));
        services.AddExceptionHandler(options =>
        {
            options.ExceptionHandlingPath = "/error";
            options.StatusCodeSelector = StatusOf;
        });
        return services;
    }

    /// <summary>The way of a request, from the outside in.</summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseWhen(context => IsSecretAddress(context) && !IsWorkspace(context), secret => secret.UseSecurityHeaders(SecurityHeaders.PolicyForSecretAddresses()));
        app.UseWhen(context => IsSecretAddress(context) && IsWorkspace(context), secret => secret.UseSecurityHeaders(SecurityHeaders.PolicyForSecretWorkspaceAddresses()));
        app.UseWhen(context => !IsSecretAddress(context) && IsWorkspace(context) && !IsDashboard(context) && !IsMail(context), workspace => workspace.UseSecurityHeaders(SecurityHeaders.PolicyForWorkspace()));
        app.UseWhen(context => IsMail(context) && !IsMessage(context), mail => mail.UseSecurityHeaders(SecurityHeaders.PolicyForMail()));
        app.UseWhen(context => IsMail(context) && IsMessage(context), message => message.UseSecurityHeaders(SecurityHeaders.PolicyForMessage()));
        app.UseWhen(IsDashboard, dashboard => dashboard.UseSecurityHeaders(SecurityHeaders.PolicyForDashboard()));
        app.UseWhen(context => !IsSecretAddress(context) && !IsWorkspace(context) && !SpokenPages.Includes(context), others => others.UseSecurityHeaders(SecurityHeaders.Policy()));
        app.UseWhen(SpokenPages.Includes, spoken => spoken.UseSecurityHeaders(SecurityHeaders.PolicyForSpokenPages()));
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseRequestLocalization();
        app.UseApiProblems(StatusOf);
        app.UseWhen(context => !ApiSetup.IsApi(context), pages =>
        {
            pages.UseExceptionHandler();
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });
        app.UseRouting();
        app.UseApiCors();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapControllers();
        ApiDocument.Map(app);
        OperationEndpoints.Map(app);
        JobsDashboard.Map(app);
        return app;
    }

    private static bool IsSecretAddress(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ResumeLinks.Root) || context.Request.Path.StartsWithSegments(JoinLinks.Root);

    private static bool IsWorkspace(HttpContext context) => context.Request.Path.StartsWithSegments(WorkspaceAuthentication.Root);

    private static bool IsMail(HttpContext context) => context.Request.Path.StartsWithSegments(WorkspaceAuthentication.Root + "/mail", out var rest) && rest.HasValue;

    private static bool IsMessage(HttpContext context) => context.Request.Path.Value!.EndsWith("/message", StringComparison.OrdinalIgnoreCase);

    private static bool IsDashboard(HttpContext context) => context.Request.Path.StartsWithSegments(JobsDashboard.Address);

    // X-Forwarded-* from anybody else is ignored: whoever may set them chooses the address that limits count by.
    private static void TrustConfiguredProxies(ForwardedHeadersOptions options, IConfigurationSection section)
    {
        options.ForwardedHeaders = ForwardedHeaders.None;
        var proxies = section.GetSection("KnownProxies").Get<string[]>() ?? [];
        var networks = section.GetSection("KnownNetworks").Get<string[]>() ?? [];
        if (proxies.Length == 0 && networks.Length == 0)
            return;
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in networks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }

    private static int StatusOf(Exception exception) => DatabaseTrouble.IsAway(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
}
