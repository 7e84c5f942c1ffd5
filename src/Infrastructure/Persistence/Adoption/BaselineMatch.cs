using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Compares what the baseline migrations make with what is there.</summary>
internal sealed partial class BaselineMatch(Draft draft, IReadOnlySet<string> recorded)
{
    private const string DefaultWeights = "INSERT INTO brain_scoring_config (config_key) VALUES ('default');";
    private readonly ColumnMatch _columns = new(draft);
    private readonly ConstraintMatch _constraints = new(draft);

    /// <summary>What becomes of each migration.</summary>
    public List<(BaselineMigration Migration, MigrationFinding Finding)> Decide()
    {
        foreach (var migration in Baseline.Migrations.Where(migration => !recorded.Contains(migration.Id)))
            FindRenamed(migration);
        var findings = Baseline.Migrations.ToDictionary(migration => migration, Found);

        // What is to be created may rest on tables of a migration that would stay pending: then that one is completed, too.
        while (findings.Where(each => each.Value == MigrationFinding.Completed).SelectMany(each => each.Key.Objects).Where(IsMissing).SelectMany(RestsOn)
            .Where(table => !draft.HasTable(table))
            .Select(table => findings.Keys.First(migration => migration.Objects.Any(made => made.Kind == SchemaObjectKind.Table && made.Name == table)))
            .FirstOrDefault(migration => findings[migration] == MigrationFinding.Pending) is { } needed)
        {
            findings[needed] = MigrationFinding.Completed;
        }
        return [.. Baseline.Migrations.Select(migration => (migration, findings[migration]))];
    }

    /// <summary>Compares each object of the migrations that are to be recorded.</summary>
    public async Task CompareAsync(IEnumerable<BaselineMigration> migrations, CancellationToken cancellationToken)
    {
        foreach (var wanted in migrations.SelectMany(migration => migration.Objects))
        {
            if (draft.Live.TryFind(wanted.Id, out var found))
                await CompareAsync(wanted, found, cancellationToken);
            else if (!IsReplaced(wanted))
                await CreateAsync(wanted, cancellationToken);
        }
    }

    /// <summary>Names that migrations left pending will need.</summary>
    public void CheckNames(IEnumerable<BaselineMigration> pending)
    {
        foreach (var wanted in pending.SelectMany(migration => migration.Objects))
            NameIsFree(wanted);
    }

    private MigrationFinding Found(BaselineMigration migration)
    {
        if (recorded.Contains(migration.Id))
            return MigrationFinding.AlreadyRecorded;
        var missing = migration.Objects.Count(IsMissing);
        return missing == 0 ? MigrationFinding.Present : missing == migration.Objects.Count ? MigrationFinding.Pending : MigrationFinding.Completed;
    }

    private bool IsMissing(SchemaObject wanted) => !draft.Live.Contains(wanted.Id) && !IsReplaced(wanted);

    // A constraint, an index or a trigger under another name that says the same.
    private void FindRenamed(BaselineMigration migration)
    {
        foreach (var wanted in migration.Objects.Where(made => made.Kind is SchemaObjectKind.Constraint or SchemaObjectKind.Index or SchemaObjectKind.Trigger && !draft.Live.Contains(made.Id)))
        {
            var other = draft.Live.On(wanted.Table!).FirstOrDefault(found =>
                found.Kind == wanted.Kind && !draft.Expected.Contains(found.Id) && !draft.Renamed.Contains(found.Id) && SaysTheSame(found, wanted));
            if (other is null)
                continue;
            draft.Renamed.Add(other.Id);
            _replaced.Add(wanted.Id);
            var rename = wanted.Kind switch
            {
                SchemaObjectKind.Constraint => $"ALTER TABLE {wanted.Table} RENAME CONSTRAINT {other.Name} TO {wanted.Name};",
                SchemaObjectKind.Index => $"ALTER INDEX {other.Name} RENAME TO {wanted.Name};",
                _ => $"ALTER TRIGGER {other.Name} ON {wanted.Table} RENAME TO {wanted.Name};",
            };
            draft.PutRight($"{Described(wanted)} is there under the name {other.Name} and gets its own.", (Phase.Rename, rename));
        }
    }

    private readonly HashSet<SchemaObjectId> _replaced = [];

