using System.Collections.Frozen;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Engine;

/// <summary>
/// A brain prepared for deciding: slots resolved to indexes, texts lowered, questions in tie-break order. Immutable and shared by all
/// interviews under one revision.
/// </summary>
public sealed class CompiledBrain
{
    private readonly FrozenDictionary<string, int> _slotIndexes;
    private readonly FrozenDictionary<string, int> _questionIndexes;
    private readonly FrozenDictionary<string, SlotDefinition> _slotDefinitions;

    /// <summary>Prepares <paramref name="document"/>. Disabled questions and rules take no part.</summary>
    /// <exception cref="ArgumentException">The document has an id or key twice, or a skip rule with an unknown condition type.</exception>
    public CompiledBrain(BrainDocument document)
    {
        Document = document;
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var slot in document.Slots)
            slots.Add(slot.Key, slots.Count);
        RequiredSlots = [.. document.Slots.Where(slot => slot.IsRequired).Select(slot => slots[slot.Key])];
        OptionalSlots = [.. document.Slots.Where(slot => !slot.IsRequired).Select(slot => slots[slot.Key])];

        // Rules and questions may mention slots that are not defined: those simply never have a value.
        int SlotIndex(string key)
        {
            if (!slots.TryGetValue(key, out var index))
                slots.Add(key, index = slots.Count);
            return index;
        }

        RiskRules = [.. document.RiskRules.Where(rule => rule.Enabled).Select(rule => new CompiledRiskRule(rule, SlotIndex))];
        Policy = document.Modes.Quick;
        CriticalSlots = [.. Policy.CriticalSlots.Select(slot => new CompiledCriticalSlot(SlotIndex(slot.Id), slot.MinConfidence))];
        var critical = CriticalSlots.Select(slot => slot.Slot).ToHashSet();
        var required = RequiredSlots.ToHashSet();
        Questions =
        [
            .. document.Questions
                .Where(question => question.Enabled)
                .OrderByDescending(question => question.BasePriority)
                .ThenBy(question => question.Id, StringComparer.Ordinal)
                .Select(question => new CompiledQuestion(question, SlotIndex, required, critical, RiskRules)),
        ];
        var questions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < Questions.Length; index++)
            questions.Add(Questions[index].Definition.Id, index);
        _questionIndexes = questions.ToFrozenDictionary(StringComparer.Ordinal);
        SkipRules = [.. document.SkipRules.Where(rule => rule.Enabled).Select(rule => new CompiledSkipRule(rule, SlotIndex, questions))];
        _slotIndexes = slots.ToFrozenDictionary(StringComparer.Ordinal);
        _slotDefinitions = document.Slots.ToFrozenDictionary(slot => slot.Key, StringComparer.Ordinal);
    }

    /// <summary>The document that was compiled.</summary>
    public BrainDocument Document { get; }

    /// <summary>The policy of the quick interview.</summary>
    public InterviewPolicy Policy { get; }

    internal CompiledQuestion[] Questions { get; }

    internal CompiledRiskRule[] RiskRules { get; }

    internal CompiledSkipRule[] SkipRules { get; }

    internal CompiledCriticalSlot[] CriticalSlots { get; }

    internal int[] RequiredSlots { get; }

    internal int[] OptionalSlots { get; }

    /// <summary>The number of enabled questions.</summary>
    public int QuestionCount => Questions.Length;

    /// <summary>The number of enabled risk rules.</summary>
    public int RiskRuleCount => RiskRules.Length;

    /// <summary>The enabled question with this id, or null.</summary>
    public QuestionDefinition? FindQuestion(string id) =>
        _questionIndexes.TryGetValue(id, out var index) ? Questions[index].Definition : null;

    /// <summary>The slot with this key, or null.</summary>
    public SlotDefinition? FindSlot(string key) => _slotDefinitions.GetValueOrDefault(key);

    /// <summary>
    /// Keys of the slots that a question is about: those that it covers and, for a clarifier, those on which the rules of its risks rest.
    /// </summary>
    public IReadOnlyList<string> SlotsAskedBy(string questionId) =>
        _questionIndexes.TryGetValue(questionId, out var index) ? Questions[index].AskedSlots : [];

    /// <summary>The enabled risk rule with this code, or null.</summary>
    public RiskRuleDefinition? FindRisk(string code) =>
        Array.Find(RiskRules, rule => rule.Definition.Code == code)?.Definition;

    /// <summary>Lays out what is known of the slots for this brain. Slots that the brain does not mention are left out.</summary>
    /// <param name="values">Per slot its value (null, empty or <c>UNKNOWN</c> for none) and confidence (0 to 1).</param>
    /// <param name="declined">Keys of slots that the respondent declined.</param>
    public SlotFacts Facts(IEnumerable<KeyValuePair<string, SlotFact>> values, IEnumerable<string> declined)
    {
        var facts = new SlotFacts(_slotIndexes.Count);
        foreach (var (key, fact) in values)
        {
            if (_slotIndexes.TryGetValue(key, out var slot))
                facts.Set(slot, fact.Value == SlotFact.Unknown ? null : fact.Value, fact.Confidence);
        }
        foreach (var key in declined)
        {
            if (_slotIndexes.TryGetValue(key, out var slot))
                facts.Decline(slot);
        }
        return facts;
    }

    internal int IndexOfQuestion(string? id) =>
        id is not null && _questionIndexes.TryGetValue(id, out var index) ? index : -1;
}

