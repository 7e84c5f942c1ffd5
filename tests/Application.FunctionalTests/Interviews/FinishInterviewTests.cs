using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class FinishInterviewTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Stores_contact_details_and_report()
    {
        var sessionId = await AnswerAllAsync();
        Clock.Advance(TimeSpan.FromHours(1));

        var finished = await SendAsync(new FinishInterview { SessionId = sessionId, Name = " Ona\tŽiū ", Email = "ona@example.lt", Phone = "+370 (612) 34-567 ext. 8" });

        finished.Stage.ShouldBe(InterviewStage.Finished);
        var session = await SessionAsync(sessionId);
        ContactOf(session).ShouldBe(new ContactDetails("Ona Žiū", "ona@example.lt", "+370 (612) 34-567 ext. 8"));
        session.CompletedAt.ShouldBe(Clock.GetUtcNow());
        session.FinalReport!.ShouldStartWith("Full ");
        session.ReportSummary!.ShouldStartWith("Summary ");
    }

    [Test]
    public async Task Email_and_phone_may_be_left_out()
    {
        var sessionId = await AnswerAllAsync();

        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });

        var session = await SessionAsync(sessionId);
        ContactOf(session).ShouldBe(new ContactDetails("Ona", null, null));
    }

    [Test]
    public async Task An_interview_that_still_asks_is_not_finished()
    {
        var sessionId = await StartAsync();
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Asking);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Finishing_again_changes_nothing()
    {
        var sessionId = await FinishAsync();
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Petras", Email = "petras@example.lt" })).ShouldBe(new FinishInterviewResult(InterviewStage.Finished, OtherContact: true));
        (await SendAsync(new FinishInterview { SessionId = sessionId, WithoutContact = true })).OtherContact.ShouldBeFalse();
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Of_ten_simultaneous_ends_one_makes_the_report()
    {
        var sessionId = await AnswerAllAsync();

        var stages = await SendAtOnceAsync(Enumerable.Range(0, 10).Select(place => new FinishInterview { SessionId = sessionId, Name = $"Name{place}" }));

        stages.ShouldAllBe(finished => finished.Stage == InterviewStage.Finished);
        var session = await SessionAsync(sessionId);
        var (full, summary) = ReportsOf(session);
        full!.ShouldContain($"for {ContactOf(session).Name}\n");
        summary!.ShouldContain($"for {ContactOf(session).Name}\n");
    }

    [Test]
    public async Task An_end_whose_confirmation_got_lost_is_recognized()
    {
        var sessionId = await AnswerAllAsync();
        LostConfirmation.Arm();

        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);

        LostConfirmation.Happened.ShouldBeTrue();
        ContactOf(await SessionAsync(sessionId)).Name.ShouldBe("Ona");
    }

    private static IEnumerable<TestCaseData<string, string, string, string>> InvalidDetails()
    {
        yield return new("", "", "", "NameMissing");
        yield return new(" \u0007\n", "", "", "NameMissing");
        yield return new(new string('n', TextLimits.ContactName + 1), "", "", "NameTooLong");
        foreach (var email in new[] { "ona", "ona@", "@example.lt", "ona@example", "ona@example.", "ona example@example.lt", "Ona <ona@example.lt>", "a@b.lt, c@d.lt" })
            yield return new("Ona", email, "", "EmailInvalid");
        yield return new("Ona", $"{new string('e', TextLimits.ContactEmail)}@example.lt", "", "EmailTooLong");
        foreach (var phone in new[] { "1234", "call me", "+370 61234567; drop", "٣٤٥٦٧٨" })
            yield return new("Ona", "", phone, "PhoneInvalid");
        yield return new("Ona", "", new string('1', TextLimits.ContactPhone + 1), "PhoneTooLong");
    }

    [TestCaseSource(nameof(InvalidDetails))]
    public async Task Details_that_cannot_be_right_are_refused(string name, string email, string phone, string code)
    {
        var sessionId = await AnswerAllAsync();
        var before = await SnapshotAsync(sessionId);

        (await RefusedAsync(new FinishInterview { SessionId = sessionId, Name = name, Email = email, Phone = phone })).ShouldBe([code]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task All_details_are_judged_at_once()
    {
        var sessionId = await AnswerAllAsync();

        (await RefusedAsync(new FinishInterview { SessionId = sessionId, Email = "ona", Phone = "1" })).ShouldBe(["NameMissing", "EmailInvalid", "PhoneInvalid"]);
    }

    [Test]
    public async Task The_report_quotes_the_respondent()
    {
        var sessionId = await AnswerAllAsync(colour: "Red as a barn", size: "large, please");

        var report = await ReportAsync(sessionId);

        report.ShouldContain("- Colour: Red paint \"Red\"");
        report.ShouldContain("- Size: Large fence \"large\"");
    }

    [Test]
    public async Task The_footer_is_the_one_in_force_at_the_end()
    {
        await AddAsync(BrainConfigEntry.From(BrainConfigKeys.ReportFooter, "Footer at the start.", Clock.GetUtcNow()));
        var sessionId = await AnswerAllAsync();
        await QueryAsync(async db =>
        {
            (await db.BrainConfig.FindAsync(BrainConfigKeys.ReportFooter))!.Change("Footer at the end.", Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        var report = await ReportAsync(sessionId);

        report.ShouldEndWith("\n\nFooter at the end.\n");
        report.ShouldNotContain("Footer at the start.");
    }

    [Test]
    public async Task A_language_without_a_footer_has_the_Lithuanian_one()
    {
        await AddAsync(BrainConfigEntry.From(BrainConfigKeys.ReportFooter, "Poraštė.", Clock.GetUtcNow()));

        (await ReportAsync(await AnswerAllAsync())).ShouldEndWith("\n\nPoraštė.\n");
    }

    [Test]
    public async Task Confirmed_and_possible_risks_stand_in_their_sections()
    {
        var report = await ReportAsync(await AnswerAllAsync("red", "large", "nothing"));

        report.ShouldContain("Findings: That is a lot of red.\n");
        report.ShouldContain("To clarify: Nobody can get in. (Extras)\n");
        report.ShouldContain("Open: Extras\n");
    }

    [Test]
    public async Task A_risk_becomes_a_finding_once_its_slots_are_known()
    {
        var report = await ReportAsync(await AnswerAllAsync("green", "large", "a bell"));

        report.ShouldContain("Findings: Nobody can get in.\n");
        report.ShouldContain("To clarify:\n");
    }

    [Test]
    public async Task What_was_declined_is_told_apart_in_the_report()
    {
        var sessionId = await StartAsync();
        await SendAsync(await AnswerToCurrentAsync(sessionId, "") with { Declined = true });
        await AnswerAsync(sessionId, "small");
        await AnswerAsync(sessionId, "nothing");

        (await ReportAsync(sessionId)).ShouldContain("Open: Colour (declined) Extras\n");
    }

    [Test]
    public async Task There_is_no_report_before_the_end()
    {
        var sessionId = await AnswerAllAsync();

        var view = await SendAsync(new GetReport(sessionId));

        view.Stage.ShouldBe(InterviewStage.LeavingContact);
        (view.Full, view.Summary, view.Feedback).ShouldBe(("", "", null));
    }

    private async Task<string> ReportAsync(Guid sessionId)
    {
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        return (await SendAsync(new GetReport(sessionId))).Full;
    }
}
