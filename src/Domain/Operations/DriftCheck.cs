namespace AgentBrain.Domain.Operations;

/// <summary>A comparison of the database with what its applied migrations build.</summary>
public sealed class DriftCheck
{
    /// <summary>Checks older than the newest so many are deleted.</summary>
    public const int Kept = 100;

    private DriftCheck()
    {
    }

    /// <summary>Id.</summary>
    public int Id { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CheckedAt { get; private set; }

    /// <summary>The last applied migration; null when none is.</summary>
    public string? Migration { get; private set; }

    /// <summary>What came of it.</summary>
    public DriftOutcome Outcome { get; private set; }

    /// <summary>What it was compared with, or why it could not be compared: one sentence.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>What differs; empty unless it drifted.</summary>
    public IReadOnlyList<DriftFinding> Findings { get; private set; } = [];

    /// <summary>The SQL that would reconcile it; what would take something away stands in it as a comment. Empty unless it drifted.</summary>
    public string Script { get; private set; } = "";

    /// <summary>Keeps what came of a comparison.</summary>
    public static DriftCheck Of(DriftComparison comparison, DateTimeOffset now) => new()
    {
        CheckedAt = now,
        Migration = comparison.Migration,
        Outcome = comparison.Outcome,
        Explanation = comparison.Explanation,
        Findings = comparison.Findings,
        Script = comparison.Script,
    };

    /// <summary>Whether it says nothing of how the database is now: it is too old, or migrations were applied since.</summary>
    /// <param name="lastApplied">The last applied migration now; null when none is.</param>
    /// <param name="now">Now.</param>
    /// <param name="validity">How long a check holds.</param>
    public bool IsOutdated(string? lastApplied, DateTimeOffset now, TimeSpan validity) => Migration != lastApplied || now - CheckedAt >= validity;
}

/// <summary>What a comparison says.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Migration">The last applied migration; null when none is.</param>
/// <param name="Explanation">What was compared with, or why it could not be compared: one sentence.</param>
/// <param name="Findings">What differs; empty unless it drifted.</param>
/// <param name="Script">The SQL that would reconcile it; what would take something away stands in it as a comment. Empty unless it drifted.</param>
public sealed record DriftComparison(DriftOutcome Outcome, string? Migration, string Explanation, IReadOnlyList<DriftFinding> Findings, string Script);

/// <summary>What came of a comparison.</summary>
public enum DriftOutcome
{
    /// <summary>The database is as the migrations build it.</summary>
    Same,

    /// <summary>It differs.</summary>
    Drifted,

    /// <summary>It could not be compared.</summary>
    Unknown,
}

/// <summary>A difference.</summary>
/// <param name="Kind">Whether something is missing, too much or different.</param>
/// <param name="Sentence">The difference in words.</param>
public sealed record DriftFinding(DriftKind Kind, string Sentence);

/// <summary>Kinds of differences.</summary>
public enum DriftKind
{
    /// <summary>The migrations build it, and the database lacks it.</summary>
    Missing,

    /// <summary>The database has it, and no migration builds it.</summary>
    Extra,

    /// <summary>Both have it, and not alike.</summary>
    Different,
}
