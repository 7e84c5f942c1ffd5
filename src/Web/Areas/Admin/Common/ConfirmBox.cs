namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>The form of a page that asks before something is done for good: the model of <c>_Confirm</c>. The page's title names the act and the object.</summary>
/// <param name="Button">Repeats the verb, for example "Delete the question".</param>
/// <param name="Cancel">Where "Cancel" leads.</param>
/// <param name="Consequences">What will happen, a sentence each.</param>
public sealed record ConfirmBox(string Button, string Cancel, params IReadOnlyList<string> Consequences);
