using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Texts;

public class DateTextTests
{
    [TestCase("2026-11-23", "2026 m. lapkričio 23 d.", "23 November 2026", "23 ноября 2026 г.")]
    [TestCase("2027-05-01", "2027 m. gegužės 1 d.", "1 May 2027", "1 мая 2027 г.")]
    [TestCase("2028-02-29", "2028 m. vasario 29 d.", "29 February 2028", "29 февраля 2028 г.")]
    public void A_day_is_written_in_words(string day, string lithuanian, string english, string russian)
    {
        var moment = new DateTimeOffset(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(2));

        DateText.Day(moment, Languages.Lithuanian).ShouldBe(lithuanian);
        DateText.Day(moment, Languages.English).ShouldBe(english);
        DateText.Day(moment, Languages.Russian).ShouldBe(russian);
    }

    [Test]
    public void The_day_is_that_of_the_time_zone_that_comes_with_it() =>
        DateText.Day(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(2)), Languages.English).ShouldBe("1 January 2027");
}
