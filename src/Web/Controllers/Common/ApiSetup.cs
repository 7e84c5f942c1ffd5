using System.ComponentModel.DataAnnotations;
using AgentBrain.Application.Common;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.OpenApi;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Registers the JSON API and what goes on around its calls.</summary>
public static class ApiSetup
{
    private const string CorsPolicy = "api";
    private static readonly string[] CorsHeaders = ["Authorization", "Content-Type", "Idempotency-Key"];
    private static readonly string[] ExposedHeaders = ["Content-Disposition", "Retry-After"];

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddControllers(options =>
        {
            options.Filters.Add<ApiExceptionFilter>();
            // Before anything else looks at the request.
            options.Filters.Add<SameSiteFilter>(int.MinValue);
            options.ModelMetadataDetailsProviders.Add(new NeededField());
        })
            .ConfigureApiBehaviorOptions(options => options.InvalidModelStateResponseFactory = ApiJson.Unreadable)
            .AddJsonOptions(options =>
            {
                ApiJson.Configure(options.JsonSerializerOptions);
                options.AllowInputFormatterExceptionMessages = false;
            });
        ApiDocument.Register(services);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiProblem.Complete);
        services.AddScoped<BearerToken>();
        services.AddScoped<Transcriptions>();
        services.AddScoped<ICurrentRespondent>(provider => IsApi(provider.GetRequiredService<IHttpContextAccessor>().HttpContext)
            ? provider.GetRequiredService<BearerToken>()
            : provider.GetRequiredService<RespondentCookie>());

        var origins = configuration.GetSection("Api:AllowedOrigins").Get<string[]>() ?? [];
        services.AddCors(options => options.AddPolicy(CorsPolicy, policy => policy
            .WithOrigins(origins).WithMethods("GET", "POST").WithHeaders(CorsHeaders).WithExposedHeaders(ExposedHeaders)));
        return services;
    }

    /// <summary>Lets scripts of the configured sites call the API.</summary>
    public static void UseApiCors(this IApplicationBuilder app) => app.UseWhen(IsApi, api => api.UseCors(CorsPolicy));

    /// <summary>Tells failures of the API as problems.</summary>
    public static void UseApiProblems(this IApplicationBuilder app, Func<Exception, int> status) => app.UseWhen(IsApi, api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ApiProblem.WriteAsync, StatusCodeSelector = status });
        api.UseStatusCodePages(context => ApiProblem.WriteAsync(context.HttpContext));
    });

    /// <summary>Says of a field that is missing just that; the framework's sentence names it as the code does.</summary>
    private sealed class NeededField : IValidationMetadataProvider
    {
        public void CreateValidationMetadata(ValidationMetadataProviderContext context)
        {
            foreach (var required in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>())
                required.ErrorMessage ??= "This field is needed.";
        }
    }

    public static bool IsApi(HttpContext? context) => context?.Request.Path.StartsWithSegments(ApiController.Root) == true;
}
