using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class SubmitAnswerTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Answer_state_decision_and_submission_are_stored_together()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "I would like it red.");
        Clock.Advance(TimeSpan.FromSeconds(30));

        var result = await SendAsync(request);

        result.Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        result.SlotsUpdated.ShouldBe(["colour"]);
        var session = await SessionAsync(sessionId);
        var colour = session.State.Slots["colour"];
        colour.Value.ShouldBe("red");
        colour.Evidence.ShouldHaveSingleItem().Quote.ShouldBe("red");
        session.CurrentQuestion!.Id.ShouldBe(SmallBrain.SizeQuestion);
        session.State.AskedQuestionIds.ShouldBe([SmallBrain.ColourQuestion, SmallBrain.SizeQuestion]);

        var messages = await MessagesAsync(sessionId);
        messages.Select(message => (message.Sequence, message.Role, message.QuestionId)).ShouldBe(
        [
            (1, Message.AgentRole, SmallBrain.ColourQuestion),
            (2, Message.UserRole, SmallBrain.ColourQuestion),
            (3, Message.AgentRole, SmallBrain.SizeQuestion),
        ]);
        messages[1].Content.ShouldBe("I would like it red.");
        messages[1].SubmissionId.ShouldBe(request.SubmissionId);
        messages[1].CreatedAt.ShouldBe(Clock.GetUtcNow());

        var decisions = await DecisionsAsync(sessionId);
        decisions.Select(decision => (decision.Sequence, decision.QuestionId)).ShouldBe([(1, SmallBrain.ColourQuestion), (2, SmallBrain.SizeQuestion)]);
        decisions[1].Details.Inputs.Values["colour"].Value.ShouldBe("red");
    }

    [Test]
    public async Task The_last_answer_ends_the_interview_and_its_decision_says_why()
    {
        var sessionId = await AnswerAllAsync();

        var last = (await DecisionsAsync(sessionId))[^1];
        last.QuestionId.ShouldBeNull();
        last.StopReason.ShouldBe("max_questions");
        var view = await SendAsync(new GetInterview(sessionId));
        (view.Stage, view.Language, view.Asked, view.Question).ShouldBe((InterviewStage.LeavingContact, Languages.English, 3, null));
        view.Known.ShouldBe(
        [
            new("colour", "Colour", "Red paint", Sure: true),
            new("size", "Size", "Large fence", Sure: true),
            new("extras", "Extras", "A gate", Sure: true),
        ]);
    }

    [Test]
    public async Task The_same_submission_again_stores_nothing()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(request);
        var before = await SnapshotAsync(sessionId);

        var result = await SendAsync(request);

        result.Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        result.SlotsUpdated.ShouldBeEmpty();
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task The_same_words_in_another_submission_were_stored_before()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(request);
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(request with { SubmissionId = Guid.NewGuid() })).Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Other_words_for_an_answered_question_are_not_stored()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(request);
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(request with { SubmissionId = Guid.NewGuid(), Answer = "green" })).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [TestCase(SmallBrain.ExtrasQuestion)]
    [TestCase("Q_NOWHERE")]
    public async Task An_answer_to_a_question_that_was_not_asked_is_not_stored(string questionId)
    {
        var sessionId = await StartAsync();
        var before = await SnapshotAsync(sessionId);

        var request = await AnswerToCurrentAsync(sessionId, "red") with { QuestionId = questionId };

        (await SendAsync(request)).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task A_submission_that_brought_another_answer_cannot_bring_a_second_one()
    {
        var sessionId = await StartAsync();
        var first = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(first);
        var before = await SnapshotAsync(sessionId);

        var second = await AnswerToCurrentAsync(sessionId, "large") with { SubmissionId = first.SubmissionId };

        (await RefusedAsync(second)).ShouldBe(["FormStale"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task An_answer_after_the_end_is_not_stored()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(request);
        await AnswerAsync(sessionId, "large");
        await AnswerAsync(sessionId, "a gate");
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });

        (await SendAsync(request)).Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        (await SendAsync(request with { SubmissionId = Guid.NewGuid(), Answer = "green" })).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        (await MessagesAsync(sessionId)).Count.ShouldBe(6);
    }

    [Test]
    public async Task Of_thirty_simultaneous_copies_of_a_submission_one_is_stored()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");

        var outcomes = (await SendAtOnceAsync(30, request)).Select(result => result.Outcome).ToList();

        outcomes.Count(outcome => outcome == SubmitAnswerOutcome.Stored).ShouldBe(1);
        outcomes.Count(outcome => outcome == SubmitAnswerOutcome.StoredBefore).ShouldBe(29);
        (await MessagesAsync(sessionId)).Count.ShouldBe(3);
        (await DecisionsAsync(sessionId)).Count.ShouldBe(2);
        (await SessionAsync(sessionId)).State.QuestionsAskedCount.ShouldBe(2);
    }

    [Test]
    [Repeat(10)]
    public async Task Of_two_simultaneous_answers_to_a_question_one_is_stored()
    {
        var sessionId = await StartAsync();
        var red = await AnswerToCurrentAsync(sessionId, "red");
        var green = red with { SubmissionId = Guid.NewGuid(), Answer = "green" };

        var outcomes = (await SendAtOnceAsync([red, green])).Select(result => result.Outcome).ToList();

        outcomes.ShouldBe([SubmitAnswerOutcome.Stored, SubmitAnswerOutcome.NotCurrent], ignoreOrder: true);
        var stored = outcomes[0] == SubmitAnswerOutcome.Stored ? "red" : "green";
        (await MessagesAsync(sessionId)).Where(message => message.Role == Message.UserRole).ShouldHaveSingleItem().Content.ShouldBe(stored);
        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe(stored);
    }

    [Test]
    public async Task An_answer_whose_confirmation_got_lost_is_recognized()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red");
        LostConfirmation.Arm();

        var result = await SendAsync(request);

        LostConfirmation.Happened.ShouldBeTrue();
        result.Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        (await MessagesAsync(sessionId)).Count.ShouldBe(3);
        (await SendAsync(new GetInterview(sessionId))).Question!.Id.ShouldBe(SmallBrain.SizeQuestion);
    }

    [TestCase("", "AnswerEmpty")]
    [TestCase(" \t\r\n\u0000", "AnswerEmpty")]
    public async Task An_empty_answer_is_refused(string answer, string code)
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, answer);
        var before = await SnapshotAsync(sessionId);

        (await RefusedAsync(request)).ShouldBe([code]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task An_answer_may_be_as_long_as_the_limit_and_no_longer()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, new string('ž', TextLimits.Answer + 1));
        var before = await SnapshotAsync(sessionId);

        (await RefusedAsync(request)).ShouldBe(["AnswerTooLong"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
        (await SendAsync(request with { Answer = new string('ž', TextLimits.Answer) })).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
    }

    [TestCase("colour", "purple")]
    [TestCase("size", "large")]
    [TestCase("nothing", "red")]
    [TestCase("", "")]
    public async Task An_option_that_the_question_does_not_offer_is_refused(string slot, string option)
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red") with { Choices = [new("colour", "red"), new(slot, option)] };
        var before = await SnapshotAsync(sessionId);

        (await RefusedAsync(request)).ShouldBe(["OptionUnknown"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task A_form_without_its_hidden_fields_is_refused()
    {
        var sessionId = await StartAsync();
        var request = await AnswerToCurrentAsync(sessionId, "red") with { QuestionId = "", SubmissionId = Guid.Empty };

        (await RefusedAsync(request)).ShouldBe(["FormStale", "FormStale"]);
    }

    [TestCase(Languages.Lithuanian, "Nežinau")]
    [TestCase(Languages.English, "I don't know")]
    [TestCase(Languages.Russian, "Не знаю")]
    public async Task Who_does_not_know_is_asked_about_something_else(string language, string phrase)
    {
        var sessionId = await StartAsync(language);

        var result = await SendAsync(await AnswerToCurrentAsync(sessionId, "") with { Declined = true });

        result.Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        result.SlotsUpdated.ShouldBeEmpty();
        var session = await SessionAsync(sessionId);
        session.State.DeclinedSlots.ShouldBe(["colour"]);
        session.State.QuickState!.LowInfoStreak.ShouldBe(1);
        session.CurrentQuestion!.Id.ShouldBe(SmallBrain.SizeQuestion);
        (await MessagesAsync(sessionId))[1].Content.ShouldBe(phrase);
    }

    [Test]
    public async Task Picked_options_and_words_make_one_answer_whose_evidence_is_in_it()
    {
        var sessionId = await StartAsync();

        var result = await SendAsync(await AnswerToCurrentAsync(sessionId, "Also green on the inside, and it has to be large.") with
        {
            Choices = [new("colour", "red"), new("colour", "red")],
        });

        result.SlotsUpdated.ShouldBe(["colour", "size"], ignoreOrder: true);
        var content = (await MessagesAsync(sessionId))[1].Content;
        content.ShouldBe("Red paint\nAlso green on the inside, and it has to be large.");
        var slots = (await SessionAsync(sessionId)).State.Slots;
        slots["colour"].Value.ShouldBe("red, green");
        slots["colour"].Confidence.ShouldBe(ConfidenceLevels.Stated);
        slots["colour"].Evidence.Select(evidence => evidence.Quote).ShouldBe(["Red paint", "green"]);
        slots["size"].Evidence.ShouldHaveSingleItem().Quote.ShouldBe("large");
        foreach (var evidence in slots.Values.SelectMany(slot => slot.Evidence))
            content.ShouldContain(evidence.Quote!, Case.Sensitive);
    }

    [Test]
    public async Task A_picked_option_stands_against_the_words_beside_it()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");

        await SendAsync(await AnswerToCurrentAsync(sessionId, "Not large. Small, small, small.") with { Choices = [new("size", "large")] });

        (await SessionAsync(sessionId)).State.Slots["size"].Value.ShouldBe("large");
    }

    [Test]
    public async Task What_cannot_be_stored_as_text_is_taken_out()
    {
        var sessionId = await StartAsync();

        await AnswerAsync(sessionId, " rather\u0000 \ud800red\u0007,\r\n\tnot\u0085 blue \udfff 😀 ");

        // U+0085 is a line end of its own.
        (await MessagesAsync(sessionId))[1].Content.ShouldBe("rather red,\n not\n blue  😀");
        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe("red");
    }

    [Test]
    public async Task An_interview_stays_under_its_revision_when_a_new_one_is_published()
    {
        var sessionId = await StartAsync();
        var newer = await PublishBrainAsync(SmallBrain.Document with
        {
            Questions = [.. SmallBrain.Document.Questions.Select(question => question with { Id = $"{question.Id}_2", TextEn = "Changed." })],
        });

        await AnswerAsync(sessionId, "red");
        var other = await StartAsync();

        (await MessagesAsync(sessionId))[^1].Content.ShouldBe("What size?");
        (await DecisionsAsync(sessionId)).ShouldAllBe(decision => decision.RevisionId < newer.Id);
        (await SessionAsync(other)).RevisionId.ShouldBe(newer.Id);
        (await MessagesAsync(other))[0].Content.ShouldBe("Changed.");
    }
}
