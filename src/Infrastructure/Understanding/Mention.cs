using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>What an answer says of a term that it has.</summary>
internal enum Stance
{
    /// <summary>It is so.</summary>
    Stated,

    /// <summary>It is not so.</summary>
    Denied,

    /// <summary>Nothing: "I don't know about the stove", "the neighbour has a well".</summary>
    Open,
}

/// <summary>A place in an answer where terms of a brain stand.</summary>
/// <param name="start">The first token.</param>
/// <param name="end">The token behind the last.</param>
/// <param name="stating">Options that it states.</param>
/// <param name="statingWhenDenied">Options that its denial states.</param>
/// <param name="denying">Options that it denies by stating others: "no sewage" as a term denies the sewer.</param>
internal sealed class Mention(
    int start, int end, IReadOnlyList<Term> stating, IReadOnlyList<Term> statingWhenDenied, IReadOnlyList<Term> denying)
{
    /// <summary>The first token.</summary>
    public int Start { get; } = start;

    /// <summary>The token behind the last.</summary>
    public int End { get; } = end;

    /// <summary>Options that it states.</summary>
    public IReadOnlyList<Term> Stating { get; } = stating;

    /// <summary>Options that its denial states.</summary>
    public IReadOnlyList<Term> StatingWhenDenied { get; } = statingWhenDenied;

    /// <summary>Options that it denies by stating others.</summary>
    public IReadOnlyList<Term> Denying { get; } = denying;

    /// <summary>What the answer says of it.</summary>
    public Stance Stance { get; private set; }

    /// <summary>The first token of the denial.</summary>
    public int DenialStart { get; private set; } = -1;

    /// <summary>The token behind the denial.</summary>
    public int DenialEnd { get; private set; } = -1;

    /// <summary>What denies it.</summary>
    public Marker Denial { get; private set; }

    /// <summary>Denies it by the tokens from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public void Deny(Marker denial, int start, int end)
    {
        if (Stance == Stance.Denied)
            return;
        Stance = Stance.Denied;
        Denial = denial;
        DenialStart = start;
        DenialEnd = end;
    }

    /// <summary>Leaves it open.</summary>
    public void LeaveOpen() => Stance = Stance.Open;
}
