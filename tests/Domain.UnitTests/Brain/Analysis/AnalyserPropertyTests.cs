using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Domain.Engine;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

public class AnalyserPropertyTests
{
    private static readonly string[] Measures = ["6 people", "8 people"];
    private static readonly string?[] Strange = [null, "", " ", "ash", "UNKNOWN", ",", ", ", new string('x', 300), "Ž", "\ud800"];

    private static readonly Gen<string?> Text = Gen.OneOf([.. Strange, "users", "RISK_A", "Q_b"]);
    private static readonly Gen<string?[]> Texts = Text.Array[0, 3];

    private static readonly Gen<Condition> BrokenCondition = Gen.OneOf(
        RandomBrains.Condition,
        Gen.OneOf<Condition>(null!, new AllOf([]), new AnyOf([new AllOf([]), null!])),
        Gen.Select(Text, Gen.Int[0, 5], Texts, Condition (slot, comparison, values) => new SlotCondition(slot!, (ConditionOperator)comparison, values!)));

    [Test]
    public void No_finding_is_contradicted_by_a_state_that_an_interview_can_be_in() => Gen.Select(RandomBrains.Brain, Gen.Int).Sample(
        (document, seed) =>
        {
            var findings = BrainAnalyser.Analyse(document);
            var brain = new CompiledBrain(document);
            var random = new Random(seed);
            for (var round = 0; round < 30; round++)
            {
                var values = document.Slots.ToDictionary(slot => slot.Key, slot => Pick(random, PossibleValues.Of(slot, Measures)));
                values["unheard_of"] = Pick(random, [null, null, "ash", "oak, birch", "6 people"]);
                if (FindingClaims.Contradicted(brain, findings, State(values)) is { } contradiction)
                    Assert.Fail(contradiction);
            }
        },
        iter: 2_000);

    [Test]
    public void Every_witness_shows_what_it_is_a_witness_of() => RandomBrains.Brain.Sample(
        document =>
        {
            var brain = new CompiledBrain(document);
            foreach (var finding in BrainAnalyser.Analyse(document))
            {
                if (FindingClaims.NotShown(brain, finding) is { } missing)
                    Assert.Fail(missing);
            }
        },
        iter: 5_000);

    [Test]
    public void The_witnesses_of_the_examples_show_what_they_are_witnesses_of()
    {
        var witnessed = new HashSet<string>();
        foreach (var example in FindingExamples.All.Where(example => example.Code is not ("duplicate-id" or "unknown-operator")))
        {
            foreach (var finding in BrainAnalyser.Analyse(example.Failing).Where(finding => finding.Witness is not null))
            {
                FindingClaims.NotShown(new CompiledBrain(example.Failing), finding).ShouldBeNull();
                witnessed.Add(finding.Code);
            }
        }
        witnessed.ShouldBe(
            ["rule-always-true", "duplicate-rule", "subsumed-rule", "risk-within-risk", "required-slot-skippable", "critical-slot-skippable", "no-first-question", "option-within-option"],
            ignoreOrder: true);
    }

    [Test]
    public void The_same_brain_always_gives_the_same_findings() => RandomBrains.Brain.Sample(
        document => BrainAnalyser.Analyse(document).Select(Whole).SequenceEqual(BrainAnalyser.Analyse(document with { }).Select(Whole)),
        iter: 500);

    [Test]
    public void Broken_brains_are_read_too() => Gen.Select(RandomBrains.Brain, Gen.Select(Texts, BrokenCondition, Gen.Int)).Sample(
        (document, breaking) =>
        {
            var (texts, condition, seed) = breaking;
            var random = new Random(seed);
            var broken = document;
            for (var step = 0; step < 4; step++)
                broken = Broken(broken, random, texts!, condition);
            BrainAnalyser.Analyse(broken, [new BrainAddress(BrainSection.Report, null, "full.en")]);
        },
        iter: 5_000);

    [Test]
    public void What_is_found_in_a_tiny_brain_is_what_trying_all_its_states_finds() => Gen.Int.Sample(
        seed =>
        {
            var document = TinyBrain(new Random(seed));
            var findings = BrainAnalyser.Analyse(document).Select(finding => (finding.Code, finding.At.Id!)).ToHashSet();
            var truth = new TriedStates(document);

            foreach (var rule in document.RiskRules)
            {
                (findings.Contains(("rule-never-true", rule.Id)) || findings.Contains(("rule-contradictory", rule.Id))).ShouldBe(truth.IsNeverRaised(rule.Code), Describe(document, rule.Id));
                findings.Contains(("rule-always-true", rule.Id)).ShouldBe(truth.IsAlwaysRaised(rule.Code), Describe(document, rule.Id));
            }
            foreach (var question in document.Questions)
                (findings.Contains(("question-unreachable", question.Id)) || findings.Contains(("risk-needed", question.Id))).ShouldBe(truth.IsNeverEligible(question.Id), Describe(document, question.Id));
            foreach (var slot in document.Slots.Where(slot => slot.IsRequired && document.Questions.Any(question => question.SlotCoverage.Contains(slot.Key))))
                findings.Contains(("required-slot-skippable", slot.Key)).ShouldBe(truth.CanGoUnasked(slot.Key), Describe(document, slot.Key));
            findings.Any(finding => finding.Code == "no-first-question").ShouldBe(!truth.IsAnyEligibleAtFirst);
        },
        iter: 3_000);

