using System.Text.Json;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Common;

/// <summary>Names places of a brain for those who see its text rather than pages.</summary>
internal static class BrainPlaces
{
    /// <summary>A place as the text calls it: "slots purpose label_en".</summary>
    public static string Name(BrainAddress at) =>
        string.Join(' ', new[] { JsonNamingPolicy.SnakeCaseLower.ConvertName(at.Section.ToString()), at.Id, at.Member }.Where(part => !string.IsNullOrEmpty(part)));
}
