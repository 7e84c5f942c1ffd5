namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>What adoption makes of a difference.</summary>
public enum FindingKind
{
    /// <summary>It stays as it is and does no harm.</summary>
    Kept,

    /// <summary>It stays as it is and may do harm.</summary>
    Warning,

    /// <summary>Adoption puts it right, without touching a row.</summary>
    PutRight,

    /// <summary>Adoption stops before it.</summary>
    Conflict,
}

/// <summary>A difference between a database and what the baseline migrations build.</summary>
/// <param name="Kind">What adoption makes of it.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Suggestion">SQL with which a person may settle it; null without one.</param>
public sealed record AdoptionFinding(FindingKind Kind, string Sentence, string? Suggestion = null);

/// <summary>What adoption does with a baseline migration.</summary>
public enum MigrationFinding
{
    /// <summary>The history has it already.</summary>
    AlreadyRecorded,

    /// <summary>All that it makes is there: it is recorded.</summary>
    Present,

    /// <summary>Some of it is there: the rest is created, and it is recorded.</summary>
    Completed,

    /// <summary>Nothing of it is there: it stays pending, and is applied by <c>db migrate</c>.</summary>
    Pending,
}

/// <summary>What adoption would do with a database, and why.</summary>
public sealed record AdoptionPlan
{
    /// <summary>Why there is nothing to do; null when there is.</summary>
    public string? NothingToDo { get; init; }

    /// <summary>Every baseline migration in its order.</summary>
    public IReadOnlyList<(BaselineMigration Migration, MigrationFinding Finding)> Migrations { get; init; } = [];

    /// <summary>Every difference.</summary>
    public IReadOnlyList<AdoptionFinding> Findings { get; init; } = [];

    /// <summary>The SQL of adoption, in its order.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>The tables of the baseline that are there, whose rows stay as they are.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether somebody has to settle something first.</summary>
    public bool HasConflicts => Findings.Any(finding => finding.Kind == FindingKind.Conflict);
}
