using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class ListInterviewsTests : FunctionalTest
{
    private BrainRevision _revision = null!;

    [SetUp]
    public async Task Publish() => _revision = await PublishBrainAsync();

    [Test]
    public async Task Each_filter_leaves_what_it_says()
    {
        var abandoned = await StartAsync(Languages.Lithuanian);
        await AnswerAsync(abandoned, "large");
        var day = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        Clock.Advance(TimeSpan.FromDays(2));
        var finished = await FinishAsync();
        await SendAsync(new LeaveFeedback { SessionId = finished, Rating = 4 });
        Clock.Advance(TimeSpan.FromMinutes(1));
        var early = await StartAsync();
        await SendAsync(new EndInterview(early));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var running = await StartAsync();
        AsStaff(Roles.Analyst);

        await ShouldFindAsync(new(), running, early, finished, abandoned);
        await ShouldFindAsync(new() { Ascending = true }, abandoned, finished, early, running);
        await ShouldFindAsync(new() { Language = Languages.Lithuanian }, abandoned);
        await ShouldFindAsync(new() { Stage = InterviewStageFilter.Abandoned }, abandoned);
        await ShouldFindAsync(new() { Stage = InterviewStageFilter.Finished }, finished);
        await ShouldFindAsync(new() { Stage = InterviewStageFilter.InProgress }, running, early);
        await ShouldFindAsync(new() { Stage = InterviewStageFilter.EndedEarly }, early);
        await ShouldFindAsync(new() { Flag = SmallBrain.GaudyRisk }, finished);
        await ShouldFindAsync(new() { Flag = SmallBrain.NoWayInRisk }, abandoned);
        await ShouldFindAsync(new() { Revision = _revision.Id }, running, early, finished, abandoned);
        await ShouldFindAsync(new() { Revision = _revision.Id + 1 });
        await ShouldFindAsync(new() { To = day }, abandoned);
        await ShouldFindAsync(new() { From = day.AddDays(1) }, running, early, finished);
        await ShouldFindAsync(new() { Reference = SessionReference.Of(early) }, early);
        await ShouldFindAsync(new() { Reference = SessionReference.Of(early)[^4..].ToLowerInvariant() + " " }, early);
        await ShouldFindAsync(new() { Reference = finished.ToString() }, finished);
        await ShouldFindAsync(new() { MinRating = 4 }, finished);
        await ShouldFindAsync(new() { MinRating = 5 });
        await ShouldFindAsync(new() { Order = InterviewOrder.Questions, Stage = InterviewStageFilter.Finished }, finished);
        (await SendAsync(new ListInterviews())).Flags.ShouldBe([SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk]);
    }

    [Test]
    public async Task Shows_where_each_interview_stands()
    {
        var id = await FinishAsync();
        await SendAsync(new LeaveFeedback { SessionId = id, Rating = 4 });
        AsStaff(Roles.Reviewer);

        var row = (await SendAsync(new ListInterviews())).Interviews.Items.ShouldHaveSingleItem();

        row.Reference.ShouldBe(SessionReference.Of(id));
        (row.Standing, row.EndedEarly, row.Questions, row.Rating, row.RevisionId).ShouldBe((InterviewStanding.Finished, false, 3, 4, _revision.Id));
        row.Flags.ShouldBe([SmallBrain.GaudyRisk]);
        row.ContactName.ShouldBe("Ona");
    }

    [Test]
    public async Task Names_are_masked_for_those_who_may_not_see_contact_details()
    {
        await FinishAsync();
        AsStaff(Roles.Analyst);

        (await SendAsync(new ListInterviews())).Interviews.Items.ShouldHaveSingleItem().ContactName.ShouldBe("O***");
    }

    [Test]
    public async Task Pages_follow_one_another_without_gaps_and_twins()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO sessions (created_at) SELECT now() FROM generate_series(1, 120)"));
        AsStaff(Roles.Analyst);

        var pages = new List<PageOf<InterviewRow>>();
        foreach (var page in new[] { 1, 2, 3, 99 })
            pages.Add((await SendAsync(new ListInterviews { Page = page })).Interviews);

        pages.Select(page => (page.Number, page.Pages, page.Total, page.Items.Count)).ShouldBe([(1, 3, 120, 50), (2, 3, 120, 50), (3, 3, 120, 20), (3, 3, 120, 20)]);
        pages.Take(3).SelectMany(page => page.Items).Select(row => row.Id).Distinct().Count().ShouldBe(120);
    }

    [Test]
    public async Task What_stands_beside_the_state_says_what_the_state_says()
    {
        var sessionId = await StartAsync();
        await ShouldStandBesideAsync(sessionId, SmallBrain.ColourQuestion, 1, [], []);
        await AnswerAsync(sessionId, "red, and large");
        await ShouldStandBesideAsync(sessionId, SmallBrain.SizeQuestion, 2, [SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk], ["colour", "size"]);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(new SwitchLanguage(sessionId, Languages.Russian));
        (await SessionAsync(sessionId)).LastActivityAt.ShouldBe(Clock.GetUtcNow());
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "hm"));
        await ShouldStandBesideAsync(sessionId, SmallBrain.SizeQuestion, 2, [], []);
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Options = ["bell"] });
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(new EndInterview(sessionId));
        await ShouldStandBesideAsync(sessionId, null, 1, [], ["extras"]);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        await ShouldStandBesideAsync(sessionId, null, 1, [], ["extras"]);
    }

    [Test]
    public async Task Is_for_those_who_may_read_interviews()
    {
        AsStaff(Roles.Author);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListInterviews()));

        AsStaff(Roles.Analyst);
        foreach (var wrong in new ListInterviews[] { new() { Reference = "x'; --" }, new() { MinRating = 6 }, new() { From = new(2026, 2, 2), To = new(2026, 2, 1) } })
            await Should.ThrowAsync<ValidationException>(() => SendAsync(wrong));
    }

    private async Task ShouldFindAsync(ListInterviews request, params Guid[] ids)
    {
        var found = (await SendAsync(request)).Interviews;
        found.Items.Select(row => row.Id).ShouldBe(ids, request.ToString());
        found.Total.ShouldBe(ids.Length);
    }

    private static async Task ShouldStandBesideAsync(Guid sessionId, string? waiting, int asked, string[] flags, string[] slots)
    {
        var session = await SessionAsync(sessionId);
        (session.WaitingQuestionId, session.QuestionCount, session.EndedEarly, session.LastActivityAt)
            .ShouldBe((waiting, asked, session.State.EndedEarly, Clock.GetUtcNow()));
        session.FlagCodes.ShouldBe(flags);
        session.FilledSlots.ShouldBe(slots);
        session.WaitingQuestionId.ShouldBe(session.CurrentQuestion?.Id);
    }
}
