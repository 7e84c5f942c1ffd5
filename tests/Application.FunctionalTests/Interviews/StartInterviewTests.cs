using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class StartInterviewTests : FunctionalTest
{
    [Test]
    public async Task Asks_the_first_question_and_stores_it_with_its_decision()
    {
        var revision = await PublishBrainAsync();
        var token = SecretToken.Create();
        var submission = Guid.NewGuid();

        var started = await SendAsync(new StartInterview(Languages.English, submission, token));

        var session = await SessionAsync(started.SessionId!.Value);
        session.Language.ShouldBe(Languages.English);
        session.RevisionId.ShouldBe(revision.Id);
        session.StartSubmissionId.ShouldBe(submission);
        session.CreatedAt.ShouldBe(Clock.GetUtcNow());
        session.Stage.ShouldBe(InterviewStage.Asking);
        session.CurrentQuestion.ShouldBe(new AskedQuestion(SmallBrain.ColourQuestion, "Which colour?", null));

        var message = (await MessagesAsync(session.Id)).ShouldHaveSingleItem();
        message.Sequence.ShouldBe(1);
        message.Role.ShouldBe(Message.AgentRole);
        message.QuestionId.ShouldBe(SmallBrain.ColourQuestion);
        message.Content.ShouldBe("Which colour?");
        message.SubmissionId.ShouldBeNull();

        var decision = (await DecisionsAsync(session.Id)).ShouldHaveSingleItem();
        decision.Sequence.ShouldBe(1);
        decision.QuestionId.ShouldBe(SmallBrain.ColourQuestion);
        decision.RevisionId.ShouldBe(revision.Id);
        decision.StopReason.ShouldBeNull();
        decision.Details.RunnerUpId.ShouldBe(SmallBrain.SizeQuestion);
        decision.Details.Candidates.Count.ShouldBe(3);
    }

    [Test]
    public async Task Stores_the_hash_of_the_token_and_nowhere_the_token()
    {
        await PublishBrainAsync();
        var token = SecretToken.Create();

        var sessionId = (await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), token))).SessionId!.Value;

        (await SessionAsync(sessionId)).TokenHash.ShouldBe(token.Hash);
        token.Hash.ShouldNotBe(Convert.FromHexString(token.Reveal()));
        (await SnapshotAsync(sessionId)).ShouldNotContain(token.Reveal());
    }

    [Test]
    public async Task The_same_submission_again_finds_the_same_interview()
    {
        await PublishBrainAsync();
        var request = new StartInterview(Languages.English, Guid.NewGuid(), SecretToken.Create());

        var first = await SendAsync(request);
        var second = await SendAsync(request);
        var third = await SendAsync(request with { Token = SecretToken.Parse(request.Token.Reveal())! });

        second.ShouldBe(first);
        third.ShouldBe(first);
        (await CountAsync<Session>()).ShouldBe(1);
        (await CountAsync<Message>()).ShouldBe(1);
    }

    [Test]
    public async Task Another_submission_of_the_same_respondent_starts_another_interview()
    {
        await PublishBrainAsync();
        var token = SecretToken.Create();

        var first = await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), token));
        var second = await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), token));

        second.ShouldNotBe(first);
        (await CountAsync<Session>()).ShouldBe(2);
    }

    [Test]
    public async Task The_same_submission_of_another_respondent_starts_another_interview()
    {
        await PublishBrainAsync();
        var submission = Guid.NewGuid();

        var first = await SendAsync(new StartInterview(Languages.English, submission, SecretToken.Create()));
        var second = await SendAsync(new StartInterview(Languages.English, submission, SecretToken.Create()));

        second.ShouldNotBe(first);
    }

    [Test]
    public async Task Twenty_simultaneous_copies_of_a_submission_start_one_interview()
    {
        await PublishBrainAsync();
        var request = new StartInterview(Languages.English, Guid.NewGuid(), SecretToken.Create());

        var started = await SendAtOnceAsync(20, request);

        started.Distinct().ShouldHaveSingleItem().SessionId.ShouldNotBeNull();
        (await CountAsync<Session>()).ShouldBe(1);
        (await CountAsync<Message>()).ShouldBe(1);
        (await CountAsync<DecisionRecord>()).ShouldBe(1);
    }

    [Test]
    public async Task A_start_whose_confirmation_got_lost_is_recognized()
    {
        await PublishBrainAsync();
        LostConfirmation.Arm();

        var started = await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), SecretToken.Create()));

        LostConfirmation.Happened.ShouldBeTrue();
        (await QueryAsync(db => db.Sessions.Select(session => session.Id).SingleAsync())).ShouldBe(started.SessionId!.Value);
        (await CountAsync<Message>()).ShouldBe(1);
    }

    [TestCase("", "LanguageMissing")]
    [TestCase("de", "LanguageMissing")]
    [TestCase("EN", "LanguageMissing")]
    public async Task An_unknown_language_is_refused(string language, string code)
    {
        await PublishBrainAsync();

        (await RefusedAsync(new StartInterview(language, Guid.NewGuid(), SecretToken.Create()))).ShouldBe([code]);
        (await CountAsync<Session>()).ShouldBe(0);
    }

    [Test]
    public async Task A_form_without_a_submission_is_refused()
    {
        await PublishBrainAsync();

        (await RefusedAsync(new StartInterview(Languages.English, Guid.Empty, SecretToken.Create()))).ShouldBe(["FormStale"]);
    }

    [Test]
    public async Task Without_a_published_brain_nothing_starts()
    {
        (await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), SecretToken.Create()))).SessionId.ShouldBeNull();
        (await SendAsync(new GetInterviewOffer())).ShouldBeNull();
        (await CountAsync<Session>()).ShouldBe(0);
    }

    [Test]
    public async Task The_offer_is_that_of_the_newest_revision()
    {
        await PublishBrainAsync();
        await PublishBrainAsync(SmallBrain.Document with
        {
            Modes = new() { Quick = new() { Limits = new() { MaxQuestions = 5 }, CriticalSlots = [new() { Id = "colour" }] } },
        });

        (await SendAsync(new GetInterviewOffer())).ShouldBe(new InterviewOffer(1, 5));
    }

    [Test]
    public async Task The_newest_unfinished_interview_of_a_respondent_is_found()
    {
        await PublishBrainAsync();
        var token = SecretToken.Create();
        (await SendAsync(new FindOwnInterviews(token))).Unfinished.ShouldBeNull();

        await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), token));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var newer = (await SendAsync(new StartInterview(Languages.English, Guid.NewGuid(), token))).SessionId!.Value;
        AsRespondent(token);
        await AnswerAsync(newer, "red");

        (await SendAsync(new FindOwnInterviews(token))).Unfinished.ShouldBe(new UnfinishedInterview(newer, 1));
        (await SendAsync(new FindOwnInterviews(SecretToken.Create()))).Unfinished.ShouldBeNull();
    }

    [Test]
    public async Task A_finished_interview_is_not_found_to_be_continued()
    {
        await PublishBrainAsync();
        await FinishAsync();

        (await SendAsync(new FindOwnInterviews(Respondent!))).Unfinished.ShouldBeNull();
    }
}
