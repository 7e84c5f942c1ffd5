using System.Diagnostics;
using OpenTelemetry;

namespace AgentBrain.Web.Operation;

/// <summary>
/// Takes out of the traces of requests whatever a visitor sent: an address may be a secret link, or hold what somebody looked for. The route's template
/// says which page it was. Names that are not known here are taken out as well.
/// </summary>
internal sealed class UntoldAddresses : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Told =
    [
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
    ];

    public override void OnEnd(Activity data)
    {
        if (data.Kind != ActivityKind.Server)
            return;
        foreach (var (name, _) in data.TagObjects.Where(tag => !Told.Contains(tag.Key)).ToList())
            data.SetTag(name, null);
        data.TraceStateString = null;
    }
}
