namespace AgentBrain.Application.Common;

/// <summary>Days as people mean them: from midnight to midnight in the time zone of the application.</summary>
internal static class Days
{
    /// <summary>The day on which something happened.</summary>
    public static DateOnly DayOf(this TimeProvider time, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).DateTime);

    /// <summary>The moment at which a day begins, in UTC.</summary>
    public static DateTimeOffset StartOf(this TimeProvider time, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight, the day begins an hour later.
        if (time.LocalTimeZone.IsInvalidTime(midnight))
            midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, time.LocalTimeZone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The first moment from <paramref name="from"/> on and the first one after <paramref name="to"/>; null where there is no limit.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? Until) Span(this TimeProvider time, DateOnly? from, DateOnly? to) =>
        (from is { } first ? time.StartOf(first) : null, to is { } last && last < DateOnly.MaxValue ? time.StartOf(last.AddDays(1)) : null);
}
