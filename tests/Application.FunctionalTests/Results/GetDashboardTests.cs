using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Results;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.FunctionalTests.Results;

/// <summary>Figures are compared with what somebody counts by hand in a small number of interviews.</summary>
public sealed class GetDashboardTests : FunctionalTest
{
    private DateOnly _today;

    [SetUp]
    public async Task PublishAndBeginADay()
    {
        await PublishBrainAsync();
        // Midday, so that nothing below crosses midnight unless it means to.
        var now = Clock.GetUtcNow();
        Clock.SetUtcNow(new DateTimeOffset(now.UtcDateTime.Date.AddDays(1).AddHours(12), TimeSpan.Zero));
        _today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
    }

    [Test]
    public async Task Counts_what_was_counted_by_hand()
    {
        // Five finished in 2, 4, 6, 8 and 20 minutes; one ended early and finished; one abandoned at the second question, one at the first, one
        // before contact details; one in progress.
        await FinishedAsync(2, "red", "large", "a gate", rating: 5);
        await FinishedAsync(4, "red", "small", "a gate", rating: 4);
        await FinishedAsync(6, "green", "large", "a bell", rating: 4);
        await FinishedAsync(8, "green", "small", "hm", rating: null);
        await FinishedAsync(20, "red", "large", "hm", rating: 1);
        await EndedEarlyAsync();
        await StartAsync();
        var second = await StartAsync(Languages.Russian);
        await AnswerAsync(second, "red");
        await AnswerAllAsync();
        Clock.Advance(TimeSpan.FromHours(24));
        await StartAsync();

        AsStaff(Roles.Analyst);
        var view = await SendAsync(new GetDashboard { From = _today, To = _today.AddDays(1) });

        (view.Started, view.Finished, view.InProgress, view.Abandoned, view.EndedEarly).ShouldBe((10, 6, 1, 3, 1));
        // 1, 2, 4, 6, 8, 20 minutes: three of six took 4 at most, and nine of ten took 20 at most.
        (view.MedianTime, view.NinetiethTime).ShouldBe((TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(20)));
        view.AbandonedAt.Select(share => (share.Id, share.Label, share.Count, share.Of, share.Percent)).ShouldBe(
            [(null, "At the end, before leaving contact details", 1, 3, 33.3m), ("Q_COLOUR", "Which colour?", 1, 3, 33.3m), ("Q_SIZE", "What size?", 1, 3, 33.3m)],
            ignoreOrder: true);
        // Large and red: the first and the fifth. Large without a gate: the third and the fifth.
        view.Flags.Select(share => (share.Id, share.RuleId, share.Count, share.Of, share.Percent)).ShouldBe(
            [("RISK_GAUDY", "RISK_GAUDY", 2, 6, 33.3m), ("RISK_NO_WAY_IN", "RISK_NO_WAY_IN", 2, 6, 33.3m)]);
        view.FilledSlots.Select(share => (share.Id, share.Label, share.Count, share.Of, share.Percent)).ShouldBe(
            [("colour", "Colour", 6, 6, 100m), ("size", "Size", 5, 6, 83.3m), ("extras", "Extras", 3, 6, 50m)]);
        view.Ratings.ByStars.ShouldBe(new Dictionary<int, int> { [1] = 1, [2] = 0, [3] = 0, [4] = 2, [5] = 1 });
        (view.Ratings.Count, view.Ratings.Average).ShouldBe((4, 3.5m));
        view.IntervalLength.ShouldBe(IntervalLength.Day);
        view.Intervals.Select(interval => (interval.From, interval.Started, interval.Finished, interval.Ratings.Count)).ShouldBe([(_today, 9, 6, 4), (_today.AddDays(1), 1, 0, 0)]);
    }

    [Test]
    public async Task Counts_only_what_passes_the_filters()
    {
        await FinishedAsync(3, "red", "large", "a gate", rating: 5);
        var newer = await PublishBrainAsync(SmallBrain.Document with { Report = SmallBrain.Document.Report with { Footer = new() { En = "Another." } } });
        await FinishedAsync(5, "green", "small", "a bell", rating: 2, Languages.Russian);
        Clock.Advance(TimeSpan.FromDays(1));
        await StartAsync();
        AsStaff(Roles.Author);

        (await SendAsync(new GetDashboard())).Started.ShouldBe(3);
        var russian = await SendAsync(new GetDashboard { Language = Languages.Russian });
        (russian.Started, russian.Finished, russian.Ratings.Count, russian.Ratings.Average, russian.MedianTime).ShouldBe((1, 1, 1, 2m, TimeSpan.FromMinutes(5)));
        var first = await SendAsync(new GetDashboard { Revision = newer.Id - 1 });
        (first.Started, first.Ratings.Average, first.MedianTime).ShouldBe((1, 5m, TimeSpan.FromMinutes(3)));
        first.Revisions.ShouldBe([newer.Id, newer.Id - 1]);
        (await SendAsync(new GetDashboard { To = _today })).Started.ShouldBe(2);
        (await SendAsync(new GetDashboard { From = _today.AddDays(1) })).Started.ShouldBe(1);
        (await SendAsync(new GetDashboard { Days = 1 })).Started.ShouldBe(1);
        (await SendAsync(new GetDashboard { Days = 2 })).Started.ShouldBe(3);
        (await SendAsync(new GetDashboard { From = _today.AddDays(1) })).Ratings.Count.ShouldBe(0);
    }

    [Test]
    public async Task Is_empty_before_anything_was_asked()
    {
        AsStaff(Roles.Reviewer);

        var view = await SendAsync(new GetDashboard());

        (view.Started, view.MedianTime, view.Ratings.Average).ShouldBe((0, null, null));
        view.FilledSlots.ShouldAllBe(share => share.Percent == 0 && share.Of == 0);
        view.AbandonedAt.ShouldBeEmpty();
        view.Intervals.ShouldHaveSingleItem().Started.ShouldBe(0);
    }

    [TestCase(0, 30, IntervalLength.Day, 31)]
    [TestCase(0, 90, IntervalLength.Week, 14)]
    [TestCase(0, 400, IntervalLength.Month, 15)]
    [TestCase(0, 4000, IntervalLength.Year, 12)]
    public async Task Intervals_are_as_long_as_the_period_asks_for(int from, int to, IntervalLength length, int most)
    {
        AsStaff(Roles.Analyst);

        var view = await SendAsync(new GetDashboard { From = _today.AddDays(from - to), To = _today });

        view.IntervalLength.ShouldBe(length);
        view.Intervals.Count.ShouldBeInRange(most - 1, most);
        view.Intervals[0].From.ShouldBeLessThanOrEqualTo(_today.AddDays(from - to));
        view.Intervals[^1].From.ShouldBeLessThanOrEqualTo(_today);
    }

    [Test]
    public async Task Is_for_those_who_may_read_statistics()
    {
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetDashboard()));

        AsStaff(Roles.Analyst);
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(new GetDashboard { From = _today, To = _today.AddDays(-1) })))
            .Message.ShouldContain("Choose a last day that is not before the first one.");
    }

    private async Task FinishedAsync(int minutes, string colour, string size, string extras, int? rating, string language = Languages.English)
    {
        var sessionId = await StartAsync(language);
        foreach (var answer in new[] { colour, size, extras })
            await AnswerAsync(sessionId, answer);
        Clock.Advance(TimeSpan.FromMinutes(minutes));
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        if (rating is not null)
            await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = rating });
    }

    private async Task EndedEarlyAsync()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await SendAsync(new EndInterview(sessionId));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
    }
}
