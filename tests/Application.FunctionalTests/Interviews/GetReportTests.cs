using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class GetReportTests : FunctionalTest
{
    [TestCase(Languages.Lithuanian, "- Spalva: Red paint \"red\"")]
    [TestCase(Languages.Russian, "- Цвет: Red paint \"red\"")]
    public async Task A_report_can_be_read_in_another_language_and_the_stored_one_stays(string language, string fact)
    {
        var start = Clock.GetUtcNow();
        await PublishBrainAsync(SmallBrain.Document with
        {
            RiskRules = [.. SmallBrain.Document.RiskRules.Select(rule => rule with { NoteTemplate = "Raudona (lt)", NoteTemplateRu = "Красное (ru)" })],
        });
        var sessionId = await FinishAsync();
        var before = await SnapshotAsync(sessionId);
        Clock.Advance(TimeSpan.FromDays(400));

        var report = await SendAsync(new GetReport(sessionId, language));

        report.Language.ShouldBe(language);
        report.MadeAt.ShouldBe(start);
        report.Full.ShouldContain($" {DateText.Day(start, language)} for Ona\n", Case.Sensitive, "the day on which it was made");
        foreach (var text in new[] { report.Full, report.Summary })
            text.ShouldContain(fact, Case.Sensitive, "quotes stay as they were said");
        report.Full.ShouldContain(language == Languages.Lithuanian ? "Raudona (lt)" : "Красное (ru)");
        (await SnapshotAsync(sessionId)).ShouldBe(before);
        var own = await SendAsync(new GetReport(sessionId));
        (own.Language, own.Full).ShouldBe((Languages.English, ReportsOf(await SessionAsync(sessionId)).Full));
    }

    [TestCase(null)]
    [TestCase(Languages.English)]
    [TestCase("de")]
    [TestCase("")]
    public async Task Without_another_language_the_stored_report_is_shown_word_for_word(string? language)
    {
        await PublishBrainAsync();
        var sessionId = await FinishAsync();
        await QueryAsync(async db =>
        {
            db.Entry((await db.Sessions.FindAsync(sessionId))!).Property(session => session.FinalReport).CurrentValue = "As it was handed over.";
            return await db.SaveChangesAsync();
        });

        var report = await SendAsync(new GetReport(sessionId, language));

        (report.Language, report.Full).ShouldBe((Languages.English, "As it was handed over."));
    }

    [Test]
    public async Task Before_the_end_there_is_none_in_any_language()
    {
        await PublishBrainAsync();
        var sessionId = await AnswerAllAsync();

        var report = await SendAsync(new GetReport(sessionId, Languages.Russian));

        (report.Stage, report.Language, report.Full).ShouldBe((InterviewStage.LeavingContact, Languages.English, ""));
    }
}
