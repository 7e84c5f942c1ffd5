using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>The interview as respondents have it: the sauna pack, from the start to feedback, in each language.</summary>
public sealed class WholeInterviewTests : FunctionalTest
{
    private static readonly Dictionary<string, Dictionary<string, string>> Answers = new()
    {
        [Languages.Lithuanian] = new()
        {
            ["purpose"] = "Poilsiui po darbų ir šeimos vakarams.",
            ["users"] = "Šeima su vaikais, dažniausiai šešiese.",
            ["ritual"] = "Minkštas garas ir vantos.",
            ["infrastructure"] = "Yra vandentiekis, elektra ir kanalizacija.",
            ["room_program"] = "Garinė, poilsio kambarys ir dušas.",
        },
        [Languages.English] = new()
        {
            ["purpose"] = "To relax after work, and for family evenings.",
            ["users"] = "Our family with two children, six people at most.",
            ["ritual"] = "Soft steam and bathing with whisks.",
            ["infrastructure"] = "There is mains water, grid power and a septic tank.",
            ["room_program"] = "A steam room, a rest room and a shower.",
        },
        [Languages.Russian] = new()
        {
            ["purpose"] = "Для отдыха после работы и семейных вечеров.",
            ["users"] = "Семья с детьми, обычно шесть человек.",
            ["ritual"] = "Мягкий пар и веники.",
            ["infrastructure"] = "Есть водопровод, электричество и септик.",
            ["room_program"] = "Парная, комната отдыха и душ.",
        },
    };

    [TestCaseSource(typeof(Languages), nameof(Languages.All))]
    public async Task An_interview_in_own_words_reaches_report_and_feedback(string language)
    {
        var revision = await PublishSaunaPackAsync();
        var questions = revision.Document.Questions.ToDictionary(question => question.Id);
        var sessionId = await StartAsync(language);
        var asked = 0;
        while (await SendAsync(new GetInterview(sessionId)) is { Question: { } current })
        {
            current.Number.ShouldBe(++asked);
            current.Text.ShouldBe(questions[current.Id].Text.In(language));
            var slot = questions[current.Id].SlotCoverage[0];
            Answers[language].ShouldContainKey(slot, $"{current.Id} was asked although every critical fact had been told");
            (await AnswerAsync(sessionId, Answers[language][slot])).SlotsUpdated.ShouldContain(slot);
        }
        asked.ShouldBeInRange(4, 5);
        (await DecisionsAsync(sessionId))[^1].StopReason.ShouldBe(StopDecision.CriticalSlotsMet);

        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona Žiū", Email = "ona@example.lt" })).Stage.ShouldBe(InterviewStage.Finished);
        var report = await SendAsync(new GetReport(sessionId));
        report.Asked.ShouldBe(asked);
        report.Reference.ShouldBe(SessionReference.Of(sessionId));
        foreach (var text in new[] { report.Full, report.Summary })
        {
            text.ShouldContain("Ona Žiū");
            foreach (var key in Answers[language].Keys)
                text.ShouldContain(revision.Document.Slots.Single(slot => slot.Key == key).Label.In(language));
        }
        report.Full.ShouldContain(revision.Document.Report.Footer.In(language));

        (await SendAsync(new LeaveFeedback { SessionId = sessionId, Rating = 5, Comment = "Ačiū!" })).ShouldBe(LeaveFeedbackResult.Stored);
        (await SendAsync(new GetReport(sessionId))).Feedback!.Rating.ShouldBe(5);
    }

    [TestCaseSource(typeof(Languages), nameof(Languages.All))]
    public async Task Every_decision_replays_to_the_same_choice(string language)
    {
        var sessionId = await LongInterviewAsync(language);

        var decisions = await DecisionsAsync(sessionId);

        decisions.Count.ShouldBeGreaterThanOrEqualTo(6, $"it stopped for {decisions[^1].StopReason}");
        foreach (var stored in decisions)
        {
            var brain = new CompiledBrain((await FindAsync<BrainRevision>(stored.RevisionId))!.Document);
            var replayed = InterviewEngine.Decide(brain, stored.Details.Inputs);

            replayed.Chosen?.Id.ShouldBe(stored.QuestionId);
            replayed.Stop.Reason.ShouldBe(stored.StopReason);
            var details = DecisionDetails.Of(stored.Details.Inputs, replayed);
            details.RunnerUpId.ShouldBe(stored.Details.RunnerUpId);
            details.TieBreak.ShouldBe(stored.Details.TieBreak);
            details.Flags.Select(Told).ShouldBe(stored.Details.Flags.Select(Told));
            details.Candidates.Select(Told).ShouldBe(stored.Details.Candidates.Select(Told));
            foreach (var candidate in stored.Details.Candidates)
                candidate.Terms.Values.Sum().ShouldBe(candidate.Score);
        }
    }

    [Test]
    public async Task Who_knows_nothing_is_let_go_soon()
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync();

        for (var answer = 0; answer < 2; answer++)
            await SendAsync(await AnswerToCurrentAsync(sessionId, "") with { Declined = true });

        (await DecisionsAsync(sessionId))[^1].StopReason.ShouldBe(StopDecision.LowInfoStreak);
        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);
        (await SendAsync(new GetReport(sessionId))).Full.ShouldContain("Not established yet");
    }

    /// <summary>Eight answers that leave one critical fact open: an option now and then, some words, some silence.</summary>
    private async Task<Guid> LongInterviewAsync(string language)
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync(language);
        for (var place = 0; await SendAsync(new GetInterview(sessionId)) is { Question: { } current }; place++)
        {
            var group = current.OptionGroups.Count > 0 ? current.OptionGroups[0] : null;
            var critical = group?.SlotKey == "users";
            await SendAsync(await AnswerToCurrentAsync(sessionId, critical ? "Hm." : "—") with
            {
                Choices = group is null || critical ? [] : [new(group.SlotKey, group.Options[place % group.Options.Count].Key)],
            });
        }
        return sessionId;
    }

    private static (string, string, bool, string) Told(RaisedFlag flag) => (flag.Code, flag.Severity, flag.Confirmed, string.Join(" ", flag.Evidence));

    private static (string, bool, Eligibility?, string?, decimal, string) Told(CandidateDetails candidate) => (
        candidate.Id,
        candidate.Eligible,
        candidate.Reason,
        candidate.SkippedBy,
        candidate.Score,
        string.Join(" ", candidate.Terms.OrderBy(term => term.Key).Select(term => $"{term.Key}={term.Value:G29}")));
}
