using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>An amount, or the two ends of a range, that an answer names.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; the same as the lower for an amount.</param>
/// <param name="Unit">What is counted; null when the answer does not say.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
/// <param name="Multiplier">The thousand or million in which it was given, or 1.</param>
/// <param name="IsWorded">Whether it was given in words.</param>
internal sealed record Quantity(decimal Low, decimal High, CountedUnit? Unit, int Start, int End, decimal Multiplier, bool IsWorded)
{
    // Nobody counts further, and products stay far from overflowing.
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>As many times as much.</summary>
    public Quantity Times(decimal multiplier) =>
        High > Most ? this : this with { Low = Low * multiplier, High = High * multiplier, Multiplier = multiplier };
}

/// <summary>A calendar month that an answer names.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
internal sealed record NamedMonth(int Year, int Month, int Start, int End);
