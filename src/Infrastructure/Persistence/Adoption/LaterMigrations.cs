using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>What the migrations after the baseline make, change and drop of what a legacy database may have.</summary>
internal sealed partial class LaterMigrations
{
    public LaterMigrations(IEnumerable<(string Id, IReadOnlyList<MigrationOperation> Operations)> migrations)
    {
        foreach (var (id, operations) in migrations)
        {
            foreach (var operation in operations)
                Read(operation, id);
        }
    }

    /// <summary>Relations, constraints and functions that a migration makes, by name.</summary>
    public Dictionary<string, string> Makes { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that a migration adds to tables of the baseline.</summary>
    public Dictionary<(string Table, string Column), string> Adds { get; } = [];

    /// <summary>Columns that get another type.</summary>
    public Dictionary<(string Table, string Column), (string Type, string Migration)> Retypes { get; } = [];

    /// <summary>Columns that may no longer be null.</summary>
    public HashSet<(string Table, string Column)> Requires { get; } = [];

    /// <summary>Indexes and constraints that are made anew.</summary>
    public Dictionary<string, string> Drops { get; } = new(StringComparer.Ordinal);

    private void Read(MigrationOperation operation, string id)
    {
        switch (operation)
        {
            case CreateTableOperation table:
                Makes[table.Name] = id;
                foreach (var name in new[] { table.PrimaryKey?.Name }.Concat(table.UniqueConstraints.Select(constraint => constraint.Name)).OfType<string>())
                    Makes[name] = id;
                break;
            case CreateIndexOperation index:
                Makes[index.Name] = id;
                break;
            // The row version is a column that every table has.
            case AddColumnOperation { Name: not "xmin" } column:
                Adds[(column.Table, column.Name)] = id;
                break;
            case AlterColumnOperation column:
                if (column.ColumnType is { } type && type != column.OldColumn.ColumnType)
                    Retypes[(column.Table, column.Name)] = (type, id);
                if (!column.IsNullable)
                    Requires.Add((column.Table, column.Name));
                break;
            case AddForeignKeyOperation key:
                Makes[key.Name] = id;
                break;
            case DropForeignKeyOperation key:
                Drops[key.Name] = id;
                break;
            case DropIndexOperation index:
                Drops[index.Name] = id;
                break;
            case SqlOperation sql:
                foreach (Match match in Function().Matches(sql.Sql))
                    Makes[match.Groups[1].Value] = id;
                foreach (Match match in DroppedConstraint().Matches(sql.Sql))
                    Drops[match.Groups[1].Value] = id;
                break;
        }
    }

    [GeneratedRegex(@"CREATE FUNCTION (\w+)\(")]
    private static partial Regex Function();

    [GeneratedRegex(@"DROP CONSTRAINT (\w+)")]
    private static partial Regex DroppedConstraint();
}
