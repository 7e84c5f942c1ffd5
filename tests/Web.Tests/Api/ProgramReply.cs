using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AgentBrain.Web.Tests.Api;

/// <summary>What the API said.</summary>
internal sealed record ProgramReply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    /// <summary>Its problem, which every one has to be like.</summary>
    public JsonNode Problem(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        var problem = Json;
        problem["status"]!.GetValue<int>().ShouldBe((int)status);
        problem["type"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["message"]!.GetValue<string>().ShouldBe(problem["detail"]!.GetValue<string>());
        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            Headers.RetryAfter.ShouldNotBeNull();
        return problem;
    }

    /// <summary>The fields that a problem of status 400 is about, with what is wrong.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => Problem(HttpStatusCode.BadRequest)["errors"].ShouldNotBeNull(Text).AsObject()
        .ToDictionary(error => error.Key, error => error.Value!.AsArray().Select(message => message!.GetValue<string>()).ToArray());
}

/// <summary>Calls the API as a program does: without cookies.</summary>
internal static class Programs
{
    public static HttpClient NewProgram(this AgentBrainApp app, string? key = null, string? token = null)
    {
        var program = new HttpClient(app.Server.CreateHandler()) { BaseAddress = new Uri(AgentBrainApp.Address, "/api/") };
        if (key is not null)
            program.DefaultRequestHeaders.Add("X-Admin-Key", key);
        if (token is not null)
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    public static Task<ProgramReply> CallAsync(this HttpClient program, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers) =>
        program.CallAsync(method, path, body is null ? null : JsonContent.Create(body), headers);

    public static async Task<ProgramReply> CallAsync(this HttpClient program, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await program.SendAsync(request);
        return new ProgramReply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    public static Task<ProgramReply> ReadAsync(this HttpClient program, string path) => program.CallAsync(HttpMethod.Get, path);

    public static Task<ProgramReply> SendAsync(this HttpClient program, string path, object? body = null, params (string Name, string Value)[] headers) =>
        program.CallAsync(HttpMethod.Post, path, body, headers);
}
