using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Configuration;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Makes the context for <c>dotnet ef</c>, from the start-up project's settings and the environment, without starting the application.</summary>
public sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<AgentBrainDbContext>
{
    public AgentBrainDbContext CreateDbContext(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(configuration.GetConnectionString(AgentBrainDbContextOptions.ConnectionStringName));
        return new AgentBrainDbContext(options.Options);
    }
}