    // A sequence is not needed where the column counts in another way.
    private bool IsReplaced(SchemaObject wanted) => _replaced.Contains(wanted.Id)
        || (wanted.Kind == SchemaObjectKind.Sequence && wanted[SchemaFact.Owner]?.Split('.') is [var table, var column]
            && draft.Live.TryFind(new SchemaObjectId(SchemaObjectKind.Column, table, column), out var found) && ColumnMatch.CountsItself(found));

    private static bool SaysTheSame(SchemaObject found, SchemaObject wanted) => wanted.Kind == SchemaObjectKind.Trigger
        ? found[SchemaFact.Definition]?.Replace($" {found.Name} ", $" {wanted.Name} ", StringComparison.Ordinal) == wanted[SchemaFact.Definition]
        : found.HasFactsOf(wanted);

    private async Task CreateAsync(SchemaObject wanted, CancellationToken cancellationToken)
    {
        if (!NameIsFree(wanted) || (wanted.Kind == SchemaObjectKind.Column && !draft.HasTable(wanted.Table!) && MadeWithItsTable(wanted)))
            return;
        var possible = wanted.Kind switch
        {
            SchemaObjectKind.Column => await _columns.MayBeAddedAsync(wanted, cancellationToken),
            SchemaObjectKind.Constraint => await _constraints.MayBeAddedAsync(wanted, cancellationToken),
            _ => true,
        };
        if (!possible)
            return;
        var columns = wanted.Kind == SchemaObjectKind.Table ? draft.Expected.On(wanted.Name).Where(made => made.Kind == SchemaObjectKind.Column && MadeWithItsTable(made)) : [];
        draft.PutRight($"{Described(wanted)} is missing and is created.", [.. ObjectSql.Create(wanted, columns)]);
        if (wanted is { Kind: SchemaObjectKind.Table, Name: "brain_scoring_config" })
            draft.Do(Phase.Record, DefaultWeights);
    }

    private static bool MadeWithItsTable(SchemaObject column) => Baseline.Migrations.Any(migration =>
        migration.Objects.Contains(column) && migration.Objects.Any(made => made.Kind == SchemaObjectKind.Table && made.Name == column.Table));

    private async Task CompareAsync(SchemaObject wanted, SchemaObject found, CancellationToken cancellationToken)
    {
        switch (wanted.Kind)
        {
            case SchemaObjectKind.Column:
                await _columns.CompareAsync(wanted, found, cancellationToken);
                break;
            case SchemaObjectKind.Constraint:
                await _constraints.CompareAsync(wanted, found, cancellationToken);
                break;
            case var _ when found.HasFactsOf(wanted):
                break;
            case SchemaObjectKind.Table when found[SchemaFact.Kind] is { } kind:
                draft.Conflict($"{wanted.Name} is a {kind}, not a plain table.", $"-- Copy its rows into a plain table of that name, as the document of the legacy schema describes it.");
                break;
            case SchemaObjectKind.Table when found[SchemaFact.Persistence] is not null:
                draft.Warn($"The table {wanted.Name} is unlogged: a crash of the server would empty it.", $"ALTER TABLE {wanted.Name} SET LOGGED;");
                break;
            case SchemaObjectKind.Function when found[SchemaFact.Result] != wanted[SchemaFact.Result]:
                draft.Conflict(
                    $"The function {wanted.Name} returns {found[SchemaFact.Result]}; the trigger of the sessions needs one that returns {wanted[SchemaFact.Result]}.",
                    $"ALTER FUNCTION {wanted.Name} RENAME TO {wanted.Name.Split('(')[0]}_old;");
                break;
            case SchemaObjectKind.Function when Essence(found) == Essence(wanted):
                draft.PutRight($"The function {wanted.Name} says the same in other spelling and gets ours.", (Phase.Create, $"{wanted[SchemaFact.Definition]!.TrimEnd()};"));
                break;
            case SchemaObjectKind.Function:
                draft.Warn($"The function {wanted.Name} says something else than ours and stays as it is.", $"{wanted[SchemaFact.Definition]!.TrimEnd()};");
                break;
            case SchemaObjectKind.Index:
                CompareIndex(wanted, found);
                break;
            case SchemaObjectKind.Sequence when found[SchemaFact.Owner] is null && IsUsed(wanted):
                draft.PutRight($"The sequence {wanted.Name} does not belong to its column; it is given to it.", (Phase.ChangeColumn, ObjectSql.OwnSequence(wanted.Name, wanted[SchemaFact.Owner]!)));
                break;
            case SchemaObjectKind.Trigger when found[SchemaFact.Definition] == wanted[SchemaFact.Definition]:
                draft.PutRight(
                    $"The trigger {wanted.Name} is {found[SchemaFact.State]}; it is enabled.",
                    (Phase.Trigger, $"ALTER TABLE {wanted.Table} ENABLE TRIGGER {wanted.Name};"));
                break;
            case SchemaObjectKind.Trigger:
                draft.Warn($"The trigger {wanted.Name} is another one ({found[SchemaFact.Definition]}) and stays as it is.");
                break;
            default:
                draft.Kept($"{Described(wanted)} has other settings: {Settings(found)}.");
                break;
        }
    }

