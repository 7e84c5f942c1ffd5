using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Compares constraints of the baseline.</summary>
internal sealed partial class ConstraintMatch(Draft draft)
{
    private const string NotValid = " NOT VALID";

    /// <summary>Whether a constraint that is missing holds for the rows that are there.</summary>
    public async Task<bool> MayBeAddedAsync(SchemaObject wanted, CancellationToken cancellationToken)
    {
        if (!draft.HasTable(wanted.Table!))
            return true;
        var holds = false;
        var why = await draft.TryAsync(async () => holds = await HoldsAsync(wanted, cancellationToken), cancellationToken);
        if (why is not null)
            draft.Conflict($"Whether the {Names.Word(wanted)} {wanted.Name} on {wanted.Table} would hold cannot be seen: {why}", null);
        return holds;
    }

    private async Task<bool> HoldsAsync(SchemaObject wanted, CancellationToken cancellationToken)
    {
        var definition = ObjectSql.Unqualified(wanted[SchemaFact.Definition]!);
        if (Key().Match(definition) is { Success: true } key)
            return await IsKeyAsync(wanted, key.Groups["columns"].Value, key.Groups["kind"].Value == "PRIMARY KEY", cancellationToken);
        if (ForeignKey().Match(definition) is { Success: true } foreign)
            return await AreReferencedAsync(wanted, foreign.Groups["column"].Value, foreign.Groups["table"].Value, foreign.Groups["key"].Value, cancellationToken);

        // A column that is added has only values that pass.
        var condition = definition["CHECK ".Length..];
        var columns = draft.Expected.On(wanted.Table!).Where(made => made.Kind == SchemaObjectKind.Column && Regex.IsMatch(condition, $@"\b{Regex.Escape(made.Name)}\b"));
        if (!draft.HasColumns(wanted.Table!, columns.Select(column => column.Name)))
            return true;
        return await NoneAsync(wanted, $"{wanted.Table} WHERE NOT {condition}", "breaks it", "break it", $"SELECT * FROM {wanted.Table} WHERE NOT {condition};", cancellationToken);
    }

    public async Task CompareAsync(SchemaObject wanted, SchemaObject found, CancellationToken cancellationToken)
    {
        if (found.HasFactsOf(wanted))
            return;
        var (expected, definition) = (wanted[SchemaFact.Definition]!, found[SchemaFact.Definition]!);
        if (draft.Later.Drops.TryGetValue(Names.Bare(wanted.Name), out var migration) && found[SchemaFact.Kind] == wanted[SchemaFact.Kind])
            draft.Kept($"The {Names.Word(found)} {wanted.Name} on {wanted.Table} is {definition}; the migration {migration} makes it anew.");
        else if (definition == expected + NotValid)
        {
            if (await MayBeAddedAsync(wanted, cancellationToken))
                draft.PutRight($"The {Names.Word(found)} {wanted.Name} on {wanted.Table} was never checked; it is.", (Phase.ForeignKey, $"ALTER TABLE {wanted.Table} VALIDATE CONSTRAINT {wanted.Name};"));
        }
        else if (definition == expected && found[SchemaFact.State] is not null)
            draft.Conflict($"The {Names.Word(found)} {wanted.Name} on {wanted.Table} is switched off.", $"ALTER TABLE {wanted.Table} ENABLE TRIGGER ALL;");
        else
        {
            draft.Conflict(
                $"The constraint {wanted.Name} on {wanted.Table} is {ObjectSql.Unqualified(definition)} instead of {ObjectSql.Unqualified(expected)}.",
                $"ALTER TABLE {wanted.Table} DROP CONSTRAINT {wanted.Name}, ADD CONSTRAINT {wanted.Name} {ObjectSql.Unqualified(expected)};");
        }
    }

    private async Task<bool> IsKeyAsync(SchemaObject wanted, string columns, bool primary, CancellationToken cancellationToken)
    {
        var names = columns.Split(", ");
        if (!draft.HasColumns(wanted.Table!, names))
            return true;
        if (primary && draft.Live.On(wanted.Table!).FirstOrDefault(other => other[SchemaFact.Kind] == "primary key") is { } other)
        {
            draft.Conflict(
                $"The primary key of {wanted.Table} is {other.Name}, {other[SchemaFact.Definition]}, instead of {wanted[SchemaFact.Definition]}.",
                $"ALTER TABLE {wanted.Table} DROP CONSTRAINT {other.Name}, ADD CONSTRAINT {wanted.Name} {wanted[SchemaFact.Definition]};");
            return false;
        }

        var filled = string.Join(" AND ", names.Select(name => $"{name} IS NOT NULL"));
        var twice = $"(SELECT {columns} FROM {wanted.Table} WHERE {filled} GROUP BY {columns} HAVING count(*) > 1) AS repeated";
        var show = $"SELECT * FROM {wanted.Table} WHERE ({columns}) IN (SELECT {columns} FROM {wanted.Table} GROUP BY {columns} HAVING count(*) > 1) ORDER BY {columns};";
        var repeated = await draft.CountAsync(twice, cancellationToken);
        if (repeated > 0)
            draft.Conflict(FormattableString.Invariant($"The {Names.Word(wanted)} {wanted.Name} on {wanted.Table} is missing, and {repeated} of its values are there more than once."), show);
        return repeated == 0;
    }

    private async Task<bool> AreReferencedAsync(SchemaObject wanted, string column, string table, string key, CancellationToken cancellationToken)
    {
        if (!draft.HasColumns(wanted.Table!, [column]))
            return true;
        var alone = draft.HasTable(table) && draft.HasColumns(table, [key])
            ? $"{wanted.Table} WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT FROM {table} AS referred WHERE referred.{key} = {wanted.Table}.{column})"
            : $"{wanted.Table} WHERE {column} IS NOT NULL";
        return await NoneAsync(wanted, alone, $"refers to nothing in {table}", $"refer to nothing in {table}", $"SELECT * FROM {alone};", cancellationToken);
    }

    private async Task<bool> NoneAsync(SchemaObject wanted, string from, string does, string doThat, string show, CancellationToken cancellationToken)
    {
        var count = await draft.CountAsync(from, cancellationToken);
        if (count > 0)
            draft.Conflict($"The {Names.Word(wanted)} {wanted.Name} on {wanted.Table} cannot be set up: {Draft.Rows(count)} {(count == 1 ? does : doThat)}.", show);
        return count == 0;
    }

    [GeneratedRegex(@"^(?<kind>PRIMARY KEY|UNIQUE) \((?<columns>[^)]+)\)$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^FOREIGN KEY \((?<column>[^)]+)\) REFERENCES (?<table>[^(]+)\((?<key>[^)]+)\)")]
    private static partial Regex ForeignKey();
}
