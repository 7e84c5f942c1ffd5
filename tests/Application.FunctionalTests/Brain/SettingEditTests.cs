using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>Weights, policies of modes, and what reports are made from.</summary>
public sealed class SettingEditTests : BrainEditTest
{
    [Test]
    public async Task Weights_are_changed()
    {
        var (weights, checksum) = await ItemAsync<ScoringWeights>(BrainSection.Scoring);

        (await SendAsync(new SaveScoring(weights with { MissingSlot = 4.25m }, checksum))).Outcome.ShouldBe(EditOutcome.Saved);

        (await ItemAsync<ScoringWeights>(BrainSection.Scoring)).Item.MissingSlot.ShouldBe(4.25m);
        (await SendAsync(new SaveScoring(weights with { Risk = 9 }, checksum))).Outcome.ShouldBe(EditOutcome.Conflict);
        (await ActionsAsync()).ShouldBe(["scoring.changed"]);
    }

    [Test]
    public async Task Weights_have_a_sign_a_size_and_few_decimals()
    {
        var wrong = new ScoringWeights { BasePriority = -1, MissingSlot = 1001, Risk = 0.00001m, AskedPenalty = 1 };

        (await MessagesAsync(new SaveScoring(wrong, "0123"))).ShouldBe(
        [
            "Give points from 0 to 1000.", "Give points from 0 to 1000.", "Give at most 4 decimals.", "Give points from -1000 to 0: a question that was asked already loses them.",
        ]);
        (await MessagesAsync(new SaveScoring(new ScoringWeights(), ""))).Count.ShouldBe(1);
    }

    [Test]
    public async Task Other_weights_are_tried_before_they_are_saved()
    {
        await EditAsync(document => document.With(document.Questions.Single(question => question.Id == SmallBrain.ExtrasQuestion) with { RoundHint = 1 }));

        var preview = await SendAsync(new PreviewScoring(new ScoringWeights { RoundFit = 50 }));

        preview.Problem.ShouldBeNull();
        preview.Questions.Select(question => question.Id).ShouldBe([SmallBrain.ExtrasQuestion, SmallBrain.ColourQuestion, SmallBrain.SizeQuestion]);
        var extras = preview.Questions[0];
        (extras.Before.Position, extras.After.Position, extras.After.Score).ShouldBe((3, 1, 56m));
        extras.After.Terms[ScoreTerms.RoundFit].ShouldBe(50);
        extras.Before.Terms.Values.Sum().ShouldBe(extras.Before.Score);
        (await DocumentAsync()).Scoring.Weights.RoundFit.ShouldBe(new ScoringWeights().RoundFit);
    }

    [Test]
    public async Task A_brain_that_cannot_decide_says_why()
    {
        await EditAsync(document => document with { SkipRules = [new() { Id = "S_ODD", ConditionSlot = "colour", ConditionType = "like", SkipQuestionIds = [SmallBrain.SizeQuestion] }] });

        (await SendAsync(new PreviewScoring(new ScoringWeights()))).Problem.ShouldNotBeNull().ShouldContain("S_ODD");
    }

    [Test]
    public async Task The_policy_of_the_quick_interview_is_changed()
    {
        var (policy, checksum) = await ItemAsync<InterviewPolicy>(BrainSection.Modes, BrainItems.QuickMode);
        var wanted = policy with { CriticalSlots = [new CriticalSlot { Id = "colour", MinConfidence = 0.7 }], Limits = policy.Limits with { MaxQuestions = 5 } };

        (await SendAsync(new SaveQuickPolicy(wanted, checksum))).Outcome.ShouldBe(EditOutcome.Saved);

        var (saved, newChecksum) = await ItemAsync<InterviewPolicy>(BrainSection.Modes, BrainItems.QuickMode);
        BrainItems.Json(saved).ShouldBe(BrainItems.Json(wanted));
        (await SendAsync(new SaveQuickPolicy(policy with { Enabled = false }, checksum))).Outcome.ShouldBe(EditOutcome.Conflict);
        var unknown = await SendAsync(new SaveQuickPolicy(saved with { CriticalSlots = [new CriticalSlot { Id = "nowhere" }] }, newChecksum));
        unknown.Outcome.ShouldBe(EditOutcome.Refused);
        unknown.Dangling.ShouldHaveSingleItem().To.Id.ShouldBe("nowhere");
    }

    [Test]
    public async Task The_policy_of_the_quick_interview_has_its_limits()
    {
        var wrong = new InterviewPolicy
        {
            Limits = new() { MaxQuestions = 0, MaxClarifications = -1, LowInfoStreakMax = 101 },
            ClarifyThreshold = 1.5m,
            CriticalSlots = [new() { Id = "colour", MinConfidence = 2 }, new() { Id = "colour" }],
            ScoringOverrides = new() { Weights = new() { MissingCriticalSlotBonus = -1 } },
        };

        (await MessagesAsync(new SaveQuickPolicy(wrong, "0123"))).ShouldBe(
        [
            "Give a number of questions from 1 to 100.", "Give a number of clarifications from 0 to 100.", "Give a number of answers from 1 to 100.", "Give a confidence from 0 to 1.",
            "Name each critical slot once.", "Give each critical slot a confidence from 0 to 1.", "Give points from 0 to 1000.",
        ]);
    }

