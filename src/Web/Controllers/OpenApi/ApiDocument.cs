using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>The document that describes the API (OpenAPI 3.1), made once from its controllers, their records and the comments on both.</summary>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Address = "/api/openapi/v1.json";
    private const string Name = "v1";
    private const int TagBytes = 8;
    private readonly Lazy<Task<Written>> _written = new(() => WriteAsync(provider));

    /// <summary>The document as people read it.</summary>
    public async Task<ApiReference> ReferenceAsync() => (await _written.Value).Reference;

    internal static void Register(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            ApiJson.Describe(options.SerializerOptions);
            // Numbers in quotes are read as well, which is nothing to recommend.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // The comments are found only where the name is written out.
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer<ApiOperations>();
            options.AddDocumentTransformer<ApiFrame>();
        });
        services.AddSingleton<ApiDocument>();
    }

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapGet(Address, async (ApiDocument document) =>
        {
            var written = await document._written.Value;
            return Results.Bytes(written.Bytes, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue(written.Tag));
        })
        .ExcludeFromDescription();

    private static async Task<Written> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n") + "\n");
        return new Written(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, TagBytes))}\"", ApiReference.Of(JsonNode.Parse(bytes)!.AsObject()));
    }

    private sealed record Written(byte[] Bytes, string Tag, ApiReference Reference);
}
