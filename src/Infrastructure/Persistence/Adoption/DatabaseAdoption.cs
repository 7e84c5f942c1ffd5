using System.Data;
using AgentBrain.Application.Brain;
using AgentBrain.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>What came of an adoption.</summary>
/// <param name="Plan">What was done, or with conflicts what would have been.</param>
/// <param name="Figures">What the tables held, before and after alike; empty when nothing was done.</param>
/// <param name="Following">The migrations that <c>db migrate</c> will apply, which were tried and taken back.</param>
public sealed record AdoptionResult(AdoptionPlan Plan, IReadOnlyList<TableFigures> Figures, IReadOnlyList<string> Following)
{
    /// <summary>Whether the database was changed.</summary>
    public bool Adopted => Plan.NothingToDo is null && !Plan.HasConflicts;
}

/// <summary>Takes over a database of the legacy service: makes it what the baseline migrations build, records them, and touches no row.</summary>
public sealed class DatabaseAdoption(DatabaseConnection database, IShippedBrain shipped, TimeProvider time)
{
    /// <summary>How long it waits for whoever uses the database.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What would be done. Reads only.</summary>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses.</exception>
    public async Task<AdoptionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await AdoptionTurn.ExecuteAsync(connection, "SET TRANSACTION READ ONLY", cancellationToken);
        await using var migrations = new MigrationSet(connection);
        return await PlanAsync(connection, migrations, cancellationToken);
    }

    /// <summary>Adopts the database, or leaves it as it is.</summary>
    /// <param name="shown">What a person has agreed to; null for whatever is found.</param>
    /// <param name="cancellationToken">Ends the work; then nothing is changed.</param>
    /// <exception cref="DatabaseNotReadyException">It did not work and nothing was changed; the message says why.</exception>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses; nothing was changed.</exception>
    public async Task<AdoptionResult> AdoptAsync(AdoptionPlan? shown, CancellationToken cancellationToken)
    {
        await using var turn = await DatabaseLock.TakeAsync(database, DatabaseLock.Schema, Patience, cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await AdoptionTurn.SetLimitsAsync(connection, Patience, cancellationToken);
        await using var migrations = new MigrationSet(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var plan = await PlanAsync(connection, migrations, cancellationToken);
        if (plan.NothingToDo is not null || plan.HasConflicts)
            return new AdoptionResult(plan, [], []);

        // Whoever wrote until now may have changed what was found.
        if (plan.Tables.Count > 0)
            await AdoptionTurn.LockAsync(connection, transaction, plan.Tables, cancellationToken);
        plan = await PlanAsync(connection, migrations, cancellationToken);
        if (plan.HasConflicts)
            return new AdoptionResult(plan, [], []);
        if (shown is not null && !shown.Statements.SequenceEqual(plan.Statements))
            throw new DatabaseNotReadyException("The database has changed since the plan was shown, and the plan with it. Nothing was changed. Run this again and look at the new plan.");

        var before = await FiguresAsync(connection, plan.Tables, cancellationToken);
        foreach (var statement in plan.Statements)
            await AdoptionTurn.ExecuteAsync(connection, statement, cancellationToken);
        foreach (var figures in before)
        {
            var after = await TableFigures.ReadAsync(connection, figures.Table, figures.Columns, cancellationToken);
            if (after != figures)
            {
                throw new DatabaseNotReadyException(
                    FormattableString.Invariant($"The rows of {figures.Table} would not be the same afterwards ({figures.Rows} rows, checksum {figures.Checksum}; then {after.Rows} rows, {after.Checksum}). Nothing was changed. Look for triggers and rules that the plan warns of."));
            }
        }

        var following = migrations.Pending(await migrations.RecordedAsync(cancellationToken));
        var rehearsal = new Rehearsal(connection, transaction, migrations, shipped, time);
        if (await rehearsal.TryAsync(following, cancellationToken) is { } conflict)
            return new AdoptionResult(plan with { Findings = [.. plan.Findings, conflict] }, [], []);
        await transaction.CommitAsync(cancellationToken);
        return new AdoptionResult(plan, before, following);
    }

    private static async Task<AdoptionPlan> PlanAsync(NpgsqlConnection connection, MigrationSet migrations, CancellationToken cancellationToken)
    {
        var live = await SchemaCatalog.ReadAsync(connection, cancellationToken);
        var recorded = await migrations.RecordedAsync(cancellationToken);
        var draft = new Draft(connection, live, migrations.Later);
        var tables = draft.Expected.Objects.Where(made => made.Kind == SchemaObjectKind.Table && live.Contains(made.Id)).Select(made => made.Name).ToList();
        if (WhyNothing(live, migrations, recorded, tables) is { } why)
            return new AdoptionPlan { NothingToDo = why };

        var match = new BaselineMatch(draft, recorded);
        var decided = match.Decide();
        var toRecord = decided.Where(each => each.Finding is MigrationFinding.Present or MigrationFinding.Completed).Select(each => each.Migration).ToList();
        if (toRecord.Count == 0)
            return new AdoptionPlan { NothingToDo = $"This database was adopted before. {Remaining(migrations.Pending(recorded))}" };

        // Without rights the rest may not even be readable.
        var rights = new RightsMatch(draft);
        await rights.CompareRightsAsync(cancellationToken);
        if (draft.Findings.Any(finding => finding.Kind == FindingKind.Conflict))
            return new AdoptionPlan { Migrations = decided, Findings = draft.Findings, Tables = tables };

        await match.CompareAsync(toRecord, cancellationToken);
        match.CheckNames(decided.Where(each => each.Finding == MigrationFinding.Pending).Select(each => each.Migration));
        new ExtraMatch(draft).Compare();
        await rights.CompareViewsAsync(cancellationToken);
        await new ContentMatch(draft).CompareAsync(cancellationToken);
        foreach (var statement in migrations.Record(toRecord.Select(migration => migration.Id)))
            draft.Do(Phase.Record, statement);
        return new AdoptionPlan { Migrations = decided, Findings = draft.Findings, Statements = [.. draft.Statements], Tables = tables };
    }

    private static string? WhyNothing(SchemaSnapshot live, MigrationSet migrations, HashSet<string> recorded, List<string> tables)
    {
        if (live.HasNoTables && recorded.Count == 0)
            return "The database is empty: there is nothing to adopt. 'db migrate' builds it.";
        var pending = migrations.Pending(recorded);
        if (Baseline.Migrations.All(migration => recorded.Contains(migration.Id)) || recorded.Any(id => string.CompareOrdinal(id, Baseline.Migrations[^1].Id) > 0))
            return $"This database is one of ours: there is nothing to adopt. {Remaining(pending)}";
        if (tables.Count == 0 && recorded.Count == 0)
            return "The database has none of the legacy service's tables: there is nothing to adopt.";
        return null;
    }

    private static string Remaining(IReadOnlyList<string> pending) => pending.Count == 0
        ? "No migration is pending."
        : FormattableString.Invariant($"{(pending.Count == 1 ? "1 migration is" : $"{pending.Count} migrations are")} pending, the first of them {pending[0]}: 'db migrate' applies them.");

    private static async Task<List<TableFigures>> FiguresAsync(NpgsqlConnection connection, IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        var live = await SchemaCatalog.ReadAsync(connection, cancellationToken);
        List<TableFigures> figures = [];
        foreach (var table in tables)
            figures.Add(await TableFigures.ReadAsync(connection, table, [.. live.On(table).Where(found => found.Kind == SchemaObjectKind.Column).Select(column => column.Name)], cancellationToken));
        return figures;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // Of its own: locks that belong to the connection end with it.
        var settings = database.Unpooled();
        settings.ApplicationName = "Agent Brain db adopt";
        return await DatabaseConnection.OpenAsync(settings, cancellationToken);
    }
}
