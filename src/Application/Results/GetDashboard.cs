using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Results;

/// <summary>How interviews go: of those that started within a period, and of the ratings left within it.</summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record GetDashboard : IRequest<DashboardView>
{
    /// <summary>The first day; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A number of days up to and with the present one, 1 to <see cref="MostDays"/>, in the place of both; null for these.</summary>
    public int? Days { get; init; }

    /// <summary>Most days before the present one.</summary>
    public const int MostDays = 3650;

    /// <summary>Language of the interviews, see <see cref="Languages"/>; null for all.</summary>
    public string? Language { get; init; }

    /// <summary>Number of the revision that they are held under; null for all.</summary>
    public int? Revision { get; init; }
}

/// <summary>How interviews go. Every rate is 0 to 100 percent of the number that is named.</summary>
public sealed record DashboardView
{
    /// <summary>Interviews that started.</summary>
    public required int Started { get; init; }

    /// <summary>Of them, those with a report.</summary>
    public required int Finished { get; init; }

    /// <summary>Of them, those without a report in which something was done within the last day.</summary>
    public required int InProgress { get; init; }

    /// <summary>Of them, those without a report in which nothing was done for a day.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Of them, those that their respondents ended before they were complete, with a report or without.</summary>
    public required int EndedEarly { get; init; }

    /// <summary>Time from the first question to the report that half of the finished interviews took at most; null without any.</summary>
    public required TimeSpan? MedianTime { get; init; }

    /// <summary>Time that nine of ten finished interviews took at most; null without any.</summary>
    public required TimeSpan? NinetiethTime { get; init; }

    /// <summary>Abandoned interviews by the question that waits, most first. Those that wait for contact details alone have no question.</summary>
    public required IReadOnlyList<Share> AbandonedAt { get; init; }

    /// <summary>Finished interviews by raised flag, most first; the flags of the brain that none raised come last.</summary>
    public required IReadOnlyList<Share> Flags { get; init; }

    /// <summary>Finished interviews by slot with a value, in the order of the brain.</summary>
    public required IReadOnlyList<Share> FilledSlots { get; init; }

    /// <summary>The period in days, weeks or months.</summary>
    public required IReadOnlyList<IntervalFigures> Intervals { get; init; }

    /// <summary>What an interval is.</summary>
    public required IntervalLength IntervalLength { get; init; }

    /// <summary>How respondents rated.</summary>
    public required RatingStatistics Ratings { get; init; }

    /// <summary>Numbers of the revisions to choose from, newest first.</summary>
    public required IReadOnlyList<int> Revisions { get; init; }

    /// <summary>The first day that was asked for; null for no limit.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>The last day that was asked for; null for no limit.</summary>
    public required DateOnly? To { get; init; }
}

/// <summary>A part of a number of interviews.</summary>
/// <param name="Id">Key, code or id; null for none.</param>
/// <param name="Label">What people call it.</param>
/// <param name="RuleId">Id of the rule that raises a flag; null for anything else and where it is not known.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
public sealed record Share(string? Id, string Label, string? RuleId, int Count, int Of)
{
    /// <summary>0 to 100, with one decimal place.</summary>
    public decimal Percent => PercentOf(Count, Of);

    /// <summary>0 to 100, with one decimal place; 0 of nothing.</summary>
    public static decimal PercentOf(int count, int of) => of == 0 ? 0 : Math.Round(100m * count / of, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Lengths of intervals.</summary>
public enum IntervalLength
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday to Sunday.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A year.</summary>
    Year,
}

/// <summary>What happened in an interval.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Started">Interviews that started.</param>
/// <param name="Finished">Of them, those with a report.</param>
/// <param name="Ratings">Ratings that were left.</param>
public sealed record IntervalFigures(DateOnly From, int Started, int Finished, RatingStatistics Ratings);

/// <summary>Validates <see cref="GetDashboard"/>.</summary>
public sealed class GetDashboardValidator : AbstractValidator<GetDashboard>
{
    /// <summary>Sets the rules.</summary>
    public GetDashboardValidator()
    {
        RuleFor(request => request.Language).MustBeSupported().When(request => !string.IsNullOrEmpty(request.Language));
        RuleFor(request => request.From).LimitsPeriod();
        RuleFor(request => request.To).LimitsPeriod()
            .Must((request, to) => !(to < request.From)).WithMessage("Choose a last day that is not before the first one.");
        RuleFor(request => request.Days)
            .InclusiveBetween(1, GetDashboard.MostDays).WithMessage($"Choose 1 to {GetDashboard.MostDays} days.");
    }
}

/// <summary>Handles <see cref="GetDashboard"/>.</summary>
public sealed class GetDashboardHandler(IApplicationDbContext db, IInterviewFigures figures, CompiledBrains brains, TimeProvider time)
    : IRequestHandler<GetDashboard, DashboardView>
{
    /// <inheritdoc/>
    public async Task<DashboardView> Handle(GetDashboard request, CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.GetUtcNow());
        var (first, last) = request.Days is { } back ? (today.AddDays(1 - back), (DateOnly?)today) : (request.From, request.To);
        var (from, until) = time.Span(first, last);
        var (length, days) = Intervals(first ?? await FirstDayAsync(today, cancellationToken), Earlier(last ?? today, today));
        var read = await figures.ReadAsync(
            new FiguresFilter
            {
                From = from,
                Until = until,
                Language = request.Language,
                RevisionId = request.Revision,
                AbandonedSince = time.AbandonedSince(),
                Intervals = [.. days.Select(time.StartOf)],
            },
            cancellationToken);
        var newest = await brains.NewestAsync(db, cancellationToken);
        var words = new BrainWords(request.Revision is { } revision && await db.BrainRevisions.AnyAsync(known => known.Id == revision, cancellationToken)
            ? await brains.GetAsync(db, revision, cancellationToken)
            : newest?.Brain);

        var finished = Count(InterviewStanding.Finished);
        var abandoned = Count(InterviewStanding.Abandoned);
        return new DashboardView
        {
            Started = read.Started.Sum(figure => figure.Count),
            Finished = finished,
            InProgress = Count(InterviewStanding.InProgress),
            Abandoned = abandoned,
            EndedEarly = read.Started.Where(figure => figure.EndedEarly).Sum(figure => figure.Count),
            MedianTime = read.MedianTime,
            NinetiethTime = read.NinetiethTime,
            AbandonedAt =
            [
                .. read.AbandonedAt.OrderByDescending(figure => figure.Count).ThenBy(figure => figure.Key, StringComparer.Ordinal)
                    .Select(figure => new Share(figure.Key, figure.Key is null ? "At the end, before leaving contact details" : words.Question(figure.Key), null, figure.Count, abandoned)),
            ],
            Flags = Flags(read.Flags, words, finished),
            FilledSlots = FilledSlots(read.FilledSlots, words, finished),
            Intervals =
            [
                .. days.Select((day, place) => new IntervalFigures(
                    day,
                    read.Started.Where(figure => figure.Interval == place).Sum(figure => figure.Count),
                    read.Started.Where(figure => figure.Interval == place && figure.Standing == InterviewStanding.Finished).Sum(figure => figure.Count),
                    Ratings(read.Ratings.Where(figure => figure.Interval == place)))),
            ],
            IntervalLength = length,
            Ratings = Ratings(read.Ratings),
            Revisions = await db.BrainRevisions.Select(known => known.Id).OrderDescending().ToListAsync(cancellationToken),
            From = first,
            To = last,
        };

        int Count(InterviewStanding standing) => read.Started.Where(figure => figure.Standing == standing).Sum(figure => figure.Count);
    }

