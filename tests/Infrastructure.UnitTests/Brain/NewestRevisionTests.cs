using AgentBrain.Application.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Brain;

/// <summary>What a node remembers of which revision is the newest.</summary>
public sealed class NewestRevisionTests
{
    private readonly HandClock _clock = new();

    [Test]
    public void Nothing_is_known_until_somebody_has_read_it() => new NewestRevision(_clock).Id.ShouldBeNull();

    [Test]
    public void What_was_read_counts_for_a_while_from_before_it_was_read()
    {
        var newest = new NewestRevision(_clock);
        var moment = newest.BeforeReading();
        _clock.Ticks += TimeSpan.FromSeconds(1).Ticks;
        newest.Read(7, moment);
        newest.Id.ShouldBe(7);

        _clock.Ticks += (NewestRevision.Lasts - TimeSpan.FromSeconds(1)).Ticks;
        newest.Id.ShouldBeNull();
        NewestRevision.Lasts.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Test]
    public void What_was_read_before_this_node_published_does_not_count()
    {
        var newest = new NewestRevision(_clock);
        newest.Read(7, newest.BeforeReading());
        var moment = newest.BeforeReading();

        newest.Forget();

        newest.Id.ShouldBeNull();
        newest.Read(7, moment);
        newest.Id.ShouldBeNull("it was read before");
        newest.Read(8, newest.BeforeReading());
        newest.Id.ShouldBe(8);
    }

    [Test]
    public void An_older_revision_is_the_newest_again_after_a_backup_was_restored()
    {
        var newest = new NewestRevision(_clock);
        newest.Read(7, newest.BeforeReading());
        newest.Read(6, newest.BeforeReading());
        newest.Id.ShouldBe(6);
        newest.Read(null, newest.BeforeReading());
        newest.Id.ShouldBeNull();
    }

    private sealed class HandClock : TimeProvider
    {
        public long Ticks { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
