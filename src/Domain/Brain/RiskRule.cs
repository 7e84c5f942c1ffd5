namespace AgentBrain.Domain.Brain;

/// <summary>A risk rule of the working copy.</summary>
public sealed class RiskRule
{
    private RiskRule()
    {
    }

    /// <summary>Stable id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Code that questions and reports refer to; unique.</summary>
    public string Code { get; private set; } = "";

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string Severity { get; private set; } = "medium";

    /// <summary>When the flag is raised.</summary>
    public Condition RuleJson { get; private set; } = null!;

    /// <summary>What the flag means, in Lithuanian.</summary>
    public string? NoteTemplate { get; private set; }

    /// <summary>What the flag means, in English.</summary>
    public string? NoteTemplateEn { get; private set; }

    /// <summary>What the flag means, in Russian.</summary>
    public string? NoteTemplateRu { get; private set; }

    /// <summary>Whether the rule is evaluated.</summary>
    public bool Enabled { get; private set; }

    /// <summary>When it was added (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A row for <paramref name="definition"/>.</summary>
    public static RiskRule From(RiskRuleDefinition definition, DateTimeOffset now) => new()
    {
        Id = definition.Id,
        Code = definition.Code,
        Severity = definition.Severity,
        RuleJson = definition.RuleJson,
        NoteTemplate = definition.NoteTemplate,
        NoteTemplateEn = definition.NoteTemplateEn,
        NoteTemplateRu = definition.NoteTemplateRu,
        Enabled = definition.Enabled,
        CreatedAt = now,
    };

    /// <summary>Takes over another definition of the same rule.</summary>
    public void Change(RiskRuleDefinition definition)
    {
        Code = definition.Code;
        Severity = definition.Severity;
        RuleJson = definition.RuleJson;
        NoteTemplate = definition.NoteTemplate;
        NoteTemplateEn = definition.NoteTemplateEn;
        NoteTemplateRu = definition.NoteTemplateRu;
        Enabled = definition.Enabled;
    }

    /// <summary>The rule as a brain document states it.</summary>
    public RiskRuleDefinition ToDefinition() => new()
    {
        Id = Id,
        Code = Code,
        Severity = Severity,
        RuleJson = RuleJson,
        NoteTemplate = NoteTemplate,
        NoteTemplateEn = NoteTemplateEn,
        NoteTemplateRu = NoteTemplateRu,
        Enabled = Enabled,
    };
}
