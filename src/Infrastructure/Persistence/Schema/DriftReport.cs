namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>What came of a comparison.</summary>
public enum DriftState
{
    /// <summary>The database is what its applied migrations build.</summary>
    Same,

    /// <summary>It is not.</summary>
    Drift,

    /// <summary>A migration is in progress, so that nothing can be said.</summary>
    InProgress,

    /// <summary>There is nothing in the database.</summary>
    Empty,

    /// <summary>There are tables, and no record of migrations.</summary>
    NotAdopted,

    /// <summary>Migrations were applied that this version does not know.</summary>
    UnknownMigrations,

    /// <summary>A migration is not recorded though a later one is.</summary>
    MigrationsMissing,
}

/// <summary>What a database was compared with.</summary>
public enum DriftYardstick
{
    /// <summary>What the migrations built in a database of its own on the same server.</summary>
    Shadow,

    /// <summary>What they had built when the software was built.</summary>
    Manifest,
}

/// <summary>A comparison of the database with what its applied migrations build.</summary>
/// <param name="State">What came of it.</param>
/// <param name="Sentence">The same in words, with what to do.</param>
/// <param name="Applied">The migrations recorded in the database, in turn.</param>
/// <param name="Pending">Those that this version has and the database has not.</param>
/// <param name="Differences">Every difference; none unless the state is <see cref="DriftState.Drift"/>.</param>
/// <param name="Objects">How many objects the database has.</param>
/// <param name="Yardstick">What it was compared with; null when it was not compared.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record DriftReport(
    DriftState State,
    string Sentence,
    IReadOnlyList<string> Applied,
    IReadOnlyList<string> Pending,
    IReadOnlyList<SchemaDifference> Differences,
    int Objects,
    DriftYardstick? Yardstick,
    TimeSpan Elapsed)
{
    /// <summary>Whether it could be told: same, or drift.</summary>
    public bool IsCompared => State is DriftState.Same or DriftState.Drift;
}
