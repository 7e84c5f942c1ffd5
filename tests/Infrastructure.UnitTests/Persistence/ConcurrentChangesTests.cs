using System.Data.Common;
using AgentBrain.Application.Common;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.UnitTests.Persistence;

/// <summary>Which refusals of the database are worth a second attempt.</summary>
public sealed class ConcurrentChangesTests
{
    [TestCase("23505", true, Description = "somebody else took the key")]
    [TestCase("23503", true, Description = "somebody else deleted the row")]
    [TestCase("23P01", true)]
    [TestCase("40001", true)]
    [TestCase("40P01", true)]
    [TestCase(null, true, Description = "the connection broke")]
    [TestCase("22021", false, Description = "characters that cannot be stored")]
    [TestCase("22001", false, Description = "too long")]
    [TestCase("23502", false, Description = "a value is missing")]
    [TestCase("23514", false, Description = "a check refuses it")]
    public async Task A_change_begins_anew_where_that_can_succeed(string? state, bool begins)
    {
        var attempts = 0;
        Task<int> Change() => ++attempts == 1 ? throw new DbUpdateException("refused", new Refusal(state)) : Task.FromResult(attempts);
        await using var db = Context();

        if (begins)
            (await db.UntilStoredAsync(Change)).ShouldBe(2);
        else
            await Should.ThrowAsync<DbUpdateException>(() => db.UntilStoredAsync(Change));

        attempts.ShouldBe(begins ? 2 : 1);
    }

    [Test]
    public async Task A_change_that_somebody_else_was_faster_with_begins_anew()
    {
        var attempts = 0;
        await using var db = Context();

        (await db.UntilStoredAsync(() => ++attempts == 1 ? throw new DbUpdateConcurrencyException() : Task.FromResult(attempts))).ShouldBe(2);
    }

    private static AgentBrainDbContext Context() => new(new DbContextOptionsBuilder<AgentBrainDbContext>().UseNpgsql("Host=nowhere").Options);

    private sealed class Refusal(string? state) : DbException("refused")
    {
        public override string? SqlState => state;
    }
}
