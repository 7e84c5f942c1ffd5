using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Compares columns of the baseline.</summary>
internal sealed partial class ColumnMatch(Draft draft)
{
    private static readonly string[] _settings = [SchemaFact.Collation, SchemaFact.Storage, SchemaFact.Compression];

    /// <summary>Whether a column gives its rows numbers.</summary>
    public static bool CountsItself(SchemaObject column) => column[SchemaFact.Identity] is not null || IsNextValue(column[SchemaFact.Default]);

    /// <summary>Whether a column that is missing can be added to the rows that are there.</summary>
    public async Task<bool> MayBeAddedAsync(SchemaObject wanted, CancellationToken cancellationToken)
    {
        if (wanted[SchemaFact.NotNull] is null || wanted[SchemaFact.Default] is not null)
            return true;
        var rows = await draft.CountAsync(wanted.Table!, cancellationToken);
        if (rows > 0)
        {
            draft.Conflict(
                $"The column {wanted.Table}.{wanted.Name} is missing, must not be null and has no default; the table has {Draft.Rows(rows)}.",
                $"ALTER TABLE {wanted.Table} ADD COLUMN {wanted.Name} {wanted[SchemaFact.Type]}; -- then give every row a value");
        }
        return rows == 0;
    }

    public async Task CompareAsync(SchemaObject wanted, SchemaObject found, CancellationToken cancellationToken)
    {
        var name = $"{wanted.Table}.{wanted.Name}";
        if (found[SchemaFact.Generated] is { } generated)
        {
            draft.Conflict($"The column {name} is computed ({generated}): the application could not write it.", $"ALTER TABLE {wanted.Table} ALTER COLUMN {wanted.Name} DROP EXPRESSION;");
            return;
        }
        if (!CompareType(wanted, found))
            return;
        await CompareNullAsync(wanted, found, cancellationToken);
        CompareDefault(wanted, found);
        if (wanted[SchemaFact.Default] is { } expression && IsNextValue(expression))
            await CompareSequenceAsync(found, cancellationToken);
        if (_settings.Where(setting => wanted[setting] != found[setting]).ToList() is { Count: > 0 } others)
            draft.Kept($"The column {name} has other settings: {string.Join(", ", others.Select(setting => $"{setting} {found[setting] ?? "as usual"}"))}.");
    }

    private bool CompareType(SchemaObject wanted, SchemaObject found)
    {
        var (name, type, expected) = ($"{wanted.Table}.{wanted.Name}", found[SchemaFact.Type]!, wanted[SchemaFact.Type]!);
        if (type == expected)
            return true;
        var retyped = draft.Later.Retypes.GetValueOrDefault((wanted.Table!, Names.Bare(wanted.Name)));
        if (retyped.Type == type)
            draft.Kept($"The column {name} is {type} already, which the migration {retyped.Migration} would make of {expected}.");
        else if (ColumnTypes.IsWider(type, expected))
            draft.Kept($"The column {name} is {type}, wider than {expected}.");
        else
        {
            draft.Conflict(
                $"The column {name} is {type}; the application needs {expected}.",
                $"ALTER TABLE {wanted.Table} ALTER COLUMN {wanted.Name} TYPE {expected} USING {wanted.Name}::{expected};");
            return false;
        }
        return true;
    }

    private async Task CompareNullAsync(SchemaObject wanted, SchemaObject found, CancellationToken cancellationToken)
    {
        var name = $"{wanted.Table}.{wanted.Name}";
        if (wanted[SchemaFact.NotNull] is null && found[SchemaFact.NotNull] is not null)
        {
            if (!draft.Later.Requires.Contains((wanted.Table!, Names.Bare(wanted.Name))))
            {
                draft.Conflict(
                    $"The column {name} must not be null: rows that the application writes would be refused.",
                    $"ALTER TABLE {wanted.Table} ALTER COLUMN {wanted.Name} DROP NOT NULL;");
            }
            return;
        }
        if (wanted[SchemaFact.NotNull] is null || found[SchemaFact.NotNull] is not null)
            return;
        var without = await draft.CountAsync($"{wanted.Table} WHERE {wanted.Name} IS NULL", cancellationToken);
        if (without == 0)
            draft.PutRight($"The column {name} may be null and has no nulls; it may no longer.", (Phase.ChangeColumn, $"ALTER TABLE {wanted.Table} ALTER COLUMN {wanted.Name} SET NOT NULL;"));
        else
            draft.Conflict($"The column {name} must not be null and is in {Draft.Rows(without)}.", $"UPDATE {wanted.Table} SET {wanted.Name} = … WHERE {wanted.Name} IS NULL;");
    }

