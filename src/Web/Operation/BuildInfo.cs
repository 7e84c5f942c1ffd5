using System.Reflection;

namespace AgentBrain.Web.Operation;

/// <summary>Which build runs.</summary>
/// <param name="Commit">The commit that it was made from; <see cref="Unknown"/> without a repository.</param>
/// <param name="BuildTime">When <c>deploy/deploy.sh</c> made it, in UTC; <see cref="Unknown"/> for every other build.</param>
public sealed record BuildInfo(string Commit, string BuildTime)
{
    public const string Unknown = "unknown";

    // What Web.csproj puts in the place of a commit.
    private const string NoCommit = "0000000000000000000000000000000000000000";

    /// <summary>That of this program.</summary>
    public static BuildInfo OfProgram { get; } = Of(typeof(BuildInfo).Assembly);

    private static BuildInfo Of(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);
        var commit = version.Length == 2 && version[1] != NoCommit ? version[1] : Unknown;
        var built = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == nameof(BuildTime))?.Value;
        return new BuildInfo(commit, built ?? Unknown);
    }
}
