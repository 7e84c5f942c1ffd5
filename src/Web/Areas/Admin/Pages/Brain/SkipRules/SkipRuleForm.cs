namespace AgentBrain.Web.Areas.Admin.Pages.Brain.SkipRules;

/// <summary>The form of a skip rule, without its condition.</summary>
public sealed class SkipRuleForm
{
    public string? Id { get; set; }

    public List<string> SkipQuestionIds { get; set; } = [];

    public bool Enabled { get; set; }
}
