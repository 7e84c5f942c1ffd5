using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AgentBrain.Web.Tests.Support;

/// <summary>A response as a browser sees it.</summary>
public sealed class HtmlPage
{
    private HtmlPage(HttpResponseMessage response, string body)
    {
        Response = response;
        Body = body;
        Document = new HtmlParser().ParseDocument(body);
    }

    public HttpResponseMessage Response { get; }

    public string Body { get; }

    public IDocument Document { get; }

    public HttpStatusCode Status => Response.StatusCode;

    public HttpResponseHeaders Headers => Response.Headers;

    public Uri Address => Response.RequestMessage!.RequestUri!;

    public bool IsRedirect => Status is HttpStatusCode.Redirect or HttpStatusCode.SeeOther;

    public string Language => Document.DocumentElement.GetAttribute("lang") ?? "";

    public string Title => Text("h1");

    /// <summary>The messages of the error summary, each with the id that it leads to.</summary>
    public IReadOnlyList<(string Message, string Target)> ErrorSummary =>
        [.. Document.QuerySelectorAll(".error-summary li").Select(item => (item.TextContent.Trim(), item.QuerySelector("a")?.GetAttribute("href") ?? ""))];

    public static async Task<HtmlPage> ReadAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    /// <summary>The text of the first element that fits, with its white space collapsed as browsers do; empty when there is none.</summary>
    public string Text(string selector) =>
        string.Join(' ', (Document.QuerySelector(selector)?.TextContent ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    public HtmlForm Form(string selector = "main form") =>
        HtmlForm.Of(Document.QuerySelector(selector) ?? throw new InvalidOperationException($"There is no form {selector} on {Address}."));
}
