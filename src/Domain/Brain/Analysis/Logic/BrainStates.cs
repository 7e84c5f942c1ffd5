using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Brain.Analysis.Logic;

/// <summary>The states that interviews under a brain can be in, as far as its conditions tell them apart, and the formulas of those conditions.</summary>
internal sealed class BrainStates
{
    private const long StepsInAll = 20_000_000;

    private readonly Dictionary<string, SlotStates> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<int>> _conflicts = [];
    private int _atoms;

    /// <summary>Lays out the states.</summary>
    /// <param name="brain">A brain without nulls.</param>
    public BrainStates(BrainDocument brain)
    {
        var leaves = brain.RiskRules.Where(rule => CanEvaluate(rule.RuleJson)).SelectMany(rule => rule.RuleJson.Leaves)
            .Concat(brain.SkipRules.Select(AsCondition).OfType<SlotCondition>())
            .GroupBy(leaf => leaf.Slot, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var definitions = brain.Slots.ToLookup(slot => slot.Key, StringComparer.Ordinal);
        foreach (var key in brain.Slots.Select(slot => slot.Key).Concat(leaves.Keys).Distinct(StringComparer.Ordinal))
        {
            var about = leaves.GetValueOrDefault(key, []);
            var defined = definitions[key].ToList();
            _slots.Add(key, new SlotStates(
                key,
                defined.Count == 1 ? defined[0] : null,
                Texts(about, isWhole: false),
                Texts(about, isWhole: true),
                NewAtom,
                _conflicts));
        }
        Solver = new Solver(_conflicts, StepsInAll);

        static IEnumerable<string> Texts(List<SlotCondition> leaves, bool isWhole) =>
            [.. leaves.Where(leaf => IsWhole(leaf.Operator) == isWhole).SelectMany(leaf => leaf.Values).Select(text => text.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Finds states.</summary>
    public Solver Solver { get; }

    /// <summary>Whether the engine knows all operators of a condition, and it is not nested too deep to be stored.</summary>
    public static bool CanEvaluate(Condition condition) => ConditionShape.Depth(condition) <= ConditionShape.MostLevels && condition.Leaves.All(leaf => Enum.IsDefined(leaf.Operator));

    /// <summary>The condition of a skip rule; null when its type is unknown.</summary>
    public static SlotCondition? AsCondition(SkipRuleDefinition rule) =>
        ConditionJsonConverter.OperatorNamed(rule.ConditionType) is { } comparison ? new SlotCondition(rule.ConditionSlot, comparison, rule.ConditionValues) : null;

    /// <summary>The slot of this key; it has to be defined or mentioned in a condition.</summary>
    public SlotStates Slot(string key) => _slots[key];

    /// <summary>An atom that says nothing about slots: what cannot be evaluated may be true or not.</summary>
    public Formula Anything() => Formula.Of(NewAtom());

    /// <summary>When a condition holds.</summary>
    public Formula Of(Condition condition) => condition switch
    {
        AllOf all => Formula.And(all.Parts.Select(Of)),
        AnyOf any => Formula.Or(any.Parts.Select(Of)),
        SlotCondition leaf => Of(leaf),
        _ => throw new ArgumentException("Unknown kind of condition.", nameof(condition)),
    };

    /// <summary>
    /// The texts of the slots in a state; null when no interview comes to it. Whoever shows them judges them by the engine first.
    /// </summary>
    public SortedDictionary<string, string>? TryWrite(HashSet<int> atoms)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var slot in _slots.Values)
        {
            if (!slot.TryWrite(atoms, out var text))
                return null;
            if (text is not null)
                texts.Add(slot.Key, text);
        }
        return texts;
    }

    /// <summary>Whether a condition holds of these texts, as the engine has it.</summary>
    public static bool Holds(Condition condition, IReadOnlyDictionary<string, string> texts)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var compiled = new CompiledCondition(condition, key => slots.TryGetValue(key, out var index) ? index : slots[key] = slots.Count);
        var facts = new SlotFacts(slots.Count);
        foreach (var (key, index) in slots)
        {
            if (texts.TryGetValue(key, out var text))
                facts.Set(index, text, Interviews.ConfidenceLevels.Stated);
        }
        return compiled.Holds(facts);
    }

    private static bool IsWhole(ConditionOperator comparison) => comparison is ConditionOperator.EqualsAny or ConditionOperator.NotEqualsAny;

    private Formula Of(SlotCondition leaf)
    {
        var slot = _slots[leaf.Slot];
        var isWhole = IsWhole(leaf.Operator);
        var some = Formula.Or(leaf.Values.Select(text => text.ToLowerInvariant()).Select(text => isWhole ? slot.EqualTo(text) : slot.Contains(text)));
        return leaf.Operator is ConditionOperator.ContainsAny or ConditionOperator.EqualsAny ? some : some.Not();
    }

    private int NewAtom() => ++_atoms;
}
