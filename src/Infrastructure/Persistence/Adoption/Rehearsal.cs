using AgentBrain.Application.Brain;
using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>
/// Applies the migrations that follow and publishes the brain, and takes it all back: adoption is not to lead to a database that <c>db migrate</c> or the
/// start of the application then refuses.
/// </summary>
internal sealed class Rehearsal(NpgsqlConnection connection, NpgsqlTransaction transaction, MigrationSet migrations, IShippedBrain shipped, TimeProvider time)
{
    private const string Savepoint = "rehearsal";

    /// <summary>Why it does not work; null when it does.</summary>
    public async Task<AdoptionFinding?> TryAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var sequences = await SequencesAsync(cancellationToken);
        await transaction.SaveAsync(Savepoint, cancellationToken);
        var finding = await ApplyAsync(ids, cancellationToken) ?? await PublishAsync(cancellationToken);
        await transaction.RollbackAsync(Savepoint, cancellationToken);

        // What sequences gave is not taken back with the rest. Nobody else can have taken a number: the tables are locked.
        foreach (var (name, last, called) in (await SequencesAsync(cancellationToken)).Except(sequences).Join(sequences, one => one.Name, other => other.Name, (_, before) => before))
        {
            await using var command = new NpgsqlCommand("SELECT setval($1::regclass, $2, $3)", connection)
            {
                Parameters = { new() { Value = name }, new() { Value = last }, new() { Value = called } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return finding;
    }

    private async Task<AdoptionFinding?> ApplyAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            try
            {
                foreach (var sql in migrations.SqlOf(id))
                {
                    await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }
            }
            catch (PostgresException exception)
            {
                var where = exception.TableName is { } table ? $" (table {table})" : "";
                return new AdoptionFinding(FindingKind.Conflict, $"The migration {id} would fail: {exception.MessageText}.{where} {exception.Hint}".TrimEnd());
            }
        }
        return null;
    }

    private async Task<AdoptionFinding?> PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = MigrationSet.ContextOn(connection);
            await db.Database.UseTransactionAsync(transaction, cancellationToken);
            await new EnsureBrainPublishedHandler(db, shipped, time).Handle(new EnsureBrainPublished(), cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it is, it would keep the application from starting.
            return new AdoptionFinding(FindingKind.Conflict, $"The brain in the database could not be published: {exception.GetBaseException().Message} Correct the rows of the brain_* tables.");
        }
    }

    private async Task<List<(string Name, long Last, bool Called)>> SequencesAsync(CancellationToken cancellationToken)
    {
        var names = (await SchemaCatalog.ReadAsync(connection, cancellationToken)).Objects.Where(found => found.Kind == SchemaObjectKind.Sequence).Select(found => found.Name).ToList();
        List<(string, long, bool)> sequences = [];
        foreach (var name in names)
        {
            await using var command = new NpgsqlCommand($"SELECT last_value, is_called FROM {name}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            sequences.Add((name, reader.GetInt64(0), reader.GetBoolean(1)));
        }
        return sequences;
    }
}
