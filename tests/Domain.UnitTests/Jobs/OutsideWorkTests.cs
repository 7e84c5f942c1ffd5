using AgentBrain.Domain.Jobs;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Jobs;

public class OutsideWorkTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly AttemptOutcome Succeeded = new AttemptOutcome.Succeeded();
    private static readonly AttemptOutcome NotNow = new AttemptOutcome.NotNow("The server is busy.");

    [Test]
    public void New_work_is_due_at_once()
    {
        var work = new Errand(Start);

        work.IsDue(Start).ShouldBeTrue();
        work.IsDue(Start.AddSeconds(-1)).ShouldBeFalse();
    }

    [Test]
    public void Whoever_begins_it_has_it_for_the_length_of_a_lease()
    {
        var work = new Errand(Start);

        work.LeaseId.ShouldBeNull();
        var lease = work.Begin(Start);

        work.LeaseId.ShouldBe(lease);
        work.IsDue(Start + OutsideWork.Lease).ShouldBeFalse();
        work.IsDue(Start + OutsideWork.Lease + TimeSpan.FromTicks(1)).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => work.Begin(Start));
        Should.Throw<InvalidOperationException>(() => work.TryAgain(Start));
    }

    [Test]
    public void What_was_left_behind_is_begun_with_another_lease()
    {
        var work = new Errand(Start);
        var first = work.Begin(Start);

        var second = work.Begin(Start.AddMinutes(1));

        second.ShouldNotBe(first);
        (work.Attempts, work.Takeovers).ShouldBe((1, 1), "nobody knows whether the first would have succeeded");
        work.End(NotNow, Start.AddMinutes(1));
        work.NextAttemptAt.ShouldBe(Start.AddMinutes(1) + Errand.AllPauses[0]);
    }

    [Test]
    public void What_is_left_behind_again_and_again_is_not_tried_for_ever()
    {
        var work = new Errand(Start);
        for (var minute = 0; minute <= OutsideWork.MostTakeovers; minute++)
        {
            work.IsLeftTooOften.ShouldBeFalse();
            work.Begin(Start.AddMinutes(minute));
        }
        work.IsLeftTooOften.ShouldBeFalse();
        work.Begin(Start.AddDays(1));

        work.IsLeftTooOften.ShouldBeTrue();
        work.End(new AttemptOutcome.Interrupted(), Start.AddDays(1));
        work.IsLeftTooOften.ShouldBeFalse("one attempt ended as it should");
    }

    [Test]
    public void Success_ends_it()
    {
        var work = new Errand(Start);
        work.Begin(Start);
        work.End(NotNow, Start);
        work.Begin(Start.AddHours(1));

        work.End(Succeeded, Start.AddHours(2));

        work.Status.ShouldBe(WorkStatus.Done);
        work.EndedAt.ShouldBe(Start.AddHours(2));
        work.LastError.ShouldBeNull();
        work.IsDue(DateTimeOffset.MaxValue).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => work.End(Succeeded, Start));
    }

    [Test]
    public void It_is_tried_again_after_each_pause_and_then_given_up()
    {
        var work = new Errand(Start);
        var now = Start;
        foreach (var pause in Errand.AllPauses)
        {
            work.Begin(now);
            work.End(NotNow, now);
            work.Status.ShouldBe(WorkStatus.Waiting);
            work.NextAttemptAt.ShouldBe(now + pause);
            now += pause;
        }
        work.Begin(now);
        work.End(NotNow, now);

        work.Status.ShouldBe(WorkStatus.Failed);
        work.LastError.ShouldBe("The server is busy.");
        work.EndedAt.ShouldBe(now);
    }

    [Test]
    public void The_other_side_may_ask_for_patience()
    {
        var work = new Errand(Start);
        work.Begin(Start);

        work.End(new AttemptOutcome.NotNow("Too many.", TimeSpan.FromHours(3)), Start);

        work.NextAttemptAt.ShouldBe(Start.AddHours(3));
    }

    [Test]
    public void A_refusal_is_final_until_somebody_has_it_tried_again()
    {
        var work = new Errand(Start);
        work.Begin(Start);
        work.End(new AttemptOutcome.Refused("Unknown mailbox."), Start);
        work.Status.ShouldBe(WorkStatus.Failed);

        work.TryAgain(Start.AddDays(1));

        work.IsDue(Start.AddDays(1)).ShouldBeTrue();
        work.Attempts.ShouldBe(0);
        work.EndedAt.ShouldBeNull();
    }

    [Test]
    public void An_interrupted_attempt_does_not_count()
    {
        var work = new Errand(Start);
        work.Begin(Start);

        work.End(new AttemptOutcome.Interrupted(), Start.AddSeconds(5));

        work.Attempts.ShouldBe(0);
        work.IsDue(Start.AddSeconds(5)).ShouldBeTrue();
    }

    [Test]
    public void Characters_stay_whole_where_a_reason_is_shortened()
    {
        var work = new Errand(Start);
        work.Begin(Start);

        work.End(new AttemptOutcome.Refused(new string('x', OutsideWork.MaxError - 2) + "🔥🔥"), Start);

        work.LastError.ShouldBe(new string('x', OutsideWork.MaxError - 2) + "…");
    }

    [Test]
    public void Long_reasons_are_shortened()
    {
        var work = new Errand(Start);
        work.Begin(Start);

        work.End(new AttemptOutcome.Refused(new string('x', OutsideWork.MaxError + 1)), Start);

        work.LastError!.Length.ShouldBe(OutsideWork.MaxError);
        work.LastError.ShouldEndWith("…");
    }

    [Test]
    public void Whatever_happens_the_times_and_the_lease_fit_the_status() => Gen.Int[0, 5].Array[0, 40].Sample(steps =>
    {
        var work = new Errand(Start);
        var now = Start;
        foreach (var step in steps)
        {
            now += TimeSpan.FromMinutes(step);
            if (work.Status == WorkStatus.Running && step < 4)
                work.End(step switch { 0 => Succeeded, 1 => NotNow, 2 => new AttemptOutcome.Interrupted(), _ => new AttemptOutcome.Refused("No.") }, now);
            else if (work.IsDue(now))
                work.Begin(now);
            else if (work.Status != WorkStatus.Running)
                work.TryAgain(now);
            (work.NextAttemptAt is not null).ShouldBe(work.Status == WorkStatus.Waiting);
            (work.LeasedUntil is not null).ShouldBe(work.Status == WorkStatus.Running);
            (work.LeaseId is not null).ShouldBe(work.Status == WorkStatus.Running);
            (work.EndedAt is not null).ShouldBe(work.Status is WorkStatus.Done or WorkStatus.Failed);
            work.Attempts.ShouldBeInRange(0, steps.Length);
        }
    });

    private sealed class Errand(DateTimeOffset now) : OutsideWork(now)
    {
        public static readonly TimeSpan[] AllPauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)];

        protected override IReadOnlyList<TimeSpan> Pauses => AllPauses;
    }
}
