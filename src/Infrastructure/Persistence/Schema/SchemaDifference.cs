namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>In which way a database is not what was expected.</summary>
public enum SchemaDifferenceKind
{
    Missing,
    Extra,
    Different,
}

/// <summary>When a statement is run among others: each step leaves what the next ones need.</summary>
public enum SchemaStep
{
    RenameTable,
    Rename,
    DropForeignKey,
    DropDependant,
    DropConstraint,
    Extension,
    Type,
    Sequence,
    Function,
    Table,
    Column,
    SequenceOwner,
    Constraint,
    Index,
    ForeignKey,
    View,
    Dependant,
    RemoveDependant,
    RemoveForeignKey,
    RemoveConstraint,
    RemoveColumn,
    RemoveTable,
    RemoveSequence,
    RemoveFunction,
    RemoveType,
    RemoveExtension,
}

/// <summary>A statement towards what was expected.</summary>
/// <param name="Step">When it is run.</param>
/// <param name="Sql">The statement, with its semicolon.</param>
/// <param name="Caution">What to look at first.</param>
/// <param name="NeedsDecision">Whether it takes something away, so that a person has to decide: scripts hold it as a comment.</param>
public sealed record SchemaStatement(SchemaStep Step, string Sql, string? Caution = null, bool NeedsDecision = false);

/// <summary>One thing in which a database is not what was expected.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Subject">Which object; a table stands for what hangs on it.</param>
/// <param name="Sentence">The difference in words, on one line.</param>
/// <param name="Expected">The object as it should be, if it should.</param>
/// <param name="Actual">The object as it is, if it is.</param>
/// <param name="Statements">What would reconcile it.</param>
public sealed record SchemaDifference(
    SchemaDifferenceKind Kind,
    SchemaObjectId Subject,
    string Sentence,
    SchemaObject? Expected,
    SchemaObject? Actual,
    IReadOnlyList<SchemaStatement> Statements);
