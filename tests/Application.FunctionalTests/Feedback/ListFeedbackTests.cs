using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Feedback;

public sealed class ListFeedbackTests : FunctionalTest
{
    private Guid _russian;

    [SetUp]
    public async Task LeaveSome()
    {
        await PublishBrainAsync();
        _russian = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sessions (session_id, language) VALUES ({_russian}, 'ru'), ('00000000-0000-0000-0000-00000000000b', 'lt');
            INSERT INTO feedback (session_id, rating, feedback_text, superseded, created_at) VALUES
                ({_russian}, 5, 'Очень Хорошо', false, '2024-05-01 10:00+00'),
                ({_russian}, 1, 'older', true, '2024-04-30 10:00+00'),
                ('00000000-0000-0000-0000-00000000000b', 4, '100%_of it', false, '2024-05-03 23:59+00'),
                (NULL, 2, 'An orphan', false, '2024-05-05 10:00+00'),
                (NULL, 4, NULL, false, '2024-05-06 10:00+00');
            """));
        AsStaff(Roles.Analyst);
    }

    [Test]
    public async Task Each_filter_leaves_what_it_says()
    {
        await ShouldFindAsync(new(), null, "An orphan", "100%_of it", "Очень Хорошо", "older");
        await ShouldFindAsync(new() { MinRating = 4 }, null, "100%_of it", "Очень Хорошо");
        await ShouldFindAsync(new() { MinRating = 2, MaxRating = 4 }, null, "An orphan", "100%_of it");
        await ShouldFindAsync(new() { From = new(2024, 5, 1), To = new(2024, 5, 3) }, "100%_of it", "Очень Хорошо");
        await ShouldFindAsync(new() { Language = Languages.Russian }, "Очень Хорошо", "older");
        await ShouldFindAsync(new() { MaxRating = 2, From = new(2024, 5, 1) }, "An orphan");
        await ShouldFindAsync(new() { To = new(2024, 4, 30) }, "older");
        await ShouldFindAsync(new() { Text = " хорошо " }, "Очень Хорошо");
        await ShouldFindAsync(new() { Text = "%_" }, "100%_of it");
        await ShouldFindAsync(new() { Text = "_rphan" });
        await ShouldFindAsync(new() { Text = "\\" });
        await ShouldFindAsync(new() { Text = "'; DROP TABLE feedback; --" });
    }

    [Test]
    public async Task Statistics_count_what_passes_and_is_not_superseded()
    {
        var all = (await SendAsync(new ListFeedback())).Ratings;
        (all.Count, all.Average).ShouldBe((4, 3.75m));
        all.ByStars.ShouldBe(new Dictionary<int, int> { [1] = 0, [2] = 1, [3] = 0, [4] = 2, [5] = 1 });

        var none = (await SendAsync(new ListFeedback { Filter = new() { MinRating = 3, MaxRating = 3 } })).Ratings;
        (none.Count, none.Average).ShouldBe((0, null));
    }

    [Test]
    public async Task Can_be_sorted_and_marks_what_is_superseded()
    {
        var worst = (await SendAsync(new ListFeedback { Order = FeedbackOrder.Rating, Ascending = true })).Entries;

        worst.Items.Select(row => row.Rating).ShouldBe([1, 2, 4, 4, 5]);
        worst.Items.Select(row => row.Superseded).ShouldBe([true, false, false, false, false]);
        worst.Items[^1].Reference.ShouldBe(SessionReference.Of(_russian));
        (await SendAsync(new ListFeedback { Ascending = true })).Entries.Items[0].Comment.ShouldBe("older");
    }

    [Test]
    public async Task The_export_has_every_entry_once_however_many_there_are()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO feedback (rating, feedback_text, created_at) SELECT 3, 'many ' || n, '2024-06-01 10:00+00' FROM generate_series(1, 2500) n"));

        // Within one scope, as a response that is being written.
        var rows = await ExportAsync(new());
        var filtered = await ExportAsync(new() { Text = "many", MinRating = 3 });

        rows.Count.ShouldBe(2505);
        rows.Select(row => row.Id).Distinct().Count().ShouldBe(2505);
        rows.Select(row => row.CreatedAt).ShouldBeInOrder(SortDirection.Descending);
        filtered.Count.ShouldBe(2500);
    }

    [Test]
    public async Task The_latest_can_be_read_from_anywhere_and_by_stars()
    {
        (await LatestAsync(new())).ShouldBe([null, "An orphan", "100%_of it", "Очень Хорошо", "older"]);
        (await LatestAsync(new() { Limit = 2, Offset = 1 })).ShouldBe(["An orphan", "100%_of it"]);
        (await LatestAsync(new() { Offset = 5 })).ShouldBeEmpty();
        (await LatestAsync(new() { MinRating = 4, MaxRating = 4 })).ShouldBe([null, "100%_of it"]);
        (await SendAsync(new ListLatestFeedback { Offset = 4 })).ShouldHaveSingleItem().Superseded.ShouldBeTrue();

        foreach (var wrong in new ListLatestFeedback[] { new() { Limit = 0 }, new() { Limit = 201 }, new() { Offset = -1 }, new() { MinRating = 0 }, new() { MaxRating = 6 }, new() { MinRating = 3, MaxRating = 2 } })
            (await Should.ThrowAsync<ValidationException>(() => SendAsync(wrong), wrong.ToString())).Errors.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Ratings_are_counted_over_all()
    {
        var all = await SendAsync(new GetRatings());
        (all.Count, all.Average).ShouldBe((4, 3.75m));
        all.ByStars.ShouldBe(new Dictionary<int, int> { [1] = 0, [2] = 1, [3] = 0, [4] = 2, [5] = 1 });
    }

    [Test]
    public async Task One_entry_comes_with_what_was_said_in_its_interview()
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona", Email = "ona@example.org" });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 4, Comment = "Regards, Ona" });
        var id = (await SendAsync(new ListLatestFeedback { Limit = 1 })).ShouldHaveSingleItem().Id;

        AsStaff(Roles.Reviewer);
        var seen = await SendAsync(new GetFeedbackWithInterview(id));
        seen.Entry.Comment.ShouldBe("Regards, Ona");
        var interview = seen.Interview.ShouldNotBeNull();
        (interview.Language, interview.CompletedAt, interview.Contact).ShouldBe((Languages.English, Clock.GetUtcNow(), new ContactView("Ona", "ona@example.org", null, Masked: false)));
        interview.Slots.Select(slot => (slot.Key, slot.Value.Value)).ShouldBe([("colour", "red"), ("size", "large"), ("extras", "gate")], ignoreOrder: true);

        AsStaff(Roles.Analyst);
        var masked = await SendAsync(new GetFeedbackWithInterview(id));
        (masked.Entry.Comment, masked.Interview!.Contact).ShouldBe(("Regards, O***", null));

        var listed = await LatestOfAsync(Roles.Analyst);
        (listed.Comment, listed.SessionId).ShouldBe(("Regards, O***", sessionId));
        listed = await LatestOfAsync(Roles.Author);
        (listed.Comment, listed.SessionId).ShouldBe(("Regards, O***", (Guid?)null));
        listed = await LatestOfAsync(Roles.Reviewer);
        (listed.Comment, listed.SessionId).ShouldBe(("Regards, Ona", sessionId));

        var orphan = await QueryAsync(db => db.Feedback.Where(entry => entry.Rating == 2).Select(entry => entry.Id).SingleAsync());
        (await SendAsync(new GetFeedbackWithInterview(orphan))).Interview.ShouldBeNull();
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetFeedbackWithInterview(Guid.NewGuid())));
        AsStaff(Roles.Author);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetFeedbackWithInterview(id)));
    }

    [TestCase(Roles.Reviewer, "Regards, Ona", true)]
    [TestCase(Roles.Analyst, "Regards, O***", true)]
    [TestCase(Roles.Author, "Regards, O***", false)]
    public async Task Who_may_not_see_contact_details_or_interviews_finds_neither_anywhere(string role, string comment, bool named)
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona", Email = "ona@example.org" });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 3, Comment = "Regards, Ona" });
        var id = await QueryAsync(db => db.Feedback.Where(entry => entry.SessionId == sessionId).Select(entry => entry.Id).SingleAsync());
        var filter = new FeedbackFilter { MinRating = 3, MaxRating = 3 };
        AsStaff(role);

        var seen = new[]
        {
            (await SendAsync(new ListFeedback { Filter = filter })).Entries.Items.ShouldHaveSingleItem(),
            (await ExportAsync(filter)).ShouldHaveSingleItem(),
            await SendAsync(new GetFeedback(id)),
            await LatestOfAsync(role),
        };

        foreach (var row in seen)
            (row.Comment, row.SessionId, row.Reference).ShouldBe((comment, named ? sessionId : null, named ? SessionReference.Of(sessionId) : null));
    }

    [Test]
    public async Task Deleting_an_entry_leaves_the_interview_and_an_entry_in_the_log_without_words()
    {
        var id = await QueryAsync(db => db.Feedback.Where(entry => entry.Rating == 5).Select(entry => entry.Id).SingleAsync());
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new DeleteFeedback(id)));
        (await SendAsync(new GetFeedback(id))).Comment.ShouldBe("Очень Хорошо");

        AsStaff(Roles.Administrator);
        (await SendAsync(new DeleteFeedback(id))).ShouldBe(new DeletedFeedback(SessionReference.Of(_russian), 5));

        (await CountAsync<FeedbackEntry>()).ShouldBe(4);
        (await CountAsync<Session>()).ShouldBe(2);
        var logged = await QueryAsync(db => db.AuditEntries.SingleAsync());
        (logged.Action, logged.Subject).ShouldBe(("feedback.deleted", id.ToString()));
        logged.Before.ShouldNotBeNull().ShouldNotContain("Хорошо");
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new DeleteFeedback(id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetFeedback(id)));
    }

    [Test]
    public async Task Wrong_filters_are_refused()
    {
        foreach (var wrong in new FeedbackFilter[]
        {
            new() { MinRating = 0 },
            new() { MinRating = 4, MaxRating = 3 },
            new() { From = new(2024, 5, 2), To = new(2024, 5, 1) },
            new() { Text = new('x', FeedbackFilter.TextLength + 1) },
            new() { Text = "a\0b" },
        })
        {
            await Should.ThrowAsync<ValidationException>(() => SendAsync(new ListFeedback { Filter = wrong }));
            await Should.ThrowAsync<ValidationException>(() => SendAsync(new ExportFeedback { Filter = wrong }));
        }
    }

    private async Task ShouldFindAsync(FeedbackFilter filter, params string?[] comments)
    {
        var found = (await SendAsync(new ListFeedback { Filter = filter })).Entries;
        found.Items.Select(row => row.Comment).ShouldBe(comments, filter.ToString());
        found.Total.ShouldBe(comments.Length);
    }

    private async Task<FeedbackRow> LatestOfAsync(string role)
    {
        AsStaff(role);
        return (await SendAsync(new ListLatestFeedback { Limit = 1 })).ShouldHaveSingleItem();
    }

    private async Task<IEnumerable<string?>> LatestAsync(ListLatestFeedback request) => (await SendAsync(request)).Select(row => row.Comment);

    private async Task<List<FeedbackRow>> ExportAsync(FeedbackFilter filter) =>
        await SendAndReadAsync(new ExportFeedback { Filter = filter }, async export => await export.Rows.ToListAsync());
}
