using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class GetTimelineTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Tells_each_question_its_reasons_its_answer_and_what_followed()
    {
        var sessionId = await AnswerAllAsync("red, I think of red", "large", "a gate");
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona", Email = "ona@example.org" });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 4, Comment = "Good" });

        var view = await TimelineAsync(sessionId);

        view.Entries.Select(entry => (entry.Event, entry.Number, entry.QuestionId)).ShouldBe(
        [
            (TimelineEvent.Question, 1, SmallBrain.ColourQuestion),
            (TimelineEvent.Question, 2, SmallBrain.SizeQuestion),
            (TimelineEvent.Question, 3, SmallBrain.ExtrasQuestion),
            (TimelineEvent.Stopped, null, null),
        ]);
        var (colour, size, extras) = (view.Entries[0], view.Entries[1], view.Entries[2]);
        colour.QuestionText.ShouldBe("Which colour?");
        string.Concat(colour.Answer!.Pieces.Select(piece => piece.Text)).ShouldBe("red, I think of red");
        colour.Answer.Pieces[0].ShouldBe(new TextPiece("red", true));
        colour.Answer.Understood.ShouldHaveSingleItem().ShouldBe(new UnderstoodView("colour", "Colour", "Red paint", 0.85, "red", false));
        colour.Facts.ShouldBe([new FactChange("colour", "Colour", "", "Red paint")]);
        colour.Flags.ShouldBeEmpty();
        size.Flags.Select(change => (change.Flag.Code, change.Kind)).ShouldBe(
            [(SmallBrain.GaudyRisk, FlagChangeKind.Raised), (SmallBrain.NoWayInRisk, FlagChangeKind.Raised)]);
        extras.Flags.Select(change => (change.Flag.Code, change.Flag.Note, change.Kind)).ShouldBe([(SmallBrain.NoWayInRisk, "Nobody can get in.", FlagChangeKind.Cleared)]);
        view.Entries[3].StopReason.ShouldBe(StopDecision.MaxQuestions);
        view.Flags.ShouldHaveSingleItem().Code.ShouldBe(SmallBrain.GaudyRisk);
        view.Facts.Select(fact => (fact.Key, fact.Text)).ShouldBe([("colour", "Red paint"), ("size", "Large fence"), ("extras", "A gate")]);
        view.Report.ShouldNotBeNull().ShouldContain("for Ona");
        view.Feedback.ShouldHaveSingleItem().Comment.ShouldBe("Good");
    }

    [Test]
    public async Task The_arithmetic_adds_up()
    {
        var sessionId = await StartAsync();

        var choice = (await TimelineAsync(sessionId)).Entries.ShouldHaveSingleItem().Choice.ShouldNotBeNull();

        choice.Terms.ShouldAllBe(term => term.Count * term.Weight == term.Points);
        choice.Terms.Sum(term => term.Points).ShouldBe(choice.Total);
        // 90 × 0.1 for its priority, 3 for the missing slot and 2 because that is required; the second has 60 × 0.1 and 3.
        choice.Terms.Select(term => (term.Name, term.Count, term.Weight, term.Points)).ShouldBe(
            [(ScoreTerms.MissingSlot, 1m, 3m, 3m), (ScoreTerms.RequiredSlotBonus, 1m, 2m, 2m), (ScoreTerms.BasePriority, 90m, 0.1m, 9m)]);
        (choice.RunnerUp!.Id, choice.RunnerUp.Total, choice.Margin).ShouldBe((SmallBrain.SizeQuestion, 9m, 5m));
        (choice.Eligible, choice.Asked, choice.WithoutRisk, choice.TieBreak).ShouldBe((3, 0, 0, TieBreak.None));
        choice.MissingSlots.ShouldBe(new Dictionary<string, string> { ["colour"] = "Colour" });
    }

    [Test]
    public async Task What_the_respondent_changed_stands_where_it_happened()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await AnswerAsync(sessionId, "large");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Options = ["gate"] });
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(new EndInterview(sessionId));

        var entries = (await TimelineAsync(sessionId)).Entries;

        entries.Select(entry => (entry.Event, entry.QuestionId)).ShouldBe(
        [
            (TimelineEvent.Question, SmallBrain.ColourQuestion),
            (TimelineEvent.Question, SmallBrain.SizeQuestion),
            (TimelineEvent.AnswerChanged, SmallBrain.ColourQuestion),
            (TimelineEvent.SetByHand, null),
            (TimelineEvent.EndedEarly, null),
            (TimelineEvent.Withdrawn, SmallBrain.ExtrasQuestion),
            (TimelineEvent.Stopped, null),
        ]);
        string.Concat(entries[0].Answer!.Pieces.Select(piece => piece.Text)).ShouldBe("green");
        entries[0].Answer!.Former.ShouldHaveSingleItem().Text.ShouldBe("red");
        entries[2].Facts.ShouldBe([new FactChange("colour", "Colour", "Red paint", "Green paint")]);
        entries[2].Flags.Select(change => (change.Flag.Code, change.Kind)).ShouldBe([(SmallBrain.GaudyRisk, FlagChangeKind.Cleared)]);
        entries[3].Facts.ShouldBe([new FactChange("extras", "Extras", "", "A gate")]);
        entries[^1].StopReason.ShouldBe(StopDecision.EndedEarly);
    }

    [TestCase(Roles.Analyst, "J***", "j***@example.org", "***11")]
    [TestCase(Roles.Reviewer, "Jonas", "jonas@example.org", "+370 600 11111")]
    public async Task Contact_details_are_masked_by_role_in_the_report_too(string role, string name, string email, string phone)
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Jonas", Email = "jonas@example.org", Phone = "+370 600 11111" });

        var view = await TimelineAsync(sessionId, role);
        var json = (await SendAsync(new ExportInterview(sessionId))).Json;

        view.Contact.ShouldBe(new ContactView(name, email, phone, role == Roles.Analyst));
        view.Report!.Contains("Jonas", StringComparison.Ordinal).ShouldBe(role == Roles.Reviewer);
        view.Summary!.Contains("Jonas", StringComparison.Ordinal).ShouldBe(role == Roles.Reviewer);
        json.Contains("Jonas", StringComparison.OrdinalIgnoreCase).ShouldBe(role == Roles.Reviewer);
        json.Contains("600 11111", StringComparison.Ordinal).ShouldBe(role == Roles.Reviewer);
        json.ShouldNotContain("token");
    }

    [TestCase(Roles.Analyst)]
    [TestCase(Roles.Reviewer)]
    public async Task Contact_details_that_an_answer_mentions_are_masked_by_role(string role)
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Jonas", Email = "jonas@example.org", Phone = "+370 600 11111" });
        await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5, Comment = "Write to jonas@example.org" });
        await QueryAsync(db => db.Messages.Where(message => message.Role == Message.UserRole)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.Content, "A small one. Call me: +370 600 11111")));

        var view = await TimelineAsync(sessionId, role);
        var json = (await SendAsync(new ExportInterview(sessionId))).Json;

        string[] texts = [string.Concat(view.Entries.SelectMany(entry => entry.Answer?.Pieces ?? []).Select(piece => piece.Text)), view.Feedback[0].Comment!, json];
        texts.ShouldAllBe(text => (text.Contains("600 11111") || text.Contains("jonas@example.org")) == (role == Roles.Reviewer));
        texts[0].Contains("Call me: ***11", StringComparison.Ordinal).ShouldBe(role == Roles.Analyst);
        json.ShouldContain(role == Roles.Analyst ? "Write to j***@example.org" : "Write to jonas@example.org");
    }

    [Test]
    public async Task Interviews_of_the_legacy_service_are_shown_without_reasons()
    {
        var sessionId = Guid.NewGuid();
        var unmoved = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$$"""
            INSERT INTO sessions (session_id, state, contact_name, final_report) VALUES (
                {{{sessionId}}}, '{"slots": {"purpose": {"value": ["rest", 2], "confidence": 0.8}, "users": {"value": "UNKNOWN", "confidence": 0}},
                "risk_flags": [{"code": "RISK_A", "severity": "high", "note": "Pastaba", "evidence": ["purpose"]}], "contact_info": {"name": "Jonas", "company": "UAB"}}', 'Jonas', '# Jonas'),
                ({{{unmoved}}}, '{"history": [{"role": "agent", "text": "Kam?"}, "tik žodžiai", 7, null]}', NULL, NULL);
            INSERT INTO messages (session_id, sequence, role, question_id, content, round) VALUES
                ({{{sessionId}}}, 1, 'agent', 'Q1', 'Kam?', 1), ({{{sessionId}}}, 2, 'user', 'Q1', 'Nežinau', 1),
                ({{{sessionId}}}, 3, 'agent', 'Q1', 'Kam?', 1), ({{{sessionId}}}, 4, 'user', NULL, 'Poilsiui', NULL), ({{{sessionId}}}, 5, 'agent', NULL, 'Ačiū', NULL);
            """));

        var view = await TimelineAsync(sessionId, Roles.Analyst);

        view.Entries.Select(entry => (entry.Event, entry.Number, entry.QuestionText, entry.Answer?.Pieces[0].Text)).ShouldBe(
        [
            (TimelineEvent.Question, 1, "Kam?", "Nežinau"),
            (TimelineEvent.Question, 2, "Kam?", "Poilsiui"),
            (TimelineEvent.Remark, null, null, "Ačiū"),
        ]);
        view.Entries.ShouldAllBe(entry => entry.Choice == null);
        view.Facts.Select(fact => (fact.Key, fact.Text)).ShouldBe([("purpose", "rest, 2"), ("users", "")]);
        view.Flags.ShouldHaveSingleItem().Note.ShouldBe("Pastaba");
        view.Report.ShouldBe("# J\\*\\*\\*");
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$$"""
            INSERT INTO expert_reviews (session_id, overall_comments) VALUES ({{{sessionId}}}, 'Good');
            INSERT INTO question_reviews (expert_review_id, question_id, original_question, what_could_be_better) SELECT id, 'Q1', 'Kam?', 'Shorter' FROM expert_reviews;
            """));
        var json = (await SendAsync(new ExportInterview(sessionId))).Json;
        json.ShouldNotContain("UAB");
        json.ShouldContain("\"overall_comments\": \"Good\"");
        json.ShouldContain("\"what_could_be_better\": \"Shorter\"");
        (await TimelineAsync(unmoved)).Entries.Select(entry => entry.Answer!.Pieces[0].Text).ShouldBe(["Kam?", "tik žodžiai", "7"]);
    }

    [Test]
    public async Task Every_interview_of_a_legacy_database_is_shown()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO sessions (state) VALUES ('{{}}'), ('{{"slots": {{"number": {{"value": 6, "confidence": 1}}, "bare": {{}}}}}}'), ('{{"history": "lost"}}'), ('{{"history": []}}');
            """));
        AsStaff(Roles.Administrator);

        foreach (var id in await QueryAsync(db => db.Sessions.Select(session => session.Id).ToListAsync()))
        {
            (await SendAsync(new GetTimeline(id))).Entries.ShouldBeEmpty();
            (await SendAsync(new ExportInterview(id))).Json.ShouldContain("\"messages\": []");
        }
    }

    [Test]
    public async Task Is_for_those_who_may_read_interviews()
    {
        var sessionId = await StartAsync();
        AsStaff(Roles.Author);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetTimeline(sessionId)));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ExportInterview(sessionId)));

        AsStaff(Roles.Reviewer);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetTimeline(Guid.NewGuid())));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new ExportInterview(Guid.NewGuid())));
    }

    private async Task<TimelineView> TimelineAsync(Guid sessionId, string role = Roles.Reviewer)
    {
        AsStaff(role);
        return await SendAsync(new GetTimeline(sessionId));
    }
}
