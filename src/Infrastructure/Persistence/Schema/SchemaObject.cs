using System.Collections.Immutable;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>What of a schema is read and compared, each after what it may depend on.</summary>
public enum SchemaObjectKind
{
    Extension,
    Enum,
    Type,
    Sequence,
    Function,
    Table,
    Column,
    Constraint,
    Index,
    Statistics,
    View,
    Trigger,
    Rule,
    Policy,
}

/// <summary>Which object it is. Names are as SQL writes them: quoted where they have to be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Table">The table that it hangs on; null for what stands by itself.</param>
/// <param name="Name">Its name; that of a function with the types of its arguments.</param>
public readonly record struct SchemaObjectId(SchemaObjectKind Kind, string? Table, string Name);

/// <summary>An object of the schema <c>public</c> and everything about it that is compared.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Facts">What is known of it, by <see cref="SchemaFact"/>; what is as it is by default is not stated.</param>
public sealed record SchemaObject(SchemaObjectId Id, ImmutableSortedDictionary<string, string> Facts)
{
    public SchemaObjectKind Kind => Id.Kind;

    public string? Table => Id.Table;

    public string Name => Id.Name;

    /// <summary>A fact, or null when it is not stated.</summary>
    public string? this[string fact] => Facts.GetValueOrDefault(fact);

    public bool Equals(SchemaObject? other) => other is not null && Id == other.Id && HasFactsOf(other);

    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Whether everything but the name is the same.</summary>
    public bool HasFactsOf(SchemaObject other) => Facts.SequenceEqual(other.Facts);
}

/// <summary>The facts that objects have.</summary>
public static class SchemaFact
{
    /// <summary>Of whatever is compared by the text that makes it.</summary>
    public const string Definition = "definition";

    /// <summary>Of tables, views and constraints: which kind.</summary>
    public const string Kind = "kind";

    /// <summary>Of indexes, triggers and constraints: why they do not do their work.</summary>
    public const string State = "state";

    /// <summary>Of tables and views: storage parameters, <c>name=value</c> with commas between.</summary>
    public const string Options = "options";

    public const string Persistence = "persistence";
    public const string RowSecurity = "row security";
    public const string Inherits = "inherits";
    public const string Partition = "partition";

    public const string Type = "type";
    public const string NotNull = "not null";
    public const string Default = "default";
    public const string Generated = "generated";
    public const string Identity = "identity";
    public const string IdentitySequence = "identity sequence";
    public const string Collation = "collation";
    public const string Storage = "storage";
    public const string Compression = "compression";

    /// <summary>Of sequences, and of the sequences of identity columns.</summary>
    public const string Parameters = "parameters";

    public const string Owner = "owner";
    public const string Unique = "unique";
    public const string Labels = "labels";
    public const string Result = "result";
}
