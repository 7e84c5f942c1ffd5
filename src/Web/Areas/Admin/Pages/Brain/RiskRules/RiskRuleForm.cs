using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.RiskRules;

/// <summary>The form of a risk rule, without its condition.</summary>
public sealed class RiskRuleForm
{
    public string? Id { get; set; }

    public string? Code { get; set; }

    public string? Severity { get; set; }

    public string? NoteTemplate { get; set; }

    public string? NoteTemplateEn { get; set; }

    public string? NoteTemplateRu { get; set; }

    public bool Enabled { get; set; }

    /// <summary>The note in all languages.</summary>
    public LocalizedText Note => new(NoteTemplate, NoteTemplateEn, NoteTemplateRu);
}
