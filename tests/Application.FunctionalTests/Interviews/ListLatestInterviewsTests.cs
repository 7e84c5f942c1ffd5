using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class ListLatestInterviewsTests : FunctionalTest
{
    private Guid _first;
    private Guid _reviewed;
    private Guid _open;

    [SetUp]
    public async Task HoldSome()
    {
        await PublishBrainAsync();
        _first = await FinishAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        _reviewed = await FinishAsync();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO expert_reviews (session_id) VALUES ({_reviewed}), ({_reviewed})"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        _open = await StartAsync(Languages.Russian);
        AsStaff(Roles.Reviewer);
    }

    [Test]
    public async Task Newest_first_from_anywhere_and_filtered()
    {
        await ShouldListAsync(new(), _reviewed, _first);
        await ShouldListAsync(new() { CompletedOnly = false }, _open, _reviewed, _first);
        await ShouldListAsync(new() { CompletedOnly = false, Limit = 1, Offset = 1 }, _reviewed);
        await ShouldListAsync(new() { Offset = 2 });
        await ShouldListAsync(new() { HasReview = true }, _reviewed);
        await ShouldListAsync(new() { HasReview = false, CompletedOnly = false }, _open, _first);
        await ShouldListAsync(new() { CompletedOnly = false, Language = Languages.Russian }, _open);
        await ShouldListAsync(new() { Language = Languages.Russian });
    }

    [Test]
    public async Task Tells_what_there_is_of_each()
    {
        var rows = await SendAsync(new ListLatestInterviews { CompletedOnly = false });

        rows[0].ShouldBe(new LatestInterview
        {
            Id = _open,
            Language = Languages.Russian,
            InterviewMode = "quick",
            CreatedAt = Clock.GetUtcNow(),
            CompletedAt = null,
            HasReport = false,
            HasReview = false,
            Questions = 1,
            SlotsFilled = 0,
            ContactName = null,
        });
        (rows[1].HasReport, rows[1].HasReview, rows[1].Questions, rows[1].SlotsFilled, rows[1].ContactName).ShouldBe((true, true, 3, 3, "Ona"));
        rows[1].CompletedAt.ShouldBe(Clock.GetUtcNow() - TimeSpan.FromMinutes(1));

        AsStaff(Roles.Analyst);
        (await SendAsync(new ListLatestInterviews()))[0].ContactName.ShouldBe("O***");
    }

    [Test]
    public async Task Wrong_limits_are_refused_and_authors_read_none()
    {
        foreach (var wrong in new ListLatestInterviews[] { new() { Limit = 0 }, new() { Limit = 201 }, new() { Offset = -1 }, new() { Language = "de" } })
            (await Should.ThrowAsync<ValidationException>(() => SendAsync(wrong), wrong.ToString())).Errors.ShouldHaveSingleItem();
        AsStaff(Roles.Author);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListLatestInterviews()));
    }

    private async Task ShouldListAsync(ListLatestInterviews request, params Guid[] ids) =>
        (await SendAsync(request)).Select(row => row.Id).ShouldBe(ids, request.ToString());
}