    private static List<Share> Flags(IReadOnlyList<KeyFigure> raised, BrainWords words, int finished)
    {
        var counts = raised.ToDictionary(figure => figure.Key!, figure => figure.Count);
        foreach (var rule in words.Brain?.Document.RiskRules.Where(rule => rule.Enabled) ?? [])
            counts.TryAdd(rule.Code, 0);
        return
        [
            .. counts.OrderByDescending(flag => flag.Value).ThenBy(flag => flag.Key, StringComparer.Ordinal)
                .Select(flag => new Share(flag.Key, flag.Key, words.Brain?.FindRisk(flag.Key)?.Id, flag.Value, finished)),
        ];
    }

    private static List<Share> FilledSlots(IReadOnlyList<KeyFigure> filled, BrainWords words, int finished)
    {
        var counts = filled.ToDictionary(figure => figure.Key!, figure => figure.Count);
        var keys = (words.Brain?.Document.Slots ?? []).Select(slot => slot.Key).ToList();
        return
        [
            .. keys.Concat(counts.Keys.Except(keys).Order(StringComparer.Ordinal))
                .Select(key => new Share(key, words.Slot(key), null, counts.GetValueOrDefault(key), finished)),
        ];
    }

    private static RatingStatistics Ratings(IEnumerable<RatingFigure> figures) =>
        RatingStatistics.Of(figures.GroupBy(figure => figure.Stars).ToDictionary(stars => stars.Key, stars => stars.Sum(figure => figure.Count)));

    private async Task<DateOnly> FirstDayAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var started = await db.Sessions.IgnoreQueryFilters().MinAsync(session => (DateTimeOffset?)session.CreatedAt, cancellationToken);
        var rated = await db.Feedback.MinAsync(entry => (DateTimeOffset?)entry.CreatedAt, cancellationToken);
        var first = rated is null || started < rated ? started : rated;
        return first is { } moment ? Earlier(time.DayOf(moment), today) : today;
    }

    // As few intervals as can be told apart in a narrow chart, and as many as show a course.
    private static (IntervalLength Length, IReadOnlyList<DateOnly> Days) Intervals(DateOnly first, DateOnly last)
    {
        const int MostDays = 31;
        const int MostWeeks = 27 * 7;
        const int MostMonths = 36 * 31;
        var length = (last.DayNumber - first.DayNumber) switch
        {
            < MostDays => IntervalLength.Day,
            < MostWeeks => IntervalLength.Week,
            < MostMonths => IntervalLength.Month,
            _ => IntervalLength.Year,
        };
        var days = new List<DateOnly>();
        var start = length switch
        {
            IntervalLength.Day => first,
            IntervalLength.Week => first.AddDays(-((6 + (int)first.DayOfWeek) % 7)),
            IntervalLength.Month => new DateOnly(first.Year, first.Month, 1),
            _ => new DateOnly(first.Year, 1, 1),
        };
        for (var day = start; day <= last; day = Next(day))
            days.Add(day);
        return (length, days.Count > 0 ? days : [start]);

        DateOnly Next(DateOnly day) => length switch
        {
            IntervalLength.Day => day.AddDays(1),
            IntervalLength.Week => day.AddDays(7),
            IntervalLength.Month => day.AddMonths(1),
            _ => day.AddYears(1),
        };
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
