namespace AgentBrain.Domain.Skills;

/// <summary>A suggested change of the skill, drawn from reviews.</summary>
public sealed class LearnedRule
{
    private LearnedRule()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The suggestion.</summary>
    public string RuleText { get; private set; } = "";

    /// <summary>Numbers of the reviews that it rests on.</summary>
    public IReadOnlyList<int> SourceReviews { get; private set; } = [];

    /// <summary>0 to 1.</summary>
    public double ConfidenceScore { get; private set; }

    /// <summary>Whether it was approved.</summary>
    public bool Approved { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was approved (UTC); null when it is not.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Who approved it; null when nobody has.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>The kind of suggestion, for example <c>question_improvement</c>.</summary>
    public string RuleType { get; private set; } = "general";

    /// <summary>The pattern that led to it; null when none was recorded.</summary>
    public string? SourcePattern { get; private set; }

    /// <summary>Further facts as a JSON object.</summary>
    public string Metadata { get; private set; } = "{}";
}