    private void CompareDefault(SchemaObject wanted, SchemaObject found)
    {
        var (name, expected, expression) = ($"{wanted.Table}.{wanted.Name}", wanted[SchemaFact.Default], found[SchemaFact.Default]);
        if (expected is null)
        {
            if (expression is not null || found[SchemaFact.Identity] is not null)
                draft.Kept($"The column {name} has the default {expression ?? "of an identity"}, where none is expected.");
        }
        else if (found[SchemaFact.Identity] is not null)
            draft.Kept($"The column {name} is an identity column instead of one with a sequence beside it.");
        else if (expression is null)
            draft.PutRight($"The column {name} has no default; it gets {ObjectSql.Unqualified(expected)}.", (Phase.ChangeColumn, ObjectSql.SetDefault(wanted)));
        else if (IsNextValue(expected) && IsNextValue(expression))
        {
            if (expected != expression)
                draft.Kept($"The column {name} counts with another sequence: {ObjectSql.Unqualified(expression)}.");
        }
        // What the application leaves out when it writes a row is what it takes to be the default.
        else if (WithoutType(expected) != WithoutType(expression))
            draft.PutRight($"The column {name} has the default {expression}; the application counts on {ObjectSql.Unqualified(expected)} and sets it.", (Phase.ChangeColumn, ObjectSql.SetDefault(wanted)));
    }

    // A database that was filled from a copy may have rows with numbers that its sequences have yet to give.
    private async Task CompareSequenceAsync(SchemaObject found, CancellationToken cancellationToken)
    {
        var expected = draft.Expected.Objects.First(made => made.Id == found.Id)[SchemaFact.Default]!;
        var sequence = found[SchemaFact.Identity] is not null ? found[SchemaFact.IdentitySequence]!
            : Sequence().Match(found[SchemaFact.Default] ?? expected) is { Success: true } match ? ObjectSql.Unqualified(match.Groups[1].Value) : null;
        if (sequence is null)
            return;
        var greatest = (await draft.RowsAsync($"SELECT coalesce(max({found.Name}), 0)::bigint FROM {found.Table}", row => row.GetInt64(0), cancellationToken))[0];
        var exists = draft.Live.Contains(new SchemaObjectId(SchemaObjectKind.Sequence, null, sequence)) || found[SchemaFact.Identity] is not null;
        var next = exists
            ? (await draft.RowsAsync($"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}", row => row.GetInt64(0), cancellationToken))[0]
            : 1;
        if (next > greatest)
            return;
        var restart = (Phase.ChangeColumn, FormattableString.Invariant($"ALTER SEQUENCE {sequence} RESTART WITH {greatest + 1};"));
        draft.PutRight(FormattableString.Invariant($"The sequence {sequence} would give {next}, while {found.Table} has rows up to {greatest}; it goes on after them."), restart);
    }

    private static bool IsNextValue(string? expression) => expression?.StartsWith("nextval(", StringComparison.Ordinal) == true;

    private static string WithoutType(string expression) => Cast().Replace(expression, "");

    [GeneratedRegex(@"::[a-z ]+(\(\d+(,\d+)?\))?(\[\])?$")]
    private static partial Regex Cast();

    [GeneratedRegex(@"^nextval\('(.+)'::regclass\)$")]
    private static partial Regex Sequence();
}
