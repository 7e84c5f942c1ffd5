using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The connection string in use: the configured one, else that of the local server once it runs.</summary>
public sealed class DatabaseConnection(string? configured)
{
    public string? Text { get; set; } = string.IsNullOrWhiteSpace(configured) ? null : configured;

    /// <summary>The settings for a connection beside the pool, which ends when it is closed.</summary>
    /// <exception cref="DatabaseNotReadyException">The connection string cannot be read.</exception>
    public NpgsqlConnectionStringBuilder Unpooled()
    {
        try
        {
            var settings = AgentBrainDbContextOptions.Settings(Text);
            settings.Pooling = false;
            return settings;
        }
        catch (ArgumentException exception)
        {
            throw new DatabaseNotReadyException(
                $"The connection string ConnectionStrings__{AgentBrainDbContextOptions.ConnectionStringName} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Opens a connection beside the pool.</summary>
    /// <exception cref="DatabaseNotReadyException">The connection string cannot be read.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public Task<NpgsqlConnection> OpenUnpooledAsync(CancellationToken cancellationToken) => OpenAsync(Unpooled(), cancellationToken);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    internal static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
