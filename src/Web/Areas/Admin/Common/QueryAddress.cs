using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>Addresses of the present page with another sorting, filter or page.</summary>
public static class QueryAddress
{
    /// <summary>The present address with parts of its query replaced; null leaves a part out.</summary>
    public static string With(this HttpRequest request, params (string Key, object? Value)[] parts)
    {
        var query = request.Query
            .Where(part => !parts.Any(other => string.Equals(other.Key, part.Key, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value)))
            .Concat(parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Key, Convert.ToString(part.Value, CultureInfo.InvariantCulture))));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, query);
    }
}
