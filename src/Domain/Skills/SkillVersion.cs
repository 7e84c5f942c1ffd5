namespace AgentBrain.Domain.Skills;

/// <summary>A version of the guidance document for language models. The database holds at most one active version.</summary>
public sealed class SkillVersion
{
    private SkillVersion()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>Version, for example <c>1.2.0</c>.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Name of the skill.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The document.</summary>
    public string Content { get; private set; } = "";

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Who approved it; null when nobody has.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>When it was approved (UTC); null when it is not.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Whether it guides language models now.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The version that it was made from; null for the first.</summary>
    public int? ParentVersionId { get; private set; }

    /// <summary>What it changes.</summary>
    public string? ChangeSummary { get; private set; }
}
