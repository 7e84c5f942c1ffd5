namespace AgentBrain.Web.Areas.Admin;

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Messages">In words; empty when nothing is.</param>
public sealed record FieldErrors(string Field, IReadOnlyList<string> Messages);
