using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.UnitTests.Persistence;

public class RetryStrategyTests
{
#pragma warning disable CA2201 // thrown in the place of the runtime
    [Test]
    public void A_connection_that_is_lost_while_a_command_is_sent_is_a_passing_trouble() =>
        AttemptsUntilDone(new NullReferenceException { Source = "Npgsql" }).ShouldBe(2);

    [Test]
    public void A_fault_of_the_application_is_not_repeated() =>
        Should.Throw<NullReferenceException>(() => AttemptsUntilDone(new NullReferenceException { Source = "AgentBrain.Application" }));
#pragma warning restore CA2201

    private static int AttemptsUntilDone(Exception trouble)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain("Host=nowhere.invalid");
        using var context = new AgentBrainDbContext(options.Options);
        var attempts = 0;
        context.Database.CreateExecutionStrategy().Execute(() =>
        {
            if (++attempts == 1)
                throw trouble;
        });
        return attempts;
    }
}
