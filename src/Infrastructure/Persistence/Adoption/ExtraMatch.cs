using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Looks at what is there beside the baseline: it is kept, unless the application could not work beside it.</summary>
internal sealed class ExtraMatch(Draft draft)
{
    public void Compare()
    {
        foreach (var extra in draft.Live.Objects.Where(found => !draft.Expected.Contains(found.Id) && !draft.Renamed.Contains(found.Id)))
        {
            if (IsInTheWay(extra))
                continue;
            if (extra.Table is null)
                Alone(extra);
            else if (draft.Expected.Contains(new SchemaObjectId(SchemaObjectKind.Table, null, extra.Table)))
                OnTable(extra);
        }
    }

    // Later migrations would stumble over it.
    private bool IsInTheWay(SchemaObject extra)
    {
        string? migration;
        var name = Names.Bare(extra.Name.Split('(')[0]);
        if (extra.Kind == SchemaObjectKind.Column)
            draft.Later.Adds.TryGetValue((Names.Bare(extra.Table!), name), out migration);
        else if (!draft.Later.Makes.TryGetValue(name, out migration))
            return false;
        if (migration is null)
            return false;
        var what = extra.Kind == SchemaObjectKind.Column ? $"The column {extra.Table}.{extra.Name}" : $"The {Names.Word(extra)} {extra.Name}";
        draft.Conflict($"{what} has the name of something that the migration {migration} makes.", Names.Rename(extra));
        return true;
    }

    private void Alone(SchemaObject extra)
    {
        // It is one with its column.
        if (extra.Kind == SchemaObjectKind.Sequence && extra[SchemaFact.Owner] is { } owner && !draft.Expected.Contains(new SchemaObjectId(SchemaObjectKind.Table, null, owner.Split('.')[0])))
            return;
        if (extra.Kind != SchemaObjectKind.Extension)
            draft.Kept($"The {Names.Word(extra)} {extra.Name} is not ours.");
    }

    private void OnTable(SchemaObject extra)
    {
        var name = $"{extra.Table}.{extra.Name}";
        switch (extra.Kind)
        {
            case SchemaObjectKind.Column when extra[SchemaFact.NotNull] is not null && extra[SchemaFact.Default] is null && extra[SchemaFact.Generated] is null && extra[SchemaFact.Identity] is null:
                draft.Conflict(
                    $"The column {name} is not ours, must not be null and has no default: rows that the application writes would be refused.",
                    $"ALTER TABLE {extra.Table} ALTER COLUMN {extra.Name} DROP NOT NULL;");
                break;
            case SchemaObjectKind.Column:
                draft.Kept($"The column {name} ({extra[SchemaFact.Type]}) is not ours.");
                break;
            case SchemaObjectKind.Index when extra[SchemaFact.Unique] is null:
                draft.Kept($"The index {extra.Name} on {extra.Table}, {extra[SchemaFact.Definition]}, is not ours.");
                break;
            case SchemaObjectKind.Index:
                draft.Warn($"The unique index {extra.Name} on {extra.Table}, {extra[SchemaFact.Definition]}, is not ours: it refuses rows that the application may write.", $"DROP INDEX {extra.Name};");
                break;
            case SchemaObjectKind.Constraint:
                draft.Warn(
                    $"The {Names.Word(extra)} {extra.Name} on {extra.Table}, {ObjectSql.Unqualified(extra[SchemaFact.Definition]!)}, is not ours: it refuses rows that the application may write.",
                    $"ALTER TABLE {extra.Table} DROP CONSTRAINT {extra.Name};");
                break;
            default:
                draft.Warn($"The {Names.Word(extra)} {extra.Name} on {extra.Table} is not ours and takes part in what the application writes: {extra[SchemaFact.Definition]}.");
                break;
        }
    }
}
