using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;

namespace AgentBrain.Application.Common;

/// <summary>
/// What is measured of the application's own work, for whoever listens: how long it takes and what comes of it. Never what respondents say, nor which
/// interview it was.
/// </summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the source of activities.</summary>
    public const string Name = "AgentBrain";

    /// <summary>Seconds that a decision took, with its <c>outcome</c>: <c>question</c>, or <c>end</c> when nothing more is asked.</summary>
    public const string DecisionDuration = "agentbrain.decision.duration";

    /// <summary>Seconds that understanding one text took.</summary>
    public const string UnderstandingDuration = "agentbrain.understanding.duration";

    /// <summary>Number of slots about which one text says something.</summary>
    public const string UnderstandingSlots = "agentbrain.understanding.slots";

    /// <summary>Seconds that an attempt at outside work took, with its <c>kind</c> and its <c>outcome</c>: <c>succeeded</c>, <c>interrupted</c>, <c>not_now</c>, <c>refused</c>, or <c>taken_over</c> when somebody else had it by then.</summary>
    public const string AttemptDuration = "agentbrain.attempt.duration";

    private const string Outcome = "outcome";
    private const string Kind = "kind";
    private const string Slots = "slots";
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2] };
    private static readonly InstrumentAdvice<double> LongSeconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] };
    private static readonly InstrumentAdvice<int> Few = new() { HistogramBucketBoundaries = [0, 1, 2, 3, 5, 8] };
    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Decisions = Meter.CreateHistogram(DecisionDuration, "s", "Duration of a decision what to ask next.", advice: Seconds);
    private static readonly Histogram<double> Understandings = Meter.CreateHistogram(UnderstandingDuration, "s", "Duration of understanding one text.", advice: Seconds);
    private static readonly Histogram<double> Attempts = Meter.CreateHistogram(AttemptDuration, "s", "Duration of an attempt at outside work.", advice: LongSeconds);
    private static readonly Histogram<int> Understood = Meter.CreateHistogram(UnderstandingSlots, "{slot}", "Slots about which one text says something.", advice: Few);

    /// <summary>Starts an interview, which decides what to ask.</summary>
    internal static Session Decide(Func<Session> start) => Decide(start, session => session);

    /// <summary>Changes an interview, which then decides what to ask.</summary>
    internal static void Decide(Session session, Action change) => Decide(
        () =>
        {
            change();
            return session;
        },
        changed => changed);

    /// <summary>Changes an interview, which then decides what to ask.</summary>
    internal static T Decide<T>(Session session, Func<T> change) => Decide(change, _ => session);

    /// <summary>Understands one text.</summary>
    internal static async ValueTask<Understanding> UnderstandAsync(Func<ValueTask<Understanding>> understand)
    {
        using var activity = Activities.StartActivity("understand");
        var started = Stopwatch.GetTimestamp();
        var understanding = await understand();
        Understandings.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        Understood.Record(understanding.Slots.Count);
        activity?.SetTag(Slots, understanding.Slots.Count);
        return understanding;
    }

    /// <summary>Makes an attempt at outside work.</summary>
    internal static async Task<AttemptOutcome?> AttemptAsync(string kind, Func<Task<AttemptOutcome?>> attempt)
    {
        using var activity = Activities.StartActivity("attempt");
        var started = Stopwatch.GetTimestamp();
        var outcome = await attempt() switch
        {
            AttemptOutcome.Succeeded done => (done, Word: "succeeded"),
            AttemptOutcome.Interrupted interrupted => (interrupted, Word: "interrupted"),
            AttemptOutcome.NotNow later => (later, Word: "not_now"),
            AttemptOutcome.Refused refused => (refused, Word: "refused"),
            _ => ((AttemptOutcome?)null, Word: "taken_over"),
        };
        Attempts.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new(Kind, kind), new(Outcome, outcome.Word));
        activity?.SetTag(Kind, kind);
        activity?.SetTag(Outcome, outcome.Word);
        return outcome.Item1;
    }

    private static T Decide<T>(Func<T> change, Func<T, Session> interview)
    {
        using var activity = Activities.StartActivity("decide");
        var started = Stopwatch.GetTimestamp();
        var changed = change();
        var outcome = interview(changed).CurrentQuestion is null ? "end" : "question";
        Decisions.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));
        activity?.SetTag(Outcome, outcome);
        return changed;
    }
}
