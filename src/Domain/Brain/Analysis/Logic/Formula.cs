namespace AgentBrain.Domain.Brain.Analysis.Logic;

/// <summary>A statement about a state, made of atoms (numbered from 1) with "and", "or" and "not". "Not" stands at atoms only.</summary>
internal abstract class Formula
{
    public static Formula True { get; } = new Junction(true, []);

    public static Formula False { get; } = new Junction(false, []);

    /// <summary>The statement that the atom holds or, for a negative number, that it does not.</summary>
    public static Formula Of(int literal) => new Literal(literal);

    public static Formula And(IEnumerable<Formula> parts) => Joined(parts, isAnd: true);

    public static Formula Or(IEnumerable<Formula> parts) => Joined(parts, isAnd: false);

    public abstract Formula Not();

    /// <summary>Whether it is true where exactly these atoms hold.</summary>
    public abstract bool IsTrueIn(HashSet<int> atoms);

    private static Formula Joined(IEnumerable<Formula> parts, bool isAnd)
    {
        var kept = new List<Formula>();
        foreach (var part in parts)
        {
            if (part is not Junction junction)
                kept.Add(part);
            else if (junction.IsAnd == isAnd)
                kept.AddRange(junction.Parts);
            else if (junction.Parts.Count == 0)
                return part;
            else
                kept.Add(part);
        }
        return kept.Count == 1 ? kept[0] : new Junction(isAnd, kept);
    }
}

/// <summary>An atom or its opposite.</summary>
internal sealed class Literal(int value) : Formula
{
    public int Value { get; } = value;

    public override Formula Not() => new Literal(-Value);

    public override bool IsTrueIn(HashSet<int> atoms) => atoms.Contains(Math.Abs(Value)) == Value > 0;
}

/// <summary>Parts of which all or at least one is true. "And" of nothing is true, "or" of nothing false.</summary>
internal sealed class Junction(bool isAnd, IReadOnlyList<Formula> parts) : Formula
{
    public bool IsAnd { get; } = isAnd;

    public IReadOnlyList<Formula> Parts { get; } = parts;

    public override Formula Not() => new Junction(!IsAnd, [.. Parts.Select(part => part.Not())]);

    public override bool IsTrueIn(HashSet<int> atoms)
    {
        foreach (var part in Parts)
        {
            if (part.IsTrueIn(atoms) != IsAnd)
                return !IsAnd;
        }
        return IsAnd;
    }
}
