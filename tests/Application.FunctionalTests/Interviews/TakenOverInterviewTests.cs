using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Interviews that the legacy service began are gone on with, whatever is done to them first; what it stored stays.</summary>
public sealed class TakenOverInterviewTests : FunctionalTest
{
    private const string Waiting = """{"id": "Q_EXTRAS", "text": "And else?", "round_hint": null}""";

    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task A_new_answer_joins_what_was_known()
    {
        var sessionId = await ResumedAsync();

        (await AnswerAsync(sessionId, "a gate")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);

        await ShouldKnowAsync(sessionId, "red", "large", "gate");
        (await SendAsync(new GetInterview(sessionId))).Stage.ShouldBe(InterviewStage.LeavingContact);
        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);
        (await SessionAsync(sessionId)).FinalReport!.ShouldContain("Colour: Red paint \"\"");
    }

    [Test]
    public async Task A_changed_answer_takes_what_it_had_said_with_it_and_keeps_the_rest()
    {
        var sessionId = await ResumedAsync();
        var given = (await SendAsync(new GetInterview(sessionId, 1))).Question!.Given!;

        var outcome = await SendAsync(new ChangeAnswer
        {
            SessionId = sessionId,
            QuestionId = SmallBrain.ColourQuestion,
            SubmissionId = Guid.NewGuid(),
            Replaces = given.SubmissionId,
            Answer = "green",
        });

        (given.Input.Written, outcome).ShouldBe(("Red, my name is Jonas", ChangeAnswerOutcome.Stored));
        await ShouldKnowAsync(sessionId, "green", "large", null);
        (await ReplacedAsync(sessionId)).ShouldHaveSingleItem().Content.ShouldBe("Red, my name is Jonas");
    }

    [Test]
    public async Task Whatever_is_done_first_leaves_what_was_said_as_it_was([Values("correct", "end", "language")] string change, [Values] bool put)
    {
        var sessionId = await ResumedAsync(put: put);
        var before = (await MessagesAsync(sessionId)).Take(put ? 5 : 4).Select(Described).ToList();

        if (change == "correct")
            await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] });
        if (change == "end")
            (await SendAsync(new EndInterview(sessionId))).ShouldBe(InterviewStage.LeavingContact);
        if (change == "end")
            (await SendAsync(new EndInterview(sessionId, TakeUpAgain: true))).ShouldBe(InterviewStage.Asking);
        if (change == "language")
            await SendAsync(new SwitchLanguage(sessionId, "lt"));
        (await AnswerAsync(sessionId, "a bell")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);

        var messages = await MessagesAsync(sessionId);
        messages.Take(before.Count).Select(Described).ShouldBe(before);
        messages.Skip(before.Count).Last(message => message.Role == Message.UserRole).Content.ShouldBe("a bell");
        messages.Select(message => message.Sequence).ShouldBeUnique();
        (await DecisionsAsync(sessionId)).Select(decision => decision.Sequence).ShouldBe(Enumerable.Range(1, change == "end" ? 3 : change == "correct" ? 2 : 1));
    }

    [Test]
    public async Task A_question_that_waits_again_has_no_answer_to_change()
    {
        var sessionId = await ResumedAsync(waiting: """{"id": "Q_COLOUR", "text": "Which colour, again?"}""");

        var change = new ChangeAnswer { SessionId = sessionId, QuestionId = SmallBrain.ColourQuestion, SubmissionId = Guid.NewGuid(), Replaces = GivenAnswerView.NoSubmission, Answer = "green" };
        (await SendAsync(change)).ShouldBe(ChangeAnswerOutcome.NotPossible);
        (await SendAsync(new GetFacts(sessionId))).Answers.Select(answer => answer.Number).ShouldBe([null, 2]);
        (await AnswerAsync(sessionId, "green")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        var facts = await SendAsync(new GetFacts(sessionId));
        facts.Answers.Select(answer => (answer.Number, answer.Answer)).ShouldBe([(null, "Red, my name is Jonas"), (2, "Large"), (3, "green")]);
    }

    [Test]
    public async Task Of_those_who_go_on_at_once_one_takes_it_over()
    {
        var sessionId = await LegacyAsync(Waiting);
        var links = new List<SecretToken>();
        AsStaff(Roles.Administrator);
        for (var count = 0; count < 4; count++)
            links.Add((await SendAsync(new GiveResumeLink(sessionId))).Token);

        await SendAtOnceAsync(links.Select(link => new ResumeInterview(link, SecretToken.Create())));

        (await MessagesAsync(sessionId)).Count.ShouldBe(5);
        (await SessionAsync(sessionId)).State.AskedQuestionIds.ShouldBe([SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion]);
    }

    [Test]
    public async Task The_timeline_tells_what_was_before_and_what_came_of_it()
    {
        var sessionId = await ResumedAsync();
        await AnswerAsync(sessionId, "a gate");
        AsStaff(Roles.Analyst);

        var view = await SendAsync(new GetTimeline(sessionId));

        view.Entries.Select(entry => (entry.Event, entry.Number, entry.QuestionText, entry.IsEarlier)).ShouldBe(
        [
            (TimelineEvent.Question, 1, "Which colour?", true),
            (TimelineEvent.Question, 2, "What size, J***?", true),
            (TimelineEvent.Question, 3, "And else?", false),
            (TimelineEvent.Stopped, null, null, false),
        ]);
        var last = view.Entries[2];
        last.Facts.ShouldBe([new FactChange("extras", "Extras", "", "A gate")]);
        last.Flags.Select(change => (change.Flag.Code, change.Kind)).ShouldBe([("RISK_OLD", FlagChangeKind.Cleared)]);
        last.Answer!.Understood.ShouldHaveSingleItem().Quote.ShouldBe("a gate");
        view.Entries[0].Answer!.Pieces.ShouldHaveSingleItem().Text.ShouldBe("Red, my name is J***");
        (view.BeganEarlier, view.RevisionId is not null, view.MayGiveLink).ShouldBe((true, true, false));
        view.Flags.ShouldHaveSingleItem().Code.ShouldBe(SmallBrain.GaudyRisk);
    }

    [Test]
    public async Task A_link_is_for_administrators_to_give()
    {
        var sessionId = await LegacyAsync(Waiting);
        foreach (var role in Roles.All.Where(role => role != Roles.Administrator))
        {
            AsStaff(role);
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GiveResumeLink(sessionId)));
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new GetLinkToGive(sessionId)));
        }
        AsStaff(Roles.Administrator);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GiveResumeLink(Guid.NewGuid())));
        (await SendAsync(new GetLinkToGive(sessionId))).Finished.ShouldBeFalse();
        (await SendAsync(new ExportInterview(sessionId))).Json.ShouldContain("Jonas");
    }

    /// <summary>An interview as the legacy service left it, taken up in a browser.</summary>
    private async Task<Guid> ResumedAsync(string waiting = Waiting, bool put = false)
    {
        var sessionId = await LegacyAsync(waiting, put);
        AsStaff(Roles.Administrator);
        var link = await SendAsync(new GiveResumeLink(sessionId));
        AsRespondent(SecretToken.Create());
        (await SendAsync(new ResumeInterview(link.Token, Respondent!))).SessionId.ShouldBe(sessionId);
        return sessionId;
    }

    private static async Task<Guid> LegacyAsync(string waiting, bool put = false)
    {
        var sessionId = Guid.NewGuid();
        var state =
            $$"""
            {"slots": {"colour": {"value": "red", "confidence": 0.95}, "size": {"value": "large", "confidence": 0.7}, "extras": {"value": "UNKNOWN", "confidence": 0} },
             "risk_flags": [{"code": "RISK_GAUDY", "severity": "high", "note": "n", "evidence": ["colour"]}, {"code": "RISK_OLD", "severity": "low", "note": "o", "evidence": null}],
             "asked_question_ids": ["Q_COLOUR", "Q_SIZE"], "next_questions": [{{waiting}}], "contact_info": null}
            """;
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sessions (session_id, language, state, contact_name) VALUES ({sessionId}, 'en', {state}::jsonb, 'Jonas');
            INSERT INTO messages (session_id, sequence, role, question_id, content, round) VALUES
                ({sessionId}, 1, 'agent', 'Q_COLOUR', 'Which colour?', 1), ({sessionId}, 2, 'user', 'Q_COLOUR', 'Red, my name is Jonas', 1),
                ({sessionId}, 3, 'agent', 'Q_SIZE', 'What size, Jonas?', 1), ({sessionId}, 4, 'user', 'Q_SIZE', 'Large', NULL);
            """));
        // It did not always keep the question that waits among what was said.
        if (put)
        {
            await QueryAsync(db => db.Database.ExecuteSqlAsync(
                $"INSERT INTO messages (session_id, sequence, role, question_id, content) VALUES ({sessionId}, 5, 'agent', 'Q_EXTRAS', 'And else?')"));
        }
        return sessionId;
    }

    private static string Described(Message message) =>
        $"{message.Id} {message.Sequence} {message.Role} {message.QuestionId} {message.Round} {message.SubmissionId} {message.ChangedAt} {message.Content}";

    private static async Task ShouldKnowAsync(Guid sessionId, string colour, string size, string? extras)
    {
        var slots = (await SessionAsync(sessionId)).State.Slots;
        (slots["colour"].Value, slots["size"].Value).ShouldBe((colour, size));
        (slots["extras"].HasValue ? slots["extras"].Value : null).ShouldBe(extras);
    }
}
