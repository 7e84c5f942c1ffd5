using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>
/// Comments in the code on what has another name in requests than in the code (<c>Idempotency-Key</c>, fields of forms): those the framework's generator
/// does not find, or gives to the body.
/// </summary>
internal static partial class Comments
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(Load);

    public static string? OfParameter(MethodInfo method, string name) =>
        Text(Members.Value.GetValueOrDefault($"M:{method.DeclaringType!.FullName}.{method.Name}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == name));

    public static string? OfProperty(Type type, string name) => Text(Members.Value.GetValueOrDefault($"P:{type.FullName}.{name}")?.Element("summary"));

    /// <summary>A comment in one line.</summary>
    public static string? Line(string? text) => text is null ? null : Spaces().Replace(text.Trim(), " ");

    private static string? Text(XElement? element) => Line(element?.Value);

    // Actions have no overloads, so that their parameters need not be told apart.
    private static Dictionary<string, XElement> Load() => XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, $"{typeof(Comments).Assembly.GetName().Name}.xml"))
        .Descendants("member")
        .GroupBy(member => member.Attribute("name")!.Value.Split('(')[0])
        .ToDictionary(members => members.Key, members => members.First());

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
