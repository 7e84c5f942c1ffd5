using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The one way in which contexts are set up, by the application, by <c>dotnet ef</c> and by tests.</summary>
public static class AgentBrainDbContextOptions
{
    /// <summary>Name of the connection string.</summary>
    public const string ConnectionStringName = "AgentBrain";

    private const int AutoPreparedStatements = 100;
    private static readonly UninterruptedCommit Commit = new();

    // How long a host that does not answer is waited for, and how long it is left alone afterwards, where there is another one.
    private const int SecondsToConnect = 3;
    private const int SecondsToRecheck = 5;

    /// <summary>On a connection that somebody else holds, in whose transaction everything happens: nothing is tried again.</summary>
    public static DbContextOptionsBuilder UseAgentBrain(this DbContextOptionsBuilder options, NpgsqlConnection connection) =>
        options.UseNpgsql(connection).UseSnakeCaseNamingConvention().WithoutFilterWarning();

    public static DbContextOptionsBuilder UseAgentBrain(this DbContextOptionsBuilder options, string? connectionString)
    {
        if (connectionString is not null)
        {
            // Preparing frequent statements is the largest lever on speed (twice the throughput) unless the operator has chosen otherwise.
            var settings = Settings(connectionString);
            if (!settings.ShouldSerialize("Max Auto Prepare"))
                settings.MaxAutoPrepare = AutoPreparedStatements;

            // Connections change hands after every statement, and nothing here leaves settings, temporary tables or locks on them to be cleared away.
            settings.NoResetOnClose = true;
            connectionString = settings.ConnectionString;
        }
        return options
            .UseNpgsql(connectionString, postgres => postgres.ExecutionStrategy(dependencies => new RetryStrategy(dependencies)))
            .UseSnakeCaseNamingConvention()
            .WithoutFilterWarning()
            .AddInterceptors(Commit);
    }

    // Nothing leads from a part of an interview to the interview itself, so that a filter on interviews hides no part.
    private static DbContextOptionsBuilder WithoutFilterWarning(this DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));

    /// <summary>Reads a connection string. With several hosts it leads to the one that takes changes, and soon to another when that one is lost, unless it says otherwise.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Settings(string? connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.Host?.Contains(',', StringComparison.Ordinal) != true)
            return settings;
        if (!settings.ShouldSerialize("Target Session Attributes"))
            settings.TargetSessionAttributes = "primary";
        if (!settings.ShouldSerialize("Timeout"))
            settings.Timeout = SecondsToConnect;
        if (!settings.ShouldSerialize("Host Recheck Seconds"))
            settings.HostRecheckSeconds = SecondsToRecheck;
        return settings;
    }
}