    [Test]
    public void Trying_all_states_meets_every_outcome()
    {
        // Otherwise the comparison above could agree about nothing but "no".
        var found = Enumerable.Range(0, 400).SelectMany(seed => BrainAnalyser.Analyse(TinyBrain(new Random(seed)))).Select(finding => finding.Code).ToHashSet();

        new[]
        {
            "rule-never-true", "rule-contradictory", "rule-always-true", "question-unreachable", "required-slot-skippable", "no-first-question", "part-never-true",
            "part-always-true", "duplicate-rule", "subsumed-rule", "risk-within-risk",
        }.Except(found).ShouldBeEmpty();
    }

    private static string Describe(BrainDocument document, string id) => string.Join('\n', [
        id,
        .. document.RiskRules.Select(rule => $"{rule.Id} when {ConditionText.Of(rule.RuleJson, document.Slots)}"),
        .. document.SkipRules.Select(rule => $"{rule.Id} ({string.Join(' ', rule.SkipQuestionIds)}) when {ConditionText.Of(rule, document.Slots)}"),
        .. document.Questions.Select(question => $"{question.Id} about {question.SlotCoverage[0]}{(question.RequiresRisk ? $" if {question.RiskCoverage[0]}" : "")}"),
    ]);

    // Small enough for trying everything; texts that run across the joints of a value are left out, because of those the analyser may say less.
    private static BrainDocument TinyBrain(Random random)
    {
        string[] keys = ["tree", "level", "free"];
        SlotDefinition[] slots =
        [
            GoodBrain.Slot("tree", GoodBrain.Option("ash", "birch"), GoodBrain.Option("birch"), GoodBrain.Option("oak")) with { Measure = MeasureUnit.People, IsRequired = random.Next(2) == 0 },
            GoodBrain.Slot("level", GoodBrain.Option("low", "high"), GoodBrain.Option("lower"), GoodBrain.Option("high", "lower")) with { IsRequired = true },
            GoodBrain.Slot("free") with { IsRequired = random.Next(2) == 0 },
        ];
        var questions = Enumerable.Range(0, 4)
            .Select(index => GoodBrain.Question($"Q_{index}", index, Pick(random, keys)) with { RequiresRisk = random.Next(4) == 0, RiskCoverage = [$"RISK_{random.Next(3)}"] })
            .ToArray();
        return new BrainDocument
        {
            Slots = slots,
            Questions = questions,
            RiskRules = [.. Enumerable.Range(0, 3).Select(index => GoodBrain.Risk($"RISK_{index}", Condition(2)))],
            SkipRules =
            [
                .. Enumerable.Range(0, 4).Select(index => Leaf() is var leaf
                    ? GoodBrain.Skip($"SKIP_{index}", leaf.Slot, ConditionJsonConverter.NameOf(leaf.Operator), [.. leaf.Values], [.. questions.Where(_ => random.Next(2) == 0).Select(question => question.Id)])
                    : throw new InvalidOperationException()),
            ],
        };

        Condition Condition(int depth)
        {
            if (depth == 0 || random.Next(4) == 0)
                return Leaf();
            Condition[] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(depth - 1))];
            return random.Next(2) == 0 ? new AllOf(parts) : new AnyOf(parts);
        }

        SlotCondition Leaf()
        {
            var slot = Pick(random, keys);
            var comparison = Pick(random, Enum.GetValues<ConditionOperator>());
            var isWhole = comparison is ConditionOperator.EqualsAny or ConditionOperator.NotEqualsAny;
            string[] texts = (slot, isWhole) switch
            {
                ("tree", false) => ["ash", "birch", "OAK", "as", "a", "6 people", "people"],
                ("tree", true) => ["ash", "Birch", "ash, oak", "ash, birch", "birch, oak"],
                ("level", false) => ["low", "lower", "high", "h"],
                ("level", true) => ["low", "low, lower", "high", "low, high"],
                (_, false) => ["x", "y"],
                (_, true) => ["x", "x, y"],
            };
            return new SlotCondition(slot, comparison, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, texts))]);
        }
    }

    private static BrainDocument Broken(BrainDocument brain, Random random, string[] texts, Condition condition)
    {
        var text = texts.Length == 0 ? null! : texts[0];
        return random.Next(14) switch
        {
            0 => brain with { Slots = [.. brain.Slots, .. brain.Slots] },
            1 => brain with { Questions = [.. brain.Questions, .. brain.Questions] },
            2 => brain with { RiskRules = [.. brain.RiskRules, .. brain.RiskRules.Select(rule => rule with { RuleJson = condition })] },
            3 => brain with { SkipRules = [.. brain.SkipRules, .. brain.SkipRules.Select(rule => rule with { ConditionType = text, ConditionSlot = text, ConditionValues = texts, SkipQuestionIds = texts })] },
            4 => brain with { Slots = [.. brain.Slots.Select(slot => slot with { Key = text, PriorityWeight = decimal.MaxValue })] },
            5 => brain with { Slots = [.. brain.Slots.Select(slot => slot with { Options = [.. texts.Select(key => new SlotOption { Key = key, Excludes = texts, Synonyms = null!, LabelEn = key })] })] },
            6 => brain with { Questions = [.. brain.Questions.Select(question => question with { Id = text, TextLt = null!, SlotCoverage = texts, RiskCoverage = null!, BasePriority = int.MinValue, RoundHint = -1 })] },
            7 => brain with { RiskRules = [.. brain.RiskRules.Select(rule => rule with { Code = text, Id = text, Severity = text, RuleJson = condition })] },
            8 => brain with { Scoring = new ScoringSection { Weights = new ScoringWeights { BasePriority = decimal.MaxValue, MissingSlot = decimal.MinValue, Risk = decimal.MaxValue, RequiredSlotBonus = decimal.MaxValue } } },
            9 => brain.Quick(policy => policy with { CriticalSlots = [.. texts.Select(key => new CriticalSlot { Id = key, MinConfidence = double.NaN })], ClarifyThreshold = decimal.MinValue }),
            10 => brain.Quick(_ => new InterviewPolicy { Limits = new InterviewLimits { MaxQuestions = int.MinValue, LowInfoStreakMax = int.MinValue }, ScoringOverrides = null! }),
            11 => brain.Precise(_ => new PrecisePolicy { MinQuestions = int.MaxValue, MaxQuestions = int.MinValue, CompleteAtProgress = int.MaxValue, ClarifyBelow = double.NegativeInfinity }),
            12 => brain with { Report = null!, Scoring = null!, Modes = brain.Modes with { Precise = null! } },
            _ => brain.Slot("users", slot => slot with { Options = [], Measure = (MeasureUnit)77 }),
        };
    }

    private static DecisionInputs State(IEnumerable<KeyValuePair<string, string?>> values) =>
        new() { Values = values.ToDictionary(value => value.Key, value => new SlotFact(value.Value, 0.85)) };

    private static T Pick<T>(Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    private static string Whole(Finding finding) =>
        $"{finding} {string.Join(' ', finding.Involved)} {(finding.Witness is null ? "" : string.Join(' ', finding.Witness))}";

    /// <summary>What the engine does in all states of a tiny brain.</summary>
    private sealed class TriedStates
    {
        private readonly BrainDocument _document;
        private readonly List<(Dictionary<string, string?> Values, HashSet<string> Raised, HashSet<string> Eligible)> _states = [];

        public TriedStates(BrainDocument document)
        {
            _document = document;
            var brain = new CompiledBrain(document);
            foreach (var tree in PossibleValues.Of(document.Slots[0], "6 people", "7 people"))
            {
                foreach (var level in PossibleValues.Of(document.Slots[1]))
                {
                    foreach (var free in PossibleValues.Of(document.Slots[2]))
                    {
                        var values = new Dictionary<string, string?> { ["tree"] = tree, ["level"] = level, ["free"] = free };
                        var decision = InterviewEngine.Decide(brain, State(values));
                        _states.Add((
                            values,
                            [.. decision.Flags.Select(flag => flag.Code)],
                            [.. decision.Candidates.Where(candidate => candidate.Eligibility == Eligibility.Eligible).Select(candidate => candidate.Question.Id)]));
                    }
                }
            }
        }

        public bool IsAnyEligibleAtFirst => _states.Exists(state => state.Values.Values.All(value => value is null) && state.Eligible.Count > 0);

        public bool IsNeverRaised(string code) => !_states.Exists(state => state.Raised.Contains(code));

        public bool IsAlwaysRaised(string code) => _states.TrueForAll(state => state.Raised.Contains(code));

        public bool IsNeverEligible(string id) => !_states.Exists(state => state.Eligible.Contains(id));

        public bool CanGoUnasked(string slot) => _states.Exists(state =>
            state.Values[slot] is null && !_document.Questions.Any(question => question.SlotCoverage.Contains(slot) && state.Eligible.Contains(question.Id)));
    }
}
