namespace AgentBrain.Web.Common;

/// <summary>The way back above a page's title.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Words">What it says.</param>
public sealed record BackLink(string? Address, string Words);
