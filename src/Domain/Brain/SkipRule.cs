namespace AgentBrain.Domain.Brain;

/// <summary>A skip rule of the working copy.</summary>
public sealed class SkipRule
{
    private SkipRule()
    {
    }

    /// <summary>Stable id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Key of the slot that is looked at.</summary>
    public string ConditionSlot { get; private set; } = "";

    /// <summary><c>contains_any</c>, <c>not_contains_any</c>, <c>equals_any</c> or <c>not_equals_any</c>.</summary>
    public string ConditionType { get; private set; } = "";

    /// <summary>The texts to compare with.</summary>
    public IReadOnlyList<string> ConditionValues { get; private set; } = [];

    /// <summary>Ids of the questions left out.</summary>
    public IReadOnlyList<string> SkipQuestionIds { get; private set; } = [];

    /// <summary>Whether the rule is evaluated.</summary>
    public bool Enabled { get; private set; }

    /// <summary>When it was added (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A row for <paramref name="definition"/>.</summary>
    public static SkipRule From(SkipRuleDefinition definition, DateTimeOffset now) => new()
    {
        Id = definition.Id,
        ConditionSlot = definition.ConditionSlot,
        ConditionType = definition.ConditionType,
        ConditionValues = definition.ConditionValues,
        SkipQuestionIds = definition.SkipQuestionIds,
        Enabled = definition.Enabled,
        CreatedAt = now,
    };

    /// <summary>Takes over another definition of the same rule.</summary>
    public void Change(SkipRuleDefinition definition)
    {
        ConditionSlot = definition.ConditionSlot;
        ConditionType = definition.ConditionType;
        ConditionValues = definition.ConditionValues;
        SkipQuestionIds = definition.SkipQuestionIds;
        Enabled = definition.Enabled;
    }

    /// <summary>The rule as a brain document states it.</summary>
    public SkipRuleDefinition ToDefinition() => new()
    {
        Id = Id,
        ConditionSlot = ConditionSlot,
        ConditionType = ConditionType,
        ConditionValues = ConditionValues,
        SkipQuestionIds = SkipQuestionIds,
        Enabled = Enabled,
    };
}
