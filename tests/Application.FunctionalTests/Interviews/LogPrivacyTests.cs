using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Whatever happens in an interview, no log tells what the respondent said or who they are.</summary>
public sealed class LogPrivacyTests : FunctionalTest
{
    private const string Answer = "ZXANSWER";
    private const string Change = "ZXCHANGE";
    private const string Measure = "ZXMEASURE";
    private const string Name = "ZXNAME";
    private const string Email = "zxemail@example.lt";
    private const string Phone = "+370 999 77 555";
    private const string Comment = "ZXCOMMENT";

    [Test]
    public async Task No_log_of_an_interview_holds_a_respondents_words()
    {
        await PublishBrainAsync();
        Logs.Clear();

        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, $"{Answer} red");
        LostConfirmation.Arm();
        await SendAsync(answer);
        LostConfirmation.Happened.ShouldBeTrue();
        await SendAsync(answer with { SubmissionId = Guid.NewGuid(), Answer = $"{Answer} green" });
        await Should.ThrowAsync<ValidationException>(async () => await SendAsync(
            await AnswerToCurrentAsync(sessionId, Answer.PadRight(TextLimits.Answer + 1, 'x')) with { Choices = [new(Answer, Answer)] }));
        await SendAtOnceAsync(10, await AnswerToCurrentAsync(sessionId, $"{Answer} large"));
        await AnswerAsync(sessionId, $"{Answer} a gate");
        LostConfirmation.Arm();
        await SendAtOnceAsync(5, await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, $"{Change} green"));
        LostConfirmation.Happened.ShouldBeTrue();
        await Should.ThrowAsync<ValidationException>(async () => await SendAsync(
            await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, Change.PadRight(TextLimits.Answer + 1, 'x')) with { Choices = [new(Change, Change)] }));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Measure = Measure }));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = [Measure] }));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = Measure, Unknown = true }));
        await SendAtOnceAsync(5, new CorrectFact { SessionId = sessionId, SlotKey = "size", Options = ["small"] });
        await SendAsync(new EndInterview(sessionId));
        await SendAsync(new SwitchLanguage(sessionId, Languages.Russian));
        await SendAsync(new GetFacts(sessionId));
        await SendAsync(new GetFact(sessionId, "colour"));
        var link = (await SendAtOnceAsync(5, new CreateResumeLink(sessionId)))[0].Token;
        var browser = SecretToken.Create();
        await SendAtOnceAsync(5, new ResumeInterview(link, browser));
        await SendAsync(new FindOwnInterviews(browser));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new FinishInterview { SessionId = sessionId, Name = Name, Email = $"{Email} {Email}", Phone = $"{Phone} {Phone} x" }));
        await SendAtOnceAsync(5, new FinishInterview { SessionId = sessionId, Name = Name, Email = Email, Phone = Phone });
        await SendAsync(new GetReport(sessionId));
        await SendAsync(new GetReport(sessionId, Languages.Lithuanian));
        await SendAtOnceAsync(5, new LeaveFeedback { SessionId = sessionId, Rating = 1, Comment = Comment });
        var owner = Respondent!;
        AsRespondent(SecretToken.Create());
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetReport(sessionId)));

        var stored = await SnapshotAsync(sessionId);
        string[] secrets = [Answer, Change, Name, Email, Phone, Comment];
        foreach (var secret in secrets.Except([Name, Email, Phone]))
            stored.ShouldContain(secret, Case.Sensitive, "what was not said cannot be leaked");
        ContactOf(await SessionAsync(sessionId)).ShouldBe(new ContactDetails(Name, Email, Phone));
        Logs.Entries.ShouldContain(entry => entry.Contains("INSERT INTO messages", StringComparison.Ordinal), "EF Core was listened to");
        Logs.Entries.ShouldContain(entry => entry.Contains("SubmitAnswer took", StringComparison.Ordinal), "use cases were listened to");
        Logs.Entries.ShouldContain(entry => entry.Contains("23505", StringComparison.Ordinal), "a broken constraint was among what happened");
        foreach (var useCase in new[] { "ChangeAnswer", "CorrectFact", "CreateResumeLink", "ResumeInterview" })
            Logs.Entries.ShouldContain(entry => entry.Contains($"{useCase} took", StringComparison.Ordinal));
        SecretToken[] tokens = [owner, link, browser];
        foreach (var secret in secrets.Append(Measure).Concat(tokens.SelectMany(token => new[] { token.Reveal(), Convert.ToHexString(token.Hash) })))
            Logs.Entries.Where(entry => entry.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }
}
