using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The one way in which contexts are set up, by the application, by <c>dotnet ef</c> and by tests.</summary>
public static class AgentBrainDbContextOptions
{
    /// <summary>Name of the connection string.</summary>
    public const string ConnectionStringName = "AgentBrain";

    // A request waits for its answer: few and short retries. What respondents send is safe to repeat, because ids come from the
    // application or a constraint refuses the second copy.
    private const int RetryCount = 3;
    private const int AutoPreparedStatements = 100;
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(2);

    public static DbContextOptionsBuilder UseAgentBrain(this DbContextOptionsBuilder options, string? connectionString)
    {
        if (connectionString is not null)
        {
            // Preparing frequent statements is the largest lever on speed (twice the throughput) unless the operator has chosen otherwise.
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (settings.MaxAutoPrepare == 0)
                settings.MaxAutoPrepare = AutoPreparedStatements;

            // Connections change hands after every statement, and nothing here leaves settings, temporary tables or locks on them to be cleared away.
            settings.NoResetOnClose = true;
            connectionString = settings.ConnectionString;
        }
        return options
            .UseNpgsql(connectionString, postgres => postgres.EnableRetryOnFailure(RetryCount, MaxRetryDelay, errorCodesToAdd: null))
            .UseSnakeCaseNamingConvention();
    }
}
