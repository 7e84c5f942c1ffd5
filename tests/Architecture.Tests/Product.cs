using System.Xml.Linq;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Common;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace AgentBrain.Architecture.Tests;

/// <summary>The product as these tests look at it: its assemblies, its code in them, and its files.</summary>
internal static class Product
{
    public static Assembly Domain { get; } = typeof(Session).Assembly;

    public static Assembly Application { get; } = typeof(IApplicationDbContext).Assembly;

    public static Assembly Infrastructure { get; } = typeof(AgentBrainDbContext).Assembly;

    public static Assembly Web { get; } = typeof(InterfaceText).Assembly;

    public static ArchUnitNET.Domain.Architecture Code { get; } = new ArchLoader().LoadAssemblies(Domain, Application, Infrastructure, Web).Build();

    public static string Root { get; } = FindRoot();

    /// <summary>The files of a folder, without what building makes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>What a project file refers to, as "kind name".</summary>
    public static IReadOnlyList<string> References(string project)
    {
        string[] kinds = ["PackageReference", "ProjectReference", "FrameworkReference", "Reference"];
        return
        [
            .. XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants()
                .Where(element => kinds.Contains(element.Name.LocalName))
                .Select(element => $"{element.Name.LocalName} {Path.GetFileName(element.Attribute("Include")!.Value.Split('\\')[^1])}"),
        ];
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
                return directory.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
