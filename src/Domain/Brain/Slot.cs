namespace AgentBrain.Domain.Brain;

/// <summary>A slot of the working copy.</summary>
public sealed class Slot
{
    private Slot()
    {
    }

    /// <summary>Stable key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Lithuanian label.</summary>
    public string? LabelLt { get; private set; }

    /// <summary>English label.</summary>
    public string? LabelEn { get; private set; }

    /// <summary>Russian label.</summary>
    public string? LabelRu { get; private set; }

    /// <summary>What the slot is about, for authors.</summary>
    public string? Description { get; private set; }

    /// <summary>Whether the consultation is incomplete without it.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>Relative importance, 0 to 9.99.</summary>
    public decimal PriorityWeight { get; private set; }

    /// <summary>The quantity that an answer may state in figures; none when null.</summary>
    public MeasureUnit? Measure { get; private set; }

    /// <summary>The canonical answers in order.</summary>
    public IReadOnlyList<SlotOption> Options { get; private set; } = [];

    /// <summary>Place among the slots, counted from 0.</summary>
    public int Position { get; private set; }

    /// <summary>When it was added (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A row for <paramref name="definition"/> at <paramref name="position"/>.</summary>
    public static Slot From(SlotDefinition definition, int position, DateTimeOffset now) => new()
    {
        Key = definition.Key,
        LabelLt = definition.LabelLt,
        LabelEn = definition.LabelEn,
        LabelRu = definition.LabelRu,
        Description = definition.Description,
        IsRequired = definition.IsRequired,
        PriorityWeight = definition.PriorityWeight,
        Measure = definition.Measure,
        Options = definition.Options,
        Position = position,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Takes over another definition of the same slot.</summary>
    public void Change(SlotDefinition definition, int position, DateTimeOffset now)
    {
        LabelLt = definition.LabelLt;
        LabelEn = definition.LabelEn;
        LabelRu = definition.LabelRu;
        Description = definition.Description;
        IsRequired = definition.IsRequired;
        PriorityWeight = definition.PriorityWeight;
        Measure = definition.Measure;
        Options = definition.Options;
        Position = position;
        UpdatedAt = now;
    }

    /// <summary>The slot as a brain document states it.</summary>
    public SlotDefinition ToDefinition() => new()
    {
        Key = Key,
        LabelLt = LabelLt,
        LabelEn = LabelEn,
        LabelRu = LabelRu,
        Description = Description,
        IsRequired = IsRequired,
        PriorityWeight = PriorityWeight,
        Measure = Measure,
        Options = Options,
    };
}
