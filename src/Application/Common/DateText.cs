using System.Globalization;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Common;

/// <summary>Writes days as people write them in a language.</summary>
public static class DateText
{
    /// <summary>The day in words: "23 November 2026", "2026 m. lapkričio 23 d.", "23 ноября 2026 г."</summary>
    /// <param name="day">The day, in the time zone in which it is to be told.</param>
    /// <param name="language">See <see cref="Languages"/>.</param>
    public static string Day(DateTimeOffset day, string language) => day.ToString(
        language switch
        {
            Languages.Lithuanian => "yyyy 'm.' MMMM d 'd.'",
            Languages.Russian => "d MMMM yyyy 'г.'",
            _ => "d MMMM yyyy",
        },
        CultureInfo.GetCultureInfo(language));
}
