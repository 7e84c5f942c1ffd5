namespace AgentBrain.Web.Commands;

/// <summary>Paths as people type them.</summary>
internal static class TypedPath
{
    /// <summary>The full path. "dotnet run" starts in the folder of the project; what is typed is meant from where it is typed.</summary>
    public static string Of(string path)
    {
        var typedAt = Environment.GetEnvironmentVariable("PWD");
        return typedAt is not null && Path.IsPathFullyQualified(typedAt) && Directory.Exists(typedAt) ? Path.GetFullPath(path, typedAt) : Path.GetFullPath(path);
    }
}
