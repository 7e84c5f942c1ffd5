using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using static AgentBrain.Domain.UnitTests.Brain.Analysis.GoodBrain;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

public class SimulatedInterviewTests
{
    private const int Interviews = 10_000;
    private const int InterviewsPerBrain = 20;

    [Test]
    public void Ten_thousand_interviews_under_brains_without_errors_run_into_no_dead_end()
    {
        var random = new Random(4);
        var reasons = new HashSet<string>();
        var brains = 0;
        for (var held = 0; held < Interviews;)
        {
            var document = RandomBrain(random) with { Report = Document.Report };
            if (BrainAnalyser.Analyse(document).Any(finding => finding.Severity == FindingSeverity.Error))
                continue;
            brains++;
            var brain = new CompiledBrain(document);
            for (var round = 0; round < InterviewsPerBrain; round++, held++)
                DeadEnd(brain, random, reasons).ShouldBeNull();
        }

        // The interviews were of many brains and ended in every way.
        brains.ShouldBe(Interviews / InterviewsPerBrain);
        reasons.ShouldBe([StopDecision.CriticalSlotsMet, StopDecision.MaxQuestions, StopDecision.LowInfoStreak, StopDecision.NoQuestionsLeft], ignoreOrder: true);
    }

    [TestCase("no-questions")]
    [TestCase("no-first-question")]
    [TestCase("limit-not-positive")]
    [TestCase("required-slot-disabled")]
    [TestCase("required-slot-uncovered")]
    [TestCase("critical-slot-uncovered")]
    public void Interviews_under_a_brain_with_such_an_error_do_run_into_one(string code)
    {
        // Limits would end the interviews before they run out of questions.
        var failing = FindingExamples.All.First(example => example.Code == code).Failing
            .Quick(policy => policy with { Limits = policy.Limits with { LowInfoStreakMax = policy.Limits.MaxQuestions < 1 ? 0 : 99 } });
        var random = new Random(4);

        Enumerable.Range(0, 200).Select(_ => DeadEnd(new CompiledBrain(failing), random, [])).ShouldContain(deadEnd => deadEnd != null);
    }

    // Holds an interview with random answers; returns what is wrong with it, or null.
    private static string? DeadEnd(CompiledBrain brain, Random random, HashSet<string> reasons)
    {
        var values = new Dictionary<string, SlotFact>();
        var declined = new HashSet<string>();
        var asked = new List<string>();
        var streak = 0;
        while (true)
        {
            var decision = InterviewEngine.Decide(brain, new DecisionInputs
            {
                Values = values,
                Declined = [.. declined.Where(key => !values.ContainsKey(key))],
                Asked = asked,
                LastQuestionId = asked.LastOrDefault(),
                LowInfoStreak = streak,
            });
            if (decision.Chosen is not { } question)
            {
                if (decision.Stop.Reason is not { } reason)
                    return "It ends for no reason.";
                reasons.Add(reason);
                if (asked.Count == 0)
                    return "It ends before it begins.";
                return reason == StopDecision.NoQuestionsLeft ? Forgotten(decision) : null;
            }
            if (decision.Stop.ShouldStop || asked.Contains(question.Id) || asked.Count >= brain.Policy.Limits.MaxQuestions)
                return $"{question.Id} is asked after the end, or again.";
            if (!decision.Candidates.Any(candidate => candidate.Question.Id == question.Id && candidate.Eligibility == Eligibility.Eligible))
                return $"{question.Id} is asked though it may not be.";
            asked.Add(question.Id);
            streak = Answer(question) ? 0 : streak + 1;
        }

        // A slot that had to be known, was never asked about, and by no rule.
        string? Forgotten(Decision decision) => brain.Document.Slots
            .Where(slot => slot.IsRequired || brain.Policy.CriticalSlots.Any(critical => critical.Id == slot.Key))
            .Where(slot => !values.ContainsKey(slot.Key) && !declined.Contains(slot.Key))
            .Where(slot => !decision.Candidates.Any(candidate => candidate.Question.SlotCoverage.Contains(slot.Key)
                && candidate.Eligibility is Eligibility.Asked or Eligibility.Skipped or Eligibility.RiskNotRaised))
            .Select(slot => $"Nobody asked about {slot.Key}.")
            .FirstOrDefault();

        bool Answer(QuestionDefinition question)
        {
            var dice = random.Next(10);
            if (dice == 0)
            {
                declined.UnionWith(brain.SlotsAskedBy(question.Id));
                return false;
            }
            if (dice == 1)
                return false;
            foreach (var slot in brain.Document.Slots.Where(slot => question.SlotCoverage.Contains(slot.Key) || random.Next(8) == 0))
            {
                var possible = PossibleValues.Of(slot, "6 people", "8 people");
                var confidence = new[] { ConfidenceLevels.Stated, ConfidenceLevels.InPassing, ConfidenceLevels.Hedged }[random.Next(3)];
                if (possible[random.Next(possible.Count)] is { } value)
                    values[slot.Key] = new SlotFact(value, confidence);
            }
            return true;
        }
    }

