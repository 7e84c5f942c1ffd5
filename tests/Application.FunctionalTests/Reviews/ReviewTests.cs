using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Reviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Reviews;

/// <summary>Interviews as experts judge them, and what they judged.</summary>
public sealed class ReviewTests : FunctionalTest
{
    [SetUp]
    public async Task Publish()
    {
        await PublishBrainAsync();
        AsStaff(Roles.Reviewer);
    }

    [Test]
    public async Task An_interview_comes_with_its_answers_facts_flags_and_report()
    {
        var sessionId = await AnswerAllAsync("red, says Ona", "large", "a gate");
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona", Email = "ona@example.org" });

        var view = await SendAsync(new GetInterviewForReview(sessionId));

        (view.SessionId, view.Language, view.InterviewMode, view.CreatedAt, view.CompletedAt).ShouldBe(
            (sessionId, Languages.English, "quick", Clock.GetUtcNow(), Clock.GetUtcNow()));
        view.Contact.ShouldBe(new ContactView("Ona", "ona@example.org", null, Masked: false));
        view.Turns.ShouldBe(
        [
            new(SmallBrain.ColourQuestion, "Which colour?", "red, says Ona", 1),
            new(SmallBrain.SizeQuestion, "What size?", "large", 1),
            new(SmallBrain.ExtrasQuestion, "What else?", "a gate", 1),
        ]);
        view.Slots.Select(slot => (slot.Key, slot.Value.Value)).ShouldBe([("colour", "red"), ("size", "large"), ("extras", "gate")], ignoreOrder: true);
        view.Flags.ShouldHaveSingleItem().Code.ShouldBe(SmallBrain.GaudyRisk);
        view.FinalReport.ShouldNotBeNull().ShouldContain("for Ona");
        view.Review.ShouldBeNull();

        AsStaff(Roles.Analyst);
        var masked = await SendAsync(new GetInterviewForReview(sessionId));
        (masked.Contact, masked.Turns[0].Answer).ShouldBe((null, "red, says O***"));
        masked.FinalReport.ShouldNotBeNull().ShouldNotContain("Ona");
    }

    [Test]
    public async Task An_interview_under_way_has_a_question_without_an_answer()
    {
        var sessionId = await StartAsync();

        var view = await SendAsync(new GetInterviewForReview(sessionId));

        view.Turns.ShouldBe([new(SmallBrain.ColourQuestion, "Which colour?", null, 1)]);
        (view.CompletedAt, view.FinalReport, view.Contact).ShouldBe((null, null, null));
    }

    [Test]
    public async Task Conversations_of_the_legacy_service_keep_what_was_said()
    {
        var sessionId = await StoreAsync(
            ("agent", "A", "First?"), ("agent", "B", "Second?"), ("user", "A", "one"), ("user", null, "two"), ("agent", "A", "First again?"), ("user", "C", "lost"), ("user", "A", "one more"));

        (await SendAsync(new GetInterviewForReview(sessionId))).Turns.ShouldBe(
        [
            new("A", "First?", "one", 2),
            new("B", "Second?", "two", 2),
            new("A", "First again?", "one more", 2),
            new("C", null, "lost", 2),
        ]);
    }

    [Test]
    public async Task The_newest_review_is_shown_and_all_are_counted()
    {
        (await SendAsync(new GetReviewStatistics())).ShouldBe(new ReviewStatistics(0, null, 0, null, 0, null, null));
        var sessionId = await StoreAsync();
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO expert_reviews (id, session_id, reviewer_name, overall_rating, overall_comments, created_at) VALUES
                (900001, {sessionId}, 'Jonas', 4, 'Well asked', '2024-05-02 10:00+00'),
                (900002, {sessionId}, NULL, NULL, NULL, '2024-05-01 10:00+00');
            INSERT INTO question_reviews (expert_review_id, question_id, original_question, user_response, effectiveness_rating, what_could_be_better, suggested_alternative, missed_opportunities) VALUES
                (900001, 'A', 'First?', 'one', 2, 'Shorter', 'Which?', ARRAY['why','when']),
                (900001, 'B', 'Second?', NULL, NULL, NULL, NULL, NULL),
                (900002, 'A', 'First?', NULL, 5, NULL, NULL, NULL);
            INSERT INTO summary_reviews (expert_review_id, original_summary, accuracy_rating, completeness_rating, what_could_be_better, missing_insights) VALUES
                (900001, 'Summary', 3, 4, 'Longer', ARRAY['light']);
            """));

        var review = (await SendAsync(new GetInterviewForReview(sessionId))).Review.ShouldNotBeNull();

        (review.Id, review.ReviewerName, review.OverallRating, review.OverallComments).ShouldBe((900001, "Jonas", 4, "Well asked"));
        review.CreatedAt.ShouldBe(new DateTimeOffset(2024, 5, 2, 10, 0, 0, TimeSpan.Zero));
        review.Questions.Select(question => (question.QuestionId, question.UserResponse, question.EffectivenessRating, question.WhatCouldBeBetter, question.SuggestedAlternative, string.Join(' ', question.MissedOpportunities)))
            .ShouldBe([("A", "one", 2, "Shorter", "Which?", "why when"), ("B", null, null, null, null, "")]);
        var summary = review.Summary.ShouldNotBeNull();
        (summary.OriginalSummary, summary.AccuracyRating, summary.CompletenessRating, summary.WhatCouldBeBetter).ShouldBe(("Summary", 3, 4, "Longer"));
        summary.MissingInsights.ShouldBe(["light"]);
        (await SendAsync(new GetReviewStatistics())).ShouldBe(new ReviewStatistics(2, 4, 3, 3.5, 1, 3, 4));
    }

    [Test]
    public async Task What_is_not_there_is_not_found_and_authors_read_none()
    {
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetInterviewForReview(Guid.NewGuid())));
        AsStaff(Roles.Author);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetInterviewForReview(Guid.NewGuid())));
        AsStaff("Nobody");
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetReviewStatistics()));
    }

    private static async Task<Guid> StoreAsync(params (string Role, string? QuestionId, string Text)[] said)
    {
        var sessionId = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO sessions (session_id) VALUES ({sessionId})"));
        for (var place = 0; place < said.Length; place++)
        {
            var (role, questionId, text) = said[place];
            await QueryAsync(db => db.Database.ExecuteSqlAsync(
                $"INSERT INTO messages (session_id, sequence, role, question_id, content, round) VALUES ({sessionId}, {place + 1}, {role}, {questionId}, {text}, 2)"));
        }
        return sessionId;
    }
}
