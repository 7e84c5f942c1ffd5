using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace AgentBrain.Web.Tests.Api;

/// <summary>
/// The document of the API against the API. What changes in it shows in docs/openapi.json: <c>OPENAPI=write</c> brings that file up to date; what then
/// changes in it is to be looked at, because it is what programs rely on.
/// </summary>
public sealed class OpenApiTests
{
    private const string Json = "application/json";
    private string _text = "";
    private JsonObject _document = [];
    private HttpClient _program = null!;

    private static string Snapshot
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
                directory = directory.Parent;
            return Path.Combine(directory!.FullName, "docs", "openapi.json");
        }
    }

    [OneTimeSetUp]
    public async Task Read()
    {
        _program = new HttpClient(SharedApp.App.Server.CreateHandler()) { BaseAddress = AgentBrainApp.Address };
        _text = await _program.GetStringAsync("/api/openapi/v1.json");
        _document = JsonNode.Parse(_text)!.AsObject();
    }

    [OneTimeTearDown]
    public void Close() => _program.Dispose();

    [Test]
    public void The_document_is_the_one_that_is_kept()
    {
        if (Environment.GetEnvironmentVariable("OPENAPI") == "write")
            File.WriteAllText(Snapshot, _text);

        File.ReadAllText(Snapshot).Split('\n').ShouldBe(
            _text.Split('\n'), "docs/openapi.json says something else than the code. Where the code is right, run this test with OPENAPI=write and look at what changes.");
    }

    [Test]
    public void The_document_is_OpenAPI_3_1()
    {
        var read = OpenApiDocument.Parse(_text, "json");

        read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}").ShouldBeEmpty();
        read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}").ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        read.Document!.Paths.Count.ShouldBe(_document["paths"]!.AsObject().Count);
    }

    [Test]
    public void Every_call_is_in_the_document_and_nothing_else() => Operations().Select(call => call.Name).Order().ShouldBe(Routes().Select(route => route.Name).Order());

    [Test]
    public void Every_call_is_described()
    {
        var faults = new List<string>();
        var described = _document["tags"]!.AsArray().Where(group => group!["description"] is not null).Select(group => group!["name"]!.GetValue<string>()).ToList();
        foreach (var (name, operation) in Operations())
        {
            Expect(operation["summary"]?.GetValue<string>().EndsWith('.') == true, "has no summary: give the action a comment");
            Expect(described.Contains(operation["tags"]![0]!.GetValue<string>()), "is in a group that is not described: see ApiFrame");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Expect(parameter!["description"] is not null, $"has a parameter {parameter["name"]} that is not described: give it a comment");
            foreach (var (status, response) in Responses(operation))
            {
                Expect(response["description"]!.GetValue<string>() is not "OK", $"does not say what {status} is");
                Expect(response["content"] is not null, $"says nothing of the body of {status}");
            }
            foreach (var (type, media) in Bodies(operation))
                Expect(media["example"] is not null || type == "multipart/form-data", $"has no example of {media["schema"]!.ToJsonString()}: see ApiExamples");

            void Expect(bool isSo, string fault)
            {
                if (!isSo)
                    faults.Add($"{name} {fault}");
            }
        }
        foreach (var (name, schema) in _document["components"]!["schemas"]!.AsObject())
        {
            faults.AddRange((schema!["properties"]?.AsObject() ?? []).Where(field => !field.Value!.ToJsonString().Contains("\"description\"", StringComparison.Ordinal))
                .Select(field => $"{name}.{field.Key} is not described: give it a comment"));
        }

        faults.ShouldBeEmpty();
        Operations().Select(call => call.Operation["operationId"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Test]
    public void Every_example_fits_its_schema()
    {
        var examples = Operations().SelectMany(call => Bodies(call.Operation).Concat(Problems(call.Operation)).Select(body => (call.Name, body.Media)))
            .Where(body => body.Media["example"] is not null).ToList();

        examples.SelectMany(body => SchemaCheck.Faults(_document, body.Media["schema"]!, body.Media["example"]).Select(fault => $"{body.Name}: {fault}")).ShouldBeEmpty();
        examples.Count.ShouldBeGreaterThan(Operations().Count());
    }

    [TestCase("""{"question_id": "Q_USERS"}""", "has no text")]
    [TestCase("""{"question_id": "Q_USERS", "text": "Us.", "more": 1}""", "has an unknown more")]
    [TestCase("""{"question_id": 7, "text": "Us."}""", "is integer, not string")]
    public void An_example_that_does_not_fit_is_found(string example, string fault) =>
        SchemaCheck.Faults(_document, new JsonObject { ["$ref"] = "#/components/schemas/AnswerPart" }, JsonNode.Parse(example)).Single().ShouldEndWith(fault);

    [Test]
    public void Every_call_says_what_may_go_wrong_and_who_may_use_it()
    {
        foreach (var (name, operation) in Operations())
        {
            var route = Routes().Single(route => route.Name == name).Endpoint;
            var permission = route.Metadata.GetMetadata<PermitApiAttribute>()?.Policy;
            var expected = new List<string> { "500", "503" };
            if (permission is not null)
                expected.AddRange(["401", "403"]);
            if (name != "GET /api/health")
                expected.Add("429");
            if (name.Contains('{', StringComparison.Ordinal))
                expected.Add("404");
            if (operation["requestBody"] is not null)
                expected.AddRange(["400", "413", "415"]);

            var responses = Responses(operation).ToDictionary(response => response.Status, response => response.Response);
            expected.Where(status => !responses.ContainsKey(status)).ShouldBeEmpty(name);
            Problems(operation).Count().ShouldBe(responses.Keys.Count(status => status[0] is '4' or '5') - (name == "GET /api/health" ? 1 : 0), name);
            responses.Where(response => response.Key is "429" || (response.Key is "503" && name != "GET /api/health")).ShouldAllBe(response => response.Value["headers"]!["Retry-After"] != null, name);

            var security = operation["security"]?.ToJsonString();
            if (permission is null)
            {
                security.ShouldBe(name.Contains("{id}", StringComparison.Ordinal) ? """[{},{"SessionToken":[]}]""" : null, name);
                operation["x-roles"].ShouldBeNull();
                continue;
            }
            security.ShouldBe(name.StartsWith("GET ", StringComparison.Ordinal) ? """[{"AdminKey":[]},{"WorkspaceCookie":[]}]""" : """[{"AdminKey":[]},{"WorkspaceCookie":[],"AntiforgeryToken":[]}]""", name);
            operation["x-roles"]!.AsArray().Select(role => role!.GetValue<string>()).ShouldBe(Permissions.RolesWith(Enum.Parse<Permission>(permission)), name);
        }
    }

    [Test]
    public async Task What_the_document_says_of_the_fields_of_a_request_is_so()
    {
        var started = JsonNode.Parse(await (await _program.PostAsync("/api/session/start", null)).Content.ReadAsStringAsync())!;
        var tried = 0;
        foreach (var (name, operation) in Operations().Where(call => call.Operation["x-roles"] is null && call.Operation["requestBody"]?["content"]?[Json] is not null))
        {
            var media = operation["requestBody"]!["content"]![Json]!;
            var address = name.Split(' ')[1].Replace("{id}", started["session_id"]!.GetValue<string>(), StringComparison.Ordinal);
            foreach (var (field, wrong) in Wrong(media["schema"]!, media["example"]!))
            {
                using var response = await _program.PostAsJsonAsync(address, wrong);

                response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{name} takes {field}: {wrong.ToJsonString()[..Math.Min(200, wrong.ToJsonString().Length)]}");
                tried++;
            }
        }

        tried.ShouldBeGreaterThanOrEqualTo(12);
    }

    [Test]
    public async Task The_document_is_sent_again_only_when_it_has_changed()
    {
        using var first = await _program.GetAsync("/api/openapi/v1.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/openapi/v1.json") { Headers = { IfNoneMatch = { first.Headers.ETag.ShouldNotBeNull() } } };
        using var second = await _program.SendAsync(request);

        first.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    /// <summary>The example with each field in turn beyond what its schema allows.</summary>
    private IEnumerable<(string Field, JsonNode Body)> Wrong(JsonNode schema, JsonNode example)
    {
        foreach (var (path, rules) in Fields(schema, []))
        {
            if (rules["maxLength"]?.GetValue<int>() is { } most)
                yield return With(path, new string('a', most + 1));
            if (rules["maximum"]?.GetValue<int>() is { } highest)
                yield return With(path, highest + 1);
            if (rules["minimum"]?.GetValue<int>() is { } lowest)
                yield return With(path, lowest - 1);
            if (rules["enum"] is not null)
                yield return With(path, "other");
            if (rules["format"] is not null && rules["type"]!.ToJsonString().Contains("string", StringComparison.Ordinal))
                yield return With(path, "no such thing");
        }

        (string Field, JsonNode Body) With(IReadOnlyList<object> path, JsonNode value)
        {
            var body = example.DeepClone();
            var parent = path.Take(path.Count - 1).Aggregate(body, (node, step) => step is int number ? node[number]! : node[(string)step]!);
            parent[(string)path[^1]] = value;
            return (string.Join('.', path), body);
        }
    }

    private IEnumerable<(IReadOnlyList<object> Path, JsonObject Rules)> Fields(JsonNode schema, IReadOnlyList<object> path)
    {
        var rules = SchemaCheck.Resolve(_document, schema["oneOf"]?.AsArray().Single(option => option!["$ref"] is not null) ?? schema);
        if (rules["items"] is { } items)
            return Fields(items, [.. path, 0]);
        return rules["properties"] is JsonObject fields ? fields.SelectMany(field => Fields(field.Value!, [.. path, field.Key])) : [(path, rules)];
    }

    private IEnumerable<(string Name, JsonObject Operation)> Operations() => _document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject())));

    private IEnumerable<(string Status, JsonObject Response)> Responses(JsonObject operation) =>
        operation["responses"]!.AsObject().Select(response => (response.Key, SchemaCheck.Resolve(_document, response.Value!)));

    private IEnumerable<(string Type, JsonNode Media)> Bodies(JsonObject operation) => Responses(operation).Select(response => response.Response["content"])
        .Prepend(operation["requestBody"]?["content"])
        .OfType<JsonObject>().SelectMany(content => content).Where(media => media.Key != "application/problem+json").Select(media => (media.Key, media.Value!));

    private IEnumerable<(string Type, JsonNode Media)> Problems(JsonObject operation) => Responses(operation).Select(response => response.Response["content"]?["application/problem+json"])
        .OfType<JsonNode>().Select(media => ("application/problem+json", media));

    private static IEnumerable<(string Name, RouteEndpoint Endpoint)> Routes() => SharedApp.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => ($"{method} /{Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{(\w+)(:[^}]*)?\}", "{$1}")}", endpoint)));
}
