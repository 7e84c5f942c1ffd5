using AgentBrain.Infrastructure.Persistence.LocalServer;

namespace AgentBrain.Web.Tests.Support;

/// <summary>
/// Ports of this machine for servers that start later or go and come back. Systems give none of them to others meanwhile, as they do with ports that
/// were theirs to choose.
/// </summary>
internal static class FreePorts
{
    public static int Choose() => Choose(1)[0];

    /// <summary>As many, each another.</summary>
    public static IReadOnlyList<int> Choose(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
            ports.Add(LoopbackPort.Choose());
        return [.. ports];
    }
}
