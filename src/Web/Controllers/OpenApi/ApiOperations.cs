using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBrain.Application.Accounts;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>Says of each call what holds for calls of its kind: who may use it, which media it takes and gives, and what may go wrong.</summary>
internal sealed class ApiOperations : IOpenApiOperationTransformer
{
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";

    public const string Form = "multipart/form-data";

    /// <summary>Which roles may use a call; without it, anybody may.</summary>
    public const string RolesExtension = "x-roles";

    /// <summary>What goes wrong with calls of one kind or another, in the order of the document.</summary>
    public static readonly IReadOnlyList<int> Failures =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound,
        StatusCodes.Status410Gone,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable,
    ];

    // What is named in an address, by the part of the address before it.
    private static readonly Dictionary<string, string> Things = new()
    {
        ["session"] = "Id of the interview.",
        ["sessions"] = "Id of the interview.",
        ["feedback"] = "Id of the feedback.",
        ["versions"] = "Id of the version.",
        ["rules"] = "Id of the rule.",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var call = context.Description;
        var action = (ControllerActionDescriptor)call.ActionDescriptor;
        operation.OperationId = JsonNamingPolicy.CamelCase.ConvertName(action.ControllerName + action.ActionName);
        operation.Summary = Comments.Line(operation.Summary);
        operation.Description = Comments.Line(operation.Description);
        SetMedia(operation);
        SetParameters(operation, call, action);
        SetForm(operation, call);
        SetSecurity(operation, call, context.Document!);
        SetFailures(operation, call, context.Document!);
        return Task.CompletedTask;
    }

    /// <summary>Name of what is said once of a failure.</summary>
    public static string NameOf(int status) => ((System.Net.HttpStatusCode)status).ToString();

    // Formatters know more media than anybody should have to choose from.
    private static void SetMedia(OpenApiOperation operation)
    {
        if (operation.RequestBody is OpenApiRequestBody { Content: { } taken } body && taken.TryGetValue(Json, out var json))
        {
            body.Content = new Dictionary<string, OpenApiMediaType> { [Json] = json };
            // A body that may be left out is not null where it is there.
            if (json.Schema is OpenApiSchema { OneOf: { } options } && options.OfType<OpenApiSchemaReference>().SingleOrDefault() is { } only)
                json.Schema = only;
        }
        foreach (var response in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            foreach (var media in new[] { Problem, Json })
            {
                if (response.Content?.TryGetValue(media, out var kept) == true)
                {
                    response.Content = new Dictionary<string, OpenApiMediaType> { [media] = kept };
                    break;
                }
            }
        }
    }

    private static void SetParameters(OpenApiOperation operation, ApiDescription call, ControllerActionDescriptor action)
    {
        var parts = call.RelativePath!.Split('/');
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var described = call.ParameterDescriptions.Single(description => description.Name == parameter.Name);
            parameter.Description = Comments.OfParameter(action.MethodInfo, described.ParameterDescriptor.Name);
            if (parameter.In == ParameterLocation.Path)
                parameter.Description ??= Things.GetValueOrDefault(parts[Math.Max(0, Array.IndexOf(parts, $"{{{parameter.Name}}}") - 1)]);
            parameter.Required |= parameter.Description?.Contains("it is needed", StringComparison.Ordinal) == true;
            if (parameter.Schema is OpenApiSchema schema)
                FieldFacts.Apply(schema, parameter.Description);
        }
        if (operation.RequestBody is OpenApiRequestBody body)
            body.Description = call.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body) is { } sent ? Comments.OfParameter(action.MethodInfo, sent.Name) : null;
    }

    private static void SetForm(OpenApiOperation operation, ApiDescription call)
    {
        if (operation.RequestBody?.Content is not { } content || !content.TryGetValue(Form, out var media) || media.Schema is not OpenApiSchema form)
            return;
        form.Properties = new Dictionary<string, IOpenApiSchema>();
        form.Required = new HashSet<string>();
        foreach (var field in call.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Form || parameter.Source == BindingSource.FormFile))
        {
            var isFile = field.Source == BindingSource.FormFile;
            var comment = field.ModelMetadata is { ContainerType: { } type, PropertyName: { } property } ? Comments.OfProperty(type, property) : null;
            var schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = isFile ? "binary" : null, Description = comment };
            FieldFacts.Apply(schema, comment);
            form.Properties[ApiJson.Path(field.Name)] = schema;
            if (isFile)
                form.Required.Add(ApiJson.Path(field.Name));
        }
    }

    private static void SetSecurity(OpenApiOperation operation, ApiDescription call, OpenApiDocument document)
    {
        if (PermissionOf(call) is { } permission)
        {
            var cookie = Requirement(ApiFrame.Cookie);
            if (!HttpMethods.IsGet(call.HttpMethod!))
                cookie.Add(new OpenApiSecuritySchemeReference(ApiFrame.Antiforgery, document), []);
            operation.Security = [Requirement(ApiFrame.AdminKey), cookie];
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions[RolesExtension] = new JsonNodeExtension(new JsonArray([.. Permissions.RolesWith(permission).Select(role => JsonValue.Create(role))]));
        }
        else if (call.ParameterDescriptions.Any(parameter => parameter.Source == BindingSource.Path))
        {
            operation.Security = [[], Requirement(ApiFrame.SessionToken)];
        }

        OpenApiSecurityRequirement Requirement(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
    }

    private static void SetFailures(OpenApiOperation operation, ApiDescription call, OpenApiDocument document)
    {
        var responses = operation.Responses!;
        foreach (var status in Failures.Where(status => CanBe(status, call)))
        {
            var code = status.ToString(CultureInfo.InvariantCulture);
            responses.TryAdd(code, new OpenApiResponseReference(NameOf(status), document));
        }
        foreach (var (code, response) in responses.Where(response => response.Value.Content?.ContainsKey(Problem) == true && response.Value is OpenApiResponse))
            ApiFrame.Complete((OpenApiResponse)response, int.Parse(code, CultureInfo.InvariantCulture), document);
        operation.Responses = [];
        foreach (var (code, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal))
            operation.Responses[code] = response;
    }

    private static bool CanBe(int status, ApiDescription call)
    {
        var sources = call.ParameterDescriptions.Select(parameter => parameter.Source).ToList();
        var hasBody = sources.Any(source => source == BindingSource.Body || source == BindingSource.Form || source == BindingSource.FormFile);
        return status switch
        {
            StatusCodes.Status400BadRequest => sources.Any(source => source != BindingSource.Path) || (PermissionOf(call) is not null && !HttpMethods.IsGet(call.HttpMethod!)),
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => PermissionOf(call) is not null,
            StatusCodes.Status404NotFound => sources.Contains(BindingSource.Path),
            StatusCodes.Status410Gone => call.RelativePath!.Contains("session/{id", StringComparison.Ordinal) || call.RelativePath.Contains("sessions/{id", StringComparison.Ordinal),
            StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType => hasBody,
            StatusCodes.Status429TooManyRequests => PermissionOf(call) is not null || call.ActionDescriptor.EndpointMetadata.OfType<EnableRateLimitingAttribute>().Any(),
            _ => true,
        };
    }

    private static Permission? PermissionOf(ApiDescription call) =>
        call.ActionDescriptor.EndpointMetadata.OfType<PermitApiAttribute>().LastOrDefault() is { Policy: { } policy } ? Enum.Parse<Permission>(policy) : null;
}
