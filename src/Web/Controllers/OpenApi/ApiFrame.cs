using System.Globalization;
using System.Text.Json.Nodes;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>What stands around the calls: title, groups, keys, problems; and with all calls there, what their records need and give.</summary>
internal sealed class ApiFrame(IOptions<AntiforgeryOptions> antiforgery) : IOpenApiDocumentTransformer
{
    public const string AdminKey = "AdminKey";
    public const string Cookie = "WorkspaceCookie";
    public const string Antiforgery = "AntiforgeryToken";
    public const string SessionToken = "SessionToken";

    private const string ProblemSchema = "Problem";
    private const string ConflictSchema = "AnswerConflict";
    private const string State = "state";

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["Interviews"] = "Start an interview, answer its questions, finish it, read what it came to. Whoever knows an interview's id may do so; contact details take its token as well.",
        ["Health"] = "Whether the service works.",
        ["Brain"] = "The brain as a text, the footer of reports, and what the brain makes of an answer.",
        ["Feedback"] = "What respondents said of their interviews.",
        ["Administration of interviews"] = "Read, review and delete interviews.",
        ["Skill"] = "Versions of the guidance for language models, and the rules that are suggested for it.",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Agent Brain API",
            Version = "1",
            Description = "Adaptive interviews for programs: start one, answer its questions one at a time, and get the report. "
                + "Administrators read interviews and feedback, and change the brain, with an API key. "
                + "Everything that goes wrong is a problem (RFC 9457) with a `message` for people. Times are ISO 8601 in UTC. A readable form of this document is at `/api/docs`.",
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This host" }];
        AddSecurity(document);
        AddProblems(document);
        CompleteSchemas(document);
        Sort(document, context);
        NameApart(document);
        foreach (var operation in Operations(document))
            AddExamples(operation);
        return Task.CompletedTask;
    }

    /// <summary>Gives a problem its schema, its example and its headers.</summary>
    public static void Complete(OpenApiResponse response, int status, OpenApiDocument document)
    {
        var withState = status == StatusCodes.Status409Conflict && response.Description?.Contains($"`{State}`", StringComparison.Ordinal) == true;
        response.Content = new Dictionary<string, OpenApiMediaType>
        {
            [ApiOperations.Problem] = new() { Schema = new OpenApiSchemaReference(withState ? ConflictSchema : ProblemSchema, document), Example = ProblemExample(status, withState, response.Description) },
        };
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                [HeaderNames.RetryAfter] = new OpenApiHeader
                {
                    Description = "Seconds to wait before the request is repeated.",
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
                    Example = status == StatusCodes.Status429TooManyRequests ? 42 : 5,
                },
            };
        }
    }

    private static JsonObject ProblemExample(int status, bool withState, string? detail)
    {
        // Only the first sentence: the others are about other cases.
        detail = detail is null ? ApiProblem.DetailOf(status) : detail[..(detail.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? end + 1 : detail.Length)];
        var problem = new JsonObject
        {
            ["type"] = ApiProblem.TypeOf(status),
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["message"] = detail,
        };
        if (withState)
            problem[State] = ApiExamples.Of(nameof(StateReply));
        return problem;
    }

    private void AddSecurity(OpenApiDocument document)
    {
        document.AddComponent(AdminKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyAuthentication.Header,
            Description = "An API key. Administrators create keys in the workspace; each has a role.",
        });
        document.AddComponent(Cookie, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "__Host-agentbrain.workspace",
            Description = "The session of somebody who is signed in to the workspace. What changes something needs the antiforgery token as well.",
        });
        document.AddComponent(Antiforgery, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = antiforgery.Value.HeaderName,
            Description = "The antiforgery token of a page of the workspace, with its cookie.",
        });
        document.AddComponent(SessionToken, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The interview's own token, which starting it returns as `session_token`. Without it contact details are hidden or masked, and what is stored is neither handed over nor erased; everything else works.",
        });
    }

    private static void AddProblems(OpenApiDocument document)
    {
        document.Components!.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas.Remove("ProblemDetails");
        document.AddComponent(ProblemSchema, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Something went wrong (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "detail", "message" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("Address of a text on the kind of problem.", "uri"),
                ["title"] = Text("The kind of problem."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status of the response." },
                ["detail"] = Text("What went wrong, and what to do."),
                ["message"] = Text("The same as `detail`, for people."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "What is wrong, by field of the request; `$` is the whole body. Only where fields are wrong.",
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        });
        document.AddComponent(ConflictSchema, new OpenApiSchema
        {
            Description = "An answer that does not fit the interview as it stands.",
            AllOf =
            [
                new OpenApiSchemaReference(ProblemSchema, document),
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { State },
                    Properties = new Dictionary<string, IOpenApiSchema> { [State] = new OpenApiSchemaReference(nameof(StateReply), document) },
                },
            ],
        });
        foreach (var status in ApiOperations.Failures)
        {
            var response = new OpenApiResponse { Description = ApiProblem.DetailOf(status) };
            Complete(response, status, document);
            if (status == StatusCodes.Status400BadRequest)
                response.Content![ApiOperations.Problem].Example!["errors"] = new JsonObject { ["$"] = new JsonArray("The body is not the JSON that this call takes: see line 3, byte 14.") };
            document.AddComponent(ApiOperations.NameOf(status), response);
        }

        static OpenApiSchema Text(string description, string? format = null) => new() { Type = JsonSchemaType.String, Description = description, Format = format };
    }

    private static void CompleteSchemas(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        schemas.Remove(nameof(IFormFile));
        var sent = new HashSet<string>();
        foreach (var media in Operations(document).SelectMany(operation => operation.RequestBody?.Content?.Values ?? []))
            Collect(media.Schema, document, sent);
        foreach (var (name, schema) in schemas.Where(schema => schema.Key is not (ProblemSchema or ConflictSchema)))
        {
            var complete = (OpenApiSchema)schema;
            if (complete.Enum is { Count: > 0 } values)
            {
                complete.Type = JsonSchemaType.String;
                complete.Enum = [.. values.Where(value => value is JsonValue && !JsonNullSentinel.IsJsonNullSentinel(value))];
            }
            complete.Description = Comments.Line(complete.Description);
            foreach (var field in complete.Properties?.Values ?? [])
            {
                field.Description = Comments.Line(field.Description);
                if (field is not OpenApiSchema inline)
                    continue;
                // What a converter of ours reads is a text.
                if (inline is { Type: null, OneOf: null or { Count: 0 }, Enum: null or { Count: 0 } })
                    inline.Type = JsonSchemaType.String | JsonSchemaType.Null;
                FieldFacts.Apply(inline, inline.Description);
            }
            complete.Required = complete.Properties is { Count: > 0 } fields
                ? fields.Where(field => sent.Contains(name) ? IsNeeded(name, field.Key, field.Value) : !IsRare(field.Value)).Select(field => field.Key).ToHashSet()
                : null;
        }
    }

    // What the server writes it always writes, unless its comment says otherwise.
    private static bool IsRare(IOpenApiSchema field) => field.Description?.Contains("not given otherwise", StringComparison.Ordinal) == true;

    // What it reads may be left out where that is the same as null, or where something else is usual.
    private static bool IsNeeded(string schema, string field, IOpenApiSchema type) =>
        (schema, field) is (nameof(FeedbackBody), "rating") or (nameof(ContactBody), "name")
        || (type.Default is null && type.Type?.HasFlag(JsonSchemaType.Null) != true && type.OneOf?.Any(option => option.Type == JsonSchemaType.Null) != true);

    private static void Collect(IOpenApiSchema? schema, OpenApiDocument document, HashSet<string> names)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (names.Add(id) && document.Components!.Schemas!.TryGetValue(id, out var target))
                Collect(target, document, names);
            return;
        }
        if (schema is null)
            return;
        foreach (var part in (IOpenApiSchema?[])[schema.Items, schema.AdditionalProperties, .. schema.Properties?.Values ?? [], .. schema.OneOf ?? [], .. schema.AllOf ?? []])
            Collect(part, document, names);
    }

    // What is open to anybody first, then by group; within a controller as it is written.
    private static void Sort(OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        var calls = context.DescriptionGroups.SelectMany(group => group.Items).ToLookup(call => $"/{call.RelativePath}", call => (ControllerActionDescriptor)call.ActionDescriptor);
        var paths = document.Paths
            .Select(path => (Path: path, First: path.Value.Operations!.First().Value))
            .Select(path => (path.Path, IsOpen: path.First.Extensions?.ContainsKey(ApiOperations.RolesExtension) != true, Group: path.First.Tags!.First().Name!))
            .OrderBy(path => !path.IsOpen).ThenBy(path => Array.IndexOf([.. Groups.Keys], path.Group)).ThenBy(path => path.Group, StringComparer.Ordinal)
            .ThenBy(path => calls[path.Path.Key].First().ControllerName, StringComparer.Ordinal)
            .ThenBy(path => calls[path.Path.Key].Min(action => action.MethodInfo.MetadataToken))
            .ThenBy(path => path.Path.Key, StringComparer.Ordinal)
            .ToList();
        document.Paths = [];
        foreach (var (path, _, _) in paths)
            document.Paths[path.Key] = path.Value;
        document.Tags = new HashSet<OpenApiTag>(paths.Select(path => path.Group).Distinct().Select(group => new OpenApiTag { Name = group, Description = Groups.GetValueOrDefault(group) }));
        document.Components!.Schemas = document.Components.Schemas!.OrderBy(schema => schema.Key, StringComparer.Ordinal).ToDictionary();
    }

    // A call with two addresses has two names.
    private static void NameApart(OpenApiDocument document)
    {
        foreach (var same in Operations(document).GroupBy(operation => operation.OperationId).Where(same => same.Count() > 1))
        {
            foreach (var (number, operation) in same.Index().Skip(1))
                operation.OperationId += (number + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void AddExamples(OpenApiOperation operation)
    {
        foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            media.Example ??= ExampleOf(media.Schema);
        foreach (var response in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            response.Description = Comments.Line(response.Description);
            // What nobody has described is at least what it returns, or what the call is.
            if (response.Description == "OK")
                response.Description = (response.Content?.Values.FirstOrDefault()?.Schema as OpenApiSchemaReference)?.Target?.Description ?? operation.Summary;
        }
        foreach (var (type, media) in operation.Responses!.Values.Where(response => response is OpenApiResponse).SelectMany(response => response.Content ?? new Dictionary<string, OpenApiMediaType>()))
        {
            media.Example ??= type switch
            {
                "text/markdown" => JsonValue.Create(ApiExamples.Report),
                "application/zip" => JsonValue.Create(ApiExamples.Archive),
                _ => ExampleOf(media.Schema),
            };
        }
    }

    private static JsonNode? ExampleOf(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference { Reference.Id: { } name } => ApiExamples.Of(name),
        OpenApiSchema { Items: { } item } when ExampleOf(item) is { } one => new JsonArray(one),
        _ => null,
    };

    private static IEnumerable<OpenApiOperation> Operations(OpenApiDocument document) => document.Paths.Values.SelectMany(path => path.Operations!.Values);
}