    [Test]
    public async Task The_policy_of_the_precise_interview_is_changed_within_its_limits()
    {
        var (policy, checksum) = await ItemAsync<PrecisePolicy>(BrainSection.Modes, BrainItems.PreciseMode);

        (await SendAsync(new SavePrecisePolicy(policy with { MinQuestions = 5, MaxQuestions = 20 }, checksum))).Outcome.ShouldBe(EditOutcome.Saved);

        (await DocumentAsync()).Modes.Precise.MaxQuestions.ShouldBe(20);
        (await SendAsync(new SavePrecisePolicy(policy with { ClarifyBelow = 0.5 }, checksum))).Outcome.ShouldBe(EditOutcome.Conflict);
        (await MessagesAsync(new SavePrecisePolicy(new() { MinQuestions = 9, MaxQuestions = 8, CompleteAtProgress = 0, ClarifyBelow = -1 }, checksum))).ShouldBe(
        [
            "Let the most questions be no fewer than the fewest.", "Give a progress from 1 to 100 percent.", "Give a confidence from 0 to 1.",
        ]);
    }

    [Test]
    public async Task Report_texts_are_changed_and_their_translations_marked()
    {
        var (report, checksum) = await ItemAsync<ReportSection>(BrainSection.Report);
        var wanted = report with { Footer = new() { Lt = "Poraštė", En = "Footer", Ru = " " }, Full = new() { En = "# Report\r\n\r\n{{ name }}\r\n" } };
        (await SendAsync(new SaveReportTexts(wanted, checksum, []))).Outcome.ShouldBe(EditOutcome.Saved);
        (report, checksum) = await ItemAsync<ReportSection>(BrainSection.Report);
        (report.Full.En, report.Footer.Ru).ShouldBe(("# Report\n\n{{ name }}\n", null));

        await SendAsync(new SaveReportTexts(report with { Footer = report.Footer with { Lt = "Kita poraštė" } }, checksum, []));
        (await StaleAsync(BrainSection.Report)).ShouldBe(["footer.en"]);

        (report, checksum) = await ItemAsync<ReportSection>(BrainSection.Report);
        await SendAsync(new SaveReportTexts(report, checksum, ["footer.en"]));
        (await StaleAsync(BrainSection.Report)).ShouldBeEmpty();
    }

    [TestCase("{% if name %}no end", "")]
    [TestCase("{% nonsense %}", "nonsense")]
    [TestCase("{{ name | shout }}", "shout")]
    [TestCase("{% for fact in facts %}{{ fact.label | shout }}{% endfor %}", "shout")]
    [TestCase("{% unless facts %}x{% else %}{{ date | shout }}{% endunless %}", "shout")]
    [TestCase("One\n{{ nmae }}\n{% for fact in facts %}{{ fact.lable }}{% endfor %}", "“nmae” (line 2), “fact.lable” (line 3)")]
    public async Task A_template_that_would_fail_is_not_saved(string template, string named)
    {
        var (report, checksum) = await ItemAsync<ReportSection>(BrainSection.Report);

        var messages = await MessagesAsync(new SaveReportTexts(report with { Summary = new() { Ru = template } }, checksum, []));

        messages.ShouldHaveSingleItem().ShouldContain(named);
    }

    [Test]
    public async Task A_report_is_previewed_with_the_texts_of_the_working_copy_or_with_others()
    {
        var stored = await SendAsync(new PreviewReport(null, Languages.English));
        stored.Full.Problem.ShouldBeNull();
        stored.Full.Markdown.ShouldStartWith("Full 7F3A-09BC");
        stored.Full.Markdown.ShouldContain("- Colour: Red paint");
        stored.Full.Markdown.ShouldContain("Findings: That is a lot of red. Nobody can get in.");
        stored.Summary.Markdown.ShouldContain("The footer of the pack.");

        var other = await SendAsync(new PreviewReport(new() { Footer = new() { Lt = "Kita" }, Full = new() { Lt = "{% for fact in facts %}" }, Summary = new() { Lt = "{{ footer }}!" } }, Languages.Lithuanian));
        other.Summary.Markdown.ShouldBe("Kita!\n");
        other.Full.Problem.ShouldNotBeNull();
        other.Full.Markdown.ShouldBeEmpty();
        (await DocumentAsync()).Report.Footer.En.ShouldBe("The footer of the pack.");
    }

    [Test]
    public async Task Who_may_only_read_the_brain_saves_no_settings()
    {
        var document = await DocumentAsync();
        AsStaff(Roles.Reviewer);

        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveScoring(document.Scoring.Weights, "0123")));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveQuickPolicy(document.Modes.Quick, "0123")));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SavePrecisePolicy(document.Modes.Precise, "0123")));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveReportTexts(document.Report, "0123", [])));
        (await SendAsync(new PreviewReport(null, Languages.English))).Full.Problem.ShouldBeNull();
        (await SendAsync(new PreviewScoring(document.Scoring.Weights))).Problem.ShouldBeNull();
    }
}
