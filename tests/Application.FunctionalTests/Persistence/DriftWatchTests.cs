using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Operations;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AgentBrain.Application.FunctionalTests.Persistence;

/// <summary>The daily check, by a clock that tests move.</summary>
public sealed class DriftWatchTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Drift_is_found_once_a_day_and_told_in_the_log(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        var log = new LogSpy();
        await using var node = TestServices.Build(database.ConnectionString, services => services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log), Environments.Production, new() { ["Database:MigrateOnStart"] = "true" });
        var clock = node.GetRequiredService<FakeTimeProvider>();
        foreach (var service in node.GetServices<IHostedService>())
            await service.StartAsync(cancellationToken);

        await database.ExecuteAsync("DROP INDEX idx_feedback_rating");
        (await ChecksAsync(node, 1, clock, TimeSpan.FromSeconds(30), cancellationToken)).ShouldBe([DriftOutcome.Drifted]);
        log.Lines.ShouldContain(line => line.Text.Contains("drifted", StringComparison.Ordinal) && line.Text.Contains("idx_feedback_rating", StringComparison.Ordinal));

        await database.ExecuteAsync("CREATE INDEX idx_feedback_rating ON feedback (rating)");
        clock.Advance(TimeSpan.FromHours(12));
        await Task.Delay(200, cancellationToken);
        (await ChecksAsync(node, 1, clock, TimeSpan.Zero, cancellationToken)).Count.ShouldBe(1);
        (await ChecksAsync(node, 2, clock, TimeSpan.FromHours(1), cancellationToken)).ShouldBe([DriftOutcome.Drifted, DriftOutcome.Same]);

        foreach (var service in node.GetServices<IHostedService>())
            await service.StopAsync(cancellationToken);
    }

    // The watch may not wait yet when the clock is moved: it is moved until there are as many checks.
    private static async Task<List<DriftOutcome>> ChecksAsync(ServiceProvider node, int atLeast, FakeTimeProvider clock, TimeSpan step, CancellationToken cancellationToken)
    {
        for (; ; await Task.Delay(100, cancellationToken))
        {
            await using var scope = node.CreateAsyncScope();
            var outcomes = await scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().DriftChecks.OrderBy(check => check.Id).Select(check => check.Outcome).ToListAsync(cancellationToken);
            if (outcomes.Count >= atLeast)
                return outcomes;
            clock.Advance(step);
        }
    }
}
