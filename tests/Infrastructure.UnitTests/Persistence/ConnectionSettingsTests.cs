using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Infrastructure.UnitTests.Persistence;

/// <summary>What is added to connection strings, and what is not.</summary>
public sealed class ConnectionSettingsTests
{
    [Test]
    public void With_several_hosts_the_primary_is_looked_for_and_a_lost_host_is_not_waited_for_long()
    {
        var settings = new DatabaseConnection("Host=db1,db2:5433;Database=agentbrain").Unpooled();

        (settings.TargetSessionAttributes, settings.Timeout, settings.HostRecheckSeconds, settings.Pooling).ShouldBe(("primary", 3, 5, false));
        (settings.Host, settings.Database).ShouldBe(("db1,db2:5433", "agentbrain"));
    }

    [Test]
    public void What_an_operator_says_counts()
    {
        var settings = new NpgsqlConnectionStringBuilder(Used("Host=db1,db2;Target Session Attributes=read-write;Timeout=15;Host Recheck Seconds=10;Max Auto Prepare=0"));

        (settings.TargetSessionAttributes, settings.Timeout, settings.HostRecheckSeconds, settings.MaxAutoPrepare).ShouldBe(("read-write", 15, 10, 0));
    }

    [Test]
    public void With_one_host_nothing_is_looked_for()
    {
        var settings = new NpgsqlConnectionStringBuilder(Used("Host=db1;Database=agentbrain"));

        (settings.TargetSessionAttributes, settings.Timeout).ShouldBe((null, new NpgsqlConnectionStringBuilder().Timeout));
        settings.MaxAutoPrepare.ShouldBeGreaterThan(0);
    }

    [Test]
    public void What_cannot_be_read_is_said_to_be() =>
        Should.Throw<DatabaseNotReadyException>(() => new DatabaseConnection("Host=db1;Flavour=sweet").Unpooled()).Message.ShouldStartWith("The connection string");

    private static string Used(string connectionString)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(connectionString);
        using var context = new AgentBrainDbContext(options.Options);
        return context.Database.GetConnectionString()!;
    }
}
