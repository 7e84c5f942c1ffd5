using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Feedback;

public sealed class LeaveFeedbackTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Feedback_is_stored()
    {
        var sessionId = await FinishAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));

        (await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 4, Comment = " Fine.\r\nThanks! " })).ShouldBe(LeaveFeedbackResult.Stored);

        var entry = await EntryAsync();
        (entry.SessionId, entry.Rating, entry.Comment, entry.Superseded, entry.CreatedAt).ShouldBe((sessionId, 4, "Fine.\nThanks!", false, Clock.GetUtcNow()));
        (await SendAsync(new GetReport(sessionId))).Feedback.ShouldBe(new FeedbackView { Rating = 4, CreatedAt = Clock.GetUtcNow() });
    }

    [Test]
    public async Task A_comment_may_be_left_out()
    {
        var sessionId = await FinishAsync();

        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 1 });

        (await EntryAsync()).Comment.ShouldBeNull();
    }

    [Test]
    public async Task Before_the_end_there_is_nothing_to_rate()
    {
        var asking = await StartAsync();
        (await SendAsync(new LeaveFeedback { SessionId = asking, Rating = 5 })).ShouldBe(LeaveFeedbackResult.NotFinished);
        var answered = await AnswerAllAsync();
        (await SendAsync(new LeaveFeedback { SessionId = answered, Rating = 5 })).ShouldBe(LeaveFeedbackResult.NotFinished);

        (await CountAsync<FeedbackEntry>()).ShouldBe(0);
    }

    [Test]
    public async Task The_first_feedback_stands()
    {
        var sessionId = await FinishAsync();
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5 });

        (await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 1 })).ShouldBe(LeaveFeedbackResult.ReceivedBefore);

        (await EntryAsync()).Rating.ShouldBe(5);
    }

    [Test]
    [Repeat(5)]
    public async Task Of_ten_simultaneous_feedbacks_one_is_stored()
    {
        var sessionId = await FinishAsync();

        var results = await SendAtOnceAsync(10, new LeaveFeedback { SessionId = sessionId, Rating = 3 });

        results.Count(result => result == LeaveFeedbackResult.Stored).ShouldBe(1);
        results.Count(result => result == LeaveFeedbackResult.ReceivedBefore).ShouldBe(9);
        (await QueryAsync(db => db.Feedback.CountAsync(entry => entry.SessionId == sessionId))).ShouldBe(1);
    }

    [Test]
    public async Task Feedback_whose_confirmation_got_lost_is_recognized()
    {
        var sessionId = await FinishAsync();
        LostConfirmation.Arm();

        (await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 3 })).ShouldBe(LeaveFeedbackResult.Stored);

        LostConfirmation.Happened.ShouldBeTrue();
        (await CountAsync<FeedbackEntry>()).ShouldBe(1);
    }

    [TestCase(null, "RatingMissing")]
    [TestCase(0, "RatingRange")]
    [TestCase(6, "RatingRange")]
    [TestCase(-1, "RatingRange")]
    public async Task A_rating_that_is_no_number_of_stars_is_refused(int? rating, string code)
    {
        var sessionId = await FinishAsync();

        (await RefusedAsync(new LeaveFeedback { SessionId = sessionId, Rating = rating })).ShouldBe([code]);
        (await CountAsync<FeedbackEntry>()).ShouldBe(0);
    }

    [Test]
    public async Task A_comment_may_be_as_long_as_the_limit_and_no_longer()
    {
        var sessionId = await FinishAsync();
        var request = new LeaveFeedback { SessionId = sessionId, Rating = 2, Comment = new string('ž', TextLimits.FeedbackComment + 1) };

        (await RefusedAsync(request)).ShouldBe(["CommentTooLong"]);
        (await SendAsync(request with { Comment = request.Comment[1..] })).ShouldBe(LeaveFeedbackResult.Stored);
    }

    private static Task<FeedbackEntry> EntryAsync() => QueryAsync(db => db.Feedback.AsNoTracking().SingleAsync());
}
