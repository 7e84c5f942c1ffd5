using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>How many rows a table has.</summary>
/// <param name="Table">Its name as SQL writes it, with its schema unless that is <c>public</c>.</param>
/// <param name="Rows">The number.</param>
public sealed record TableRows(string Table, long Rows)
{
    /// <summary>Counts all tables but those of PostgreSQL itself and of extensions.</summary>
    internal static async Task<IReadOnlyList<TableRows>> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<(string Name, string Sql)>();
        await using (var list = new NpgsqlCommand(
            """
            SELECT CASE n.nspname WHEN 'public' THEN quote_ident(c.relname) ELSE format('%I.%I', n.nspname, c.relname) END, format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1
            """,
            connection))
        {
            await using var reader = await list.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                tables.Add((reader.GetString(0), reader.GetString(1)));
        }

        var counts = new List<TableRows>();
        foreach (var (name, sql) in tables)
        {
#pragma warning disable CA2100 // names cannot be parameters; the server has quoted them
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {sql}", connection);
#pragma warning restore CA2100
            counts.Add(new TableRows(name, (long)(await count.ExecuteScalarAsync(cancellationToken))!));
        }
        return counts;
    }
}
