using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Engine;

/// <summary>
/// A condition as a row of tests, each of one text against one slot. A test says which one follows when it succeeds and which when it
/// fails, so that conditions nested to any depth are walked in one loop.
/// </summary>
internal sealed class CompiledCondition
{
    private const int Yes = -1;
    private const int No = -2;

    private readonly Test[] _tests;
    private readonly int _first;

    public CompiledCondition(Condition condition, Func<string, int> slotIndex)
    {
        // Written from the end, because a test names those that follow it.
        var tests = new List<Test>();
        _first = Write(condition, Yes, No);
        _tests = [.. tests];

        int Write(Condition part, int ifTrue, int ifFalse) => part switch
        {
            AllOf all => all.Parts.Reverse().Aggregate(ifTrue, (next, each) => Write(each, next, ifFalse)),
            AnyOf any => any.Parts.Reverse().Aggregate(ifFalse, (next, each) => Write(each, ifTrue, next)),
            SlotCondition { Operator: ConditionOperator.ContainsAny } leaf => WriteTests(leaf, whole: false, ifTrue, ifFalse),
            SlotCondition { Operator: ConditionOperator.NotContainsAny } leaf => WriteTests(leaf, whole: false, ifFalse, ifTrue),
            SlotCondition { Operator: ConditionOperator.EqualsAny } leaf => WriteTests(leaf, whole: true, ifTrue, ifFalse),
            SlotCondition { Operator: ConditionOperator.NotEqualsAny } leaf => WriteTests(leaf, whole: true, ifFalse, ifTrue),
            _ => throw new ArgumentException("Unknown kind of condition.", nameof(condition)),
        };

        int WriteTests(SlotCondition leaf, bool whole, int ifSome, int ifNone)
        {
            var slot = slotIndex(leaf.Slot);
            var next = ifNone;
            foreach (var text in leaf.Values.Reverse())
            {
                tests.Add(new Test(slot, new LoweredText(text), whole, ifSome, next));
                next = tests.Count - 1;
            }
            return next;
        }
    }

    /// <summary>Whether the condition holds. No test succeeds on a slot without a value, so that it fulfils the negative conditions only.</summary>
    public bool Holds(SlotFacts facts)
    {
        var next = _first;
        while (next >= 0)
        {
            ref readonly var test = ref _tests[next];
            next = facts.Has(test.Slot, test.Text, test.Whole) ? test.IfTrue : test.IfFalse;
        }
        return next == Yes;
    }

    private readonly record struct Test(int Slot, LoweredText Text, bool Whole, int IfTrue, int IfFalse);
}

/// <summary>A text in lower case, prepared for looking it up in another.</summary>
internal readonly struct LoweredText
{
    // Which characters occur, each as one of 64 bits. A text that lacks one of the bits cannot contain this one: that settles most look-ups.
    private readonly ulong _characters;
    private readonly string? _text;

    public LoweredText(string? text)
    {
        _text = text?.ToLowerInvariant();
        foreach (var character in _text.AsSpan())
            _characters |= 1UL << (character & 63);
    }

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>Whether <paramref name="other"/> is a part of this text or, if <paramref name="whole"/>, this text. An empty text has none.</summary>
    public bool Has(in LoweredText other, bool whole) => (other._characters & ~_characters) == 0 && Matches(other._text, whole);

    private bool Matches(string? other, bool whole)
    {
        if (IsEmpty)
            return false;
        if (whole)
            return string.Equals(_text, other, StringComparison.Ordinal);
        // Most values are a single option or begin with the one that is looked for, and a search takes several times as long.
        var text = _text.AsSpan();
        return text.StartsWith(other) || text.IndexOf(other) >= 0;
    }
}