    // Mostly sound; what is not is sorted out by the analyser.
    private static BrainDocument RandomBrain(Random random)
    {
        var slots = Enumerable.Range(0, random.Next(2, 6)).Select(index => Slot(
            $"slot_{index}",
            Option($"one_{index}", random.Next(2) == 0 ? [$"two_{index}"] : []),
            Option($"two_{index}"),
            Option($"three_{index}", random.Next(3) == 0 ? [$"one_{index}"] : [])) with
        {
            IsRequired = random.Next(2) == 0,
            Measure = random.Next(4) == 0 ? MeasureUnit.People : null,
        }).ToArray();
        var risks = Enumerable.Range(0, random.Next(0, 4))
            .Select(index => Risk($"RISK_{index}", random.Next(2) == 0 ? new AllOf([Leaf(), Leaf()]) : new AnyOf([Leaf(), Leaf()])))
            .ToArray();
        var questions = Enumerable.Range(0, random.Next(2, 9)).Select(index =>
        {
            var isClarifier = risks.Length > 0 && random.Next(4) == 0;
            return Question($"Q_{index}", random.Next(100), [.. slots.Where((_, slot) => slot == index || (!isClarifier && random.Next(6) == 0)).Select(slot => slot.Key)]) with
            {
                RequiresRisk = isClarifier,
                RiskCoverage = isClarifier ? [$"RISK_{random.Next(risks.Length)}"] : [],
                RoundHint = random.Next(4) is > 0 and var round ? round : null,
                Enabled = random.Next(10) > 0,
            };
        }).ToArray();
        return new BrainDocument
        {
            Slots = slots,
            Questions = questions,
            RiskRules = risks,
            SkipRules =
            [
                .. Enumerable.Range(0, random.Next(0, 4)).Select(index => Leaf() is var leaf
                    ? Skip($"SKIP_{index}", leaf.Slot, ConditionJsonConverter.NameOf(leaf.Operator), [.. leaf.Values], [.. questions.Where(_ => random.Next(3) == 0).Select(question => question.Id)])
                    : throw new InvalidOperationException()),
            ],
            Modes = TestBrain.Quick(
                random.Next(0, 10),
                random.Next(0, 5),
                new QuickScoringWeights { MissingCriticalSlotBonus = 2, DiversifyTopicPenalty = 1, RepeatSlotPenalty = 1 },
                [.. slots.Where(_ => random.Next(3) > 0).Select(slot => TestBrain.Critical(slot.Key, 0.1 * random.Next(3, 10)))]),
        };

        SlotCondition Leaf()
        {
            var slot = slots[random.Next(slots.Length)];
            return new SlotCondition(
                slot.Key,
                (ConditionOperator)random.Next(4),
                [.. slot.Options.Where((_, index) => random.Next(2) == 0 || index == 0).Select(option => option.Key)]);
        }
    }
}