/// <summary>The value of one slot as the engine sees it.</summary>
/// <param name="Value">The text; null when nothing is known.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct SlotFact(string? Value, double Confidence)
{
    /// <summary>The text by which the legacy service marked a slot of which nothing is known.</summary>
    public const string Unknown = "UNKNOWN";
}

internal readonly record struct CompiledCriticalSlot(int Slot, double MinConfidence);

internal sealed class CompiledRiskRule
{
    private readonly CompiledCondition _condition;
    private readonly int[] _slots;

    public CompiledRiskRule(RiskRuleDefinition definition, Func<string, int> slotIndex)
    {
        Definition = definition;
        Evidence = [.. definition.RuleJson.Leaves.Select(leaf => leaf.Slot)];
        _condition = new CompiledCondition(definition.RuleJson, slotIndex);
        _slots = [.. Evidence.Distinct().Select(slotIndex)];
    }

    public RiskRuleDefinition Definition { get; }

    /// <summary>Slots of all conditions, in order, as often as they are named.</summary>
    public string[] Evidence { get; }

    public FlagState Evaluate(SlotFacts facts)
    {
        if (!_condition.Holds(facts))
            return FlagState.NotRaised;
        foreach (var slot in _slots)
        {
            if (!facts.HasValue(slot))
                return FlagState.Possible;
        }
        return FlagState.Confirmed;
    }
}

internal sealed class CompiledSkipRule
{
    private readonly CompiledCondition _condition;

    public CompiledSkipRule(SkipRuleDefinition definition, Func<string, int> slotIndex, Dictionary<string, int> questions)
    {
        Definition = definition;
        var comparison = ConditionJsonConverter.OperatorNamed(definition.ConditionType)
            ?? throw new ArgumentException($"Skip rule '{definition.Id}' has the unknown condition type '{definition.ConditionType}'.", nameof(definition));
        _condition = new CompiledCondition(new SlotCondition(definition.ConditionSlot, comparison, definition.ConditionValues), slotIndex);
        Questions = [.. definition.SkipQuestionIds.Where(questions.ContainsKey).Select(id => questions[id]).Distinct()];
    }

    public SkipRuleDefinition Definition { get; }

    public int[] Questions { get; }

    public bool Holds(SlotFacts facts) => _condition.Holds(facts);
}

internal sealed class CompiledQuestion
{
    public CompiledQuestion(
        QuestionDefinition definition,
        Func<string, int> slotIndex,
        HashSet<int> required,
        HashSet<int> critical,
        CompiledRiskRule[] risks)
    {
        Definition = definition;
        Slots = [.. definition.SlotCoverage.Select(key => slotIndex(key)).Select(slot => new CoveredSlot(slot, required.Contains(slot), critical.Contains(slot)))];
        Risks = [.. Enumerable.Range(0, risks.Length).Where(index => definition.RiskCoverage.Contains(risks[index].Definition.Code))];
        AskedSlots = definition.RequiresRisk
            ? [.. definition.SlotCoverage.Concat(Risks.SelectMany(index => risks[index].Evidence)).Distinct()]
            : [.. definition.SlotCoverage];
    }

    public QuestionDefinition Definition { get; }

    public CoveredSlot[] Slots { get; }

    /// <summary>Indexes of the enabled rules whose codes the question covers.</summary>
    public int[] Risks { get; }

    public string[] AskedSlots { get; }
}

internal readonly record struct CoveredSlot(int Slot, bool Required, bool Critical);
