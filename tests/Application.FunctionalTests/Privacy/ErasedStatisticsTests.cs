using System.Text.Json;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Privacy;
using AgentBrain.Application.Results;
using AgentBrain.Application.Reviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>Whichever interviews are erased, every figure stays as it was.</summary>
public sealed class ErasedStatisticsTests : CanaryTest
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task All_figures_are_the_same_before_and_after(int seed)
    {
        var random = new Random(seed);
        var revisions = new List<int> { (await PublishBrainAsync()).Id };
        var ids = new List<(Guid Id, Action AsHolder)>();
        foreach (var number in Enumerable.Range(0, 14))
        {
            if (number == 7)
                revisions.Add((await PublishBrainAsync()).Id);
            await RandomAsync(random, ids);
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 2000)));
        }
        var before = await FiguresAsync(revisions);

        foreach (var (id, asHolder) in ids.Where(_ => random.Next(3) > 0))
        {
            asHolder();
            await SendAsync(new EraseOwnInterview(id));
        }

        (await QueryAsync(db => db.ErasedInterviews.CountAsync())).ShouldBeGreaterThan(3);
        (await FiguresAsync(revisions)).ShouldBe(before);
    }

    private async Task RandomAsync(Random random, List<(Guid, Action)> ids)
    {
        var id = await StartAsync(Languages.All[random.Next(3)]);
        var holder = Respondent;
        ids.Add((id, () => AsRespondent(holder)));
        foreach (var answer in new[] { Pick("red", "green", "hm"), Pick("large", "small"), Pick("a gate", "a bell", "nothing") }.Take(random.Next(4)))
        {
            Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 300)));
            await AnswerAsync(id, answer);
        }
        if (random.Next(4) == 0)
            await SendAsync(new EndInterview(id));
        if (random.Next(3) == 0 || (await SendAsync(new GetInterview(id))).Stage == InterviewStage.Asking)
            return;
        await SendAsync(new FinishInterview { SessionId = id, Name = Name });
        if (random.Next(2) == 0)
            await SendAsync(new LeaveFeedback { SessionId = id, Rating = random.Next(1, 6), Comment = "ZXCOMMENT" });
        if (random.Next(2) == 0)
        {
            await QueryAsync(db => db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO expert_reviews (session_id, overall_rating) VALUES ({id}, {random.Next(1, 6)});
                INSERT INTO question_reviews (expert_review_id, question_id, original_question, effectiveness_rating)
                    SELECT id, 'Q', 'Q?', {random.Next(1, 6)} FROM expert_reviews, generate_series(1, 2) WHERE session_id = {id};
                INSERT INTO summary_reviews (expert_review_id, original_summary, accuracy_rating) SELECT id, 'S', {random.Next(1, 6)} FROM expert_reviews WHERE session_id = {id};
                """));
        }

        string Pick(params string[] words) => words[random.Next(words.Length)];
    }

    private async Task<string> FiguresAsync(IEnumerable<int> revisions)
    {
        AsStaff(Roles.Administrator);
        var figures = new List<object>
        {
            await SendAsync(new GetDashboard()),
            await SendAsync(new GetRatings()),
            await SendAsync(new GetReviewStatistics()),
            (await SendAsync(new ListFeedback())).Ratings,
        };
        foreach (var language in Languages.All)
        {
            figures.Add(await SendAsync(new GetDashboard { Language = language }));
            figures.Add((await SendAsync(new ListFeedback { Filter = new FeedbackFilter { Language = language } })).Ratings);
        }
        foreach (var revision in revisions)
            figures.Add(await SendAsync(new GetDashboard { Revision = revision }));
        return JsonSerializer.Serialize(figures);
    }
}
