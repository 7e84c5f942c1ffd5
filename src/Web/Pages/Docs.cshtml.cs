using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.OpenApi;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Pages;

/// <summary>The JSON API for people: how to begin, and every call, read from the document that programs read.</summary>
public sealed class DocsModel(ApiDocument document, RateLimits limits) : PageModel
{
    private readonly HashSet<string> _shown = [];

    public RateLimits Limits { get; } = limits;

    public ApiReference Reference { get; private set; } = null!;

    /// <summary>Scheme and host, as the reader has reached them.</summary>
    public string Host => $"{Request.Scheme}://{Request.Host}{Request.PathBase}";

    /// <summary>Records that are part of others; those that a call takes or gives stand with the call.</summary>
    public IEnumerable<ApiRecord> Records => Reference.Records.Where(record => _shown.Contains(record.Name));

    public async Task OnGetAsync()
    {
        Reference = await document.ReferenceAsync();
        var calls = Reference.Groups.SelectMany(group => group.Calls).ToList();
        var fields = calls.SelectMany(call => call.Body.Concat(call.Responses.SelectMany(response => response.Fields))).Concat(Reference.Records.SelectMany(record => record.Fields));
        _shown.UnionWith(fields.Select(field => field.Record).Concat(calls.SelectMany(call => call.Responses.Skip(1)).Select(failure => failure.Record)).OfType<string>());
    }
}
