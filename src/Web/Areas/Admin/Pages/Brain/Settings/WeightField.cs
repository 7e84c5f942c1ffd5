namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;

/// <summary>A weight on a form.</summary>
/// <param name="Id">Id of the field.</param>
/// <param name="Name">Name of the field.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Meaning">What it does, in plain words.</param>
/// <param name="Value">What is typed.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="ReadOnly">Whether it can only be read.</param>
/// <param name="Example">What it does to a concrete question now; null for none.</param>
public sealed record WeightField(string Id, string Name, string Label, string Meaning, string? Value, FieldErrors Errors, bool ReadOnly, string? Example = null);
