namespace AgentBrain.Domain.Brain;

/// <summary>A question of the working copy.</summary>
public sealed class BrainQuestion
{
    private BrainQuestion()
    {
    }

    /// <summary>Stable id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Lithuanian text.</summary>
    public string TextLt { get; private set; } = "";

    /// <summary>English text.</summary>
    public string? TextEn { get; private set; }

    /// <summary>Russian text.</summary>
    public string? TextRu { get; private set; }

    /// <summary>Importance among equals, usually 0 to 100.</summary>
    public int BasePriority { get; private set; }

    /// <summary>The round (1 to 3) it belongs to; null for none.</summary>
    public int? RoundHint { get; private set; }

    /// <summary>Keys of the slots that an answer fills.</summary>
    public IReadOnlyList<string> SlotCoverage { get; private set; } = [];

    /// <summary>Codes of the risks that an answer clarifies.</summary>
    public IReadOnlyList<string> RiskCoverage { get; private set; } = [];

    /// <summary>Whether it may be asked only while a risk that it covers is raised.</summary>
    public bool RequiresRisk { get; private set; }

    /// <summary>Whether it takes part in interviews.</summary>
    public bool Enabled { get; private set; }

    /// <summary>When it was added (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A row for <paramref name="definition"/>.</summary>
    public static BrainQuestion From(QuestionDefinition definition, DateTimeOffset now) => new()
    {
        Id = definition.Id,
        TextLt = definition.TextLt,
        TextEn = definition.TextEn,
        TextRu = definition.TextRu,
        BasePriority = definition.BasePriority,
        RoundHint = definition.RoundHint,
        SlotCoverage = definition.SlotCoverage,
        RiskCoverage = definition.RiskCoverage,
        RequiresRisk = definition.RequiresRisk,
        Enabled = definition.Enabled,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Takes over another definition of the same question.</summary>
    public void Change(QuestionDefinition definition, DateTimeOffset now)
    {
        TextLt = definition.TextLt;
        TextEn = definition.TextEn;
        TextRu = definition.TextRu;
        BasePriority = definition.BasePriority;
        RoundHint = definition.RoundHint;
        SlotCoverage = definition.SlotCoverage;
        RiskCoverage = definition.RiskCoverage;
        RequiresRisk = definition.RequiresRisk;
        Enabled = definition.Enabled;
        UpdatedAt = now;
    }

    /// <summary>The question as a brain document states it.</summary>
    public QuestionDefinition ToDefinition() => new()
    {
        Id = Id,
        TextLt = TextLt,
        TextEn = TextEn,
        TextRu = TextRu,
        BasePriority = BasePriority,
        RoundHint = RoundHint,
        SlotCoverage = SlotCoverage,
        RiskCoverage = RiskCoverage,
        RequiresRisk = RequiresRisk,
        Enabled = Enabled,
    };
}
