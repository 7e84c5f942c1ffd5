using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Reads the schema <c>public</c> of a live database from <c>pg_catalog</c>, in one round trip and without changing anything.</summary>
public static class SchemaCatalog
{
    /// <summary>
    /// Reads every object. Inside a transaction that is how the transaction sees them; without one, all are of one moment only as far as nobody changes them
    /// meanwhile.
    /// </summary>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses.</exception>
    public static async Task<SchemaSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SchemaQueries.Before));
        foreach (var (_, sql) in SchemaQueries.All)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SchemaQueries.After));

        List<SchemaObject> objects = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var (kind, _) in SchemaQueries.All)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var facts = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(2))!;
                objects.Add(new SchemaObject(
                    new SchemaObjectId(kind, reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetString(1)),
                    facts.ToImmutableSortedDictionary(StringComparer.Ordinal)));
            }
        }
        return new SchemaSnapshot(objects);
    }
}
