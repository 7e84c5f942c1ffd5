using System.Security.Cryptography;
using Npgsql;

namespace AgentBrain.Web.Tests.Support;

/// <summary>A database of a role that is no superuser, as in production, and whatever other databases that role makes.</summary>
public sealed class OwnedDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private OwnedDatabase(TestDatabase database)
    {
        _database = database;
        Role = database.Name.Replace("test", "owner", StringComparison.Ordinal);
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Role, Password = RandomNumberGenerator.GetHexString(20) };
        ConnectionString = settings.ConnectionString;
    }

    public string Name => _database.Name;

    public string Role { get; }

    public string ConnectionString { get; }

    public static async Task<OwnedDatabase> CreateAsync()
    {
        var owned = new OwnedDatabase(await TestDatabase.CreateAsync());
        await owned.OnServerAsync($"CREATE ROLE {owned.Role} LOGIN CREATEDB PASSWORD '{new NpgsqlConnectionStringBuilder(owned.ConnectionString).Password}'");
        await owned.OnServerAsync($"ALTER DATABASE {owned.Name} OWNER TO {owned.Role}");
        return owned;
    }

    /// <summary>Does what only a superuser may, from another database.</summary>
    public async Task OnServerAsync(string sql)
    {
        await using var connection = await OpenAsync("postgres");
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The databases of the role.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        await using var connection = await OpenAsync("postgres");
        return await ReadAsync(connection, $"SELECT datname::text FROM pg_database WHERE pg_get_userbyid(datdba) = '{Role}' ORDER BY datname");
    }

    /// <summary>A checksum of every table.</summary>
    public async Task<IReadOnlyList<string>> ChecksumsAsync(string? name = null)
    {
        await using var connection = await OpenAsync(name ?? Name);
        var tables = await ReadAsync(connection, "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
        var checksums = new List<string>();
        foreach (var table in tables)
            checksums.AddRange(await ReadAsync(connection, $"SELECT '{table} ' || count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"));
        return checksums;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in await NamesAsync())
            await OnServerAsync($"DROP DATABASE {name} WITH (FORCE)");
        await OnServerAsync($"DROP ROLE {Role}");
        await _database.DisposeAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync(string name)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = name, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