    private bool IsUsed(SchemaObject sequence) => sequence[SchemaFact.Owner]!.Split('.') is [var table, var column]
        && draft.Live.TryFind(new SchemaObjectId(SchemaObjectKind.Column, table, column), out var found) && found[SchemaFact.Identity] is null;

    private void CompareIndex(SchemaObject wanted, SchemaObject found)
    {
        if (found[SchemaFact.State] is not null)
            draft.PutRight($"The index {wanted.Name} is {found[SchemaFact.State]}; it is built anew.", (Phase.Index, $"REINDEX INDEX {wanted.Name};"));
        else if (draft.Later.Drops.ContainsKey(Names.Bare(wanted.Name)))
            draft.Kept($"The index {wanted.Name} on {wanted.Table} is {found[SchemaFact.Definition]}; the migration {draft.Later.Drops[Names.Bare(wanted.Name)]} makes it anew.");
        else if (found[SchemaFact.Unique] is not null)
        {
            draft.Conflict(
                $"The index {wanted.Name} on {wanted.Table} is unique: rows that the application writes would be refused.",
                $"ALTER INDEX {wanted.Name} RENAME TO {wanted.Name}_old; -- and drop it when nobody needs it");
        }
        else
            draft.Kept($"The index {wanted.Name} on {wanted.Table} is {found[SchemaFact.Definition]} instead of {wanted[SchemaFact.Definition]}.");
    }

    // Tables, indexes, sequences, views and types share their names.
    private bool NameIsFree(SchemaObject wanted)
    {
        if (wanted.Kind is not (SchemaObjectKind.Table or SchemaObjectKind.Index or SchemaObjectKind.Sequence))
            return true;
        var other = draft.Live.Objects.FirstOrDefault(found =>
            found.Name == wanted.Name && found.Id != wanted.Id
            && (found.Kind is SchemaObjectKind.Table or SchemaObjectKind.View or SchemaObjectKind.Sequence or SchemaObjectKind.Index
                || (wanted.Kind == SchemaObjectKind.Table && found.Kind is SchemaObjectKind.Type or SchemaObjectKind.Enum)));
        if (other is not null)
            draft.Conflict($"{wanted.Name} is {Names.A(other)}, where the {Names.Word(wanted)} {wanted.Name} belongs.", Names.Rename(other));
        return other is null;
    }

    private static IEnumerable<string> RestsOn(SchemaObject wanted)
    {
        if (wanted.Table is not null)
            yield return wanted.Table;
        if (wanted[SchemaFact.Definition] is { } definition && wanted.Kind == SchemaObjectKind.Constraint && References().Match(definition) is { Success: true } match)
            yield return match.Groups[1].Value;
    }

    private static string Essence(SchemaObject function) => Space().Replace(function[SchemaFact.Definition] ?? "", "").ToUpperInvariant();

    private static string Described(SchemaObject item) => $"The {Names.Word(item)} {(item.Kind == SchemaObjectKind.Column ? $"{item.Table}.{item.Name}" : item.Name)}{(item.Kind is SchemaObjectKind.Index or SchemaObjectKind.Constraint or SchemaObjectKind.Trigger ? $" on {item.Table}" : "")}";

    private static string Settings(SchemaObject found) => string.Join(", ", found.Facts.Select(fact => $"{fact.Key} {fact.Value}"));

    [GeneratedRegex(@"REFERENCES (?:public\.)?(\w+)\(")]
    private static partial Regex References();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
