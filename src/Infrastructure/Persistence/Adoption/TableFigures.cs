using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>What a table holds, over some of its columns.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Checksum">Differs when any value of any row does; the order of rows has no part in it.</param>
public sealed record TableFigures(string Table, IReadOnlyList<string> Columns, long Rows, string Checksum)
{
    /// <summary>Reads them.</summary>
    public static async Task<TableFigures> ReadAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        // The sum of 64-bit hashes needs no order and no memory for the rows.
        await using var command = new NpgsqlCommand(
            $"SELECT count(*), left(md5(coalesce(sum(hashtextextended(ROW({string.Join(", ", columns)})::text, 0)::numeric), 0)::text), 16) FROM {table}", connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new TableFigures(table, columns, reader.GetInt64(0), reader.GetString(1));
    }

    public bool Equals(TableFigures? other) => other is not null && (Table, Rows, Checksum) == (other.Table, other.Rows, other.Checksum) && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => HashCode.Combine(Table, Rows, Checksum);
}
