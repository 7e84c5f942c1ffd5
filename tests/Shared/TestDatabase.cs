using Npgsql;

namespace AgentBrain.Testing;

/// <summary>
/// An empty database of its own for a test, on the server that AGENTBRAIN_TEST_SERVER names (an Npgsql connection
/// string of a superuser, without a database). It is dropped on disposal, whoever is still connected to it.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string ServerVariable = "AGENTBRAIN_TEST_SERVER";
    private readonly string _maintenance;

    private TestDatabase(string server, string name)
    {
        // Nothing to keep open between two tests.
        _maintenance = new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static Task<TestDatabase> CreateAsync() => CreateAsync("");

    /// <summary>A copy of a database to which nobody is connected but in its pool.</summary>
    public static async Task<TestDatabase> CopyOfAsync(TestDatabase template)
    {
        await using (var pooled = new NpgsqlConnection(template.ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        return await CreateAsync($"TEMPLATE {template.Name}");
    }

    private static async Task<TestDatabase> CreateAsync(string options)
    {
        var server = Environment.GetEnvironmentVariable(ServerVariable);
        if (string.IsNullOrWhiteSpace(server))
        {
            throw new InvalidOperationException(
                $"{ServerVariable} is not set. It names a running PostgreSQL server, for example 'Host=127.0.0.1;Port=5432;Username=postgres'.");
        }

        var database = new TestDatabase(server, $"agentbrain_test_{Guid.NewGuid():N}");
        await database.OnServerAsync($"CREATE DATABASE {database.Name} {options}");
        return database;
    }

    public async Task<NpgsqlConnection> OpenConnectionAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does to it what the application does not.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_maintenance);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
