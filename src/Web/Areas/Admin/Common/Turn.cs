using AgentBrain.Application.Interviews;

namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>What stands below the heading of an entry of a timeline: the model of <c>_Turn</c>.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Language">Language of the respondent's words.</param>
public sealed record Turn(TimelineEntry Entry, string Language);
