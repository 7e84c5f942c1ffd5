using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>The numbers that a database gives to rows.</summary>
internal static class DatabaseNumbers
{
    /// <summary>Lets numbers in one database begin after those that another has given out.</summary>
    public static async Task CarryOnAsync(NpgsqlConnection from, NpgsqlConnectionStringBuilder to, CancellationToken cancellationToken)
    {
        var sequences = new List<(string Schema, string Name, long Last)>();
        await using (var read = new NpgsqlCommand(
            "SELECT schemaname::text, sequencename::text, last_value FROM pg_sequences WHERE last_value IS NOT NULL AND increment_by > 0 AND NOT cycle", from))
        {
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                sequences.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }

        await using var after = await DatabaseConnection.OpenAsync(to, cancellationToken);
        await using var carry = new NpgsqlCommand(
            """
            SELECT setval(format('%I.%I', s.schemaname, s.sequencename)::regclass, b.last)
            FROM pg_sequences s JOIN unnest($1, $2, $3) AS b (schema, name, last) ON b.schema = s.schemaname AND b.name = s.sequencename
            WHERE b.last > coalesce(s.last_value, s.start_value - 1) AND b.last <= s.max_value
            """,
            after)
        {
            Parameters =
            {
                new() { Value = sequences.ConvertAll(sequence => sequence.Schema) },
                new() { Value = sequences.ConvertAll(sequence => sequence.Name) },
                new() { Value = sequences.ConvertAll(sequence => sequence.Last) },
            },
        };
        await carry.ExecuteNonQueryAsync(cancellationToken);
    }
}
