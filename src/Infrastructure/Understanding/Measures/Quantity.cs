using AgentBrain.Infrastructure.Understanding.Rules;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>An amount, or the two ends of a range, that an answer names.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; the same as the lower for an amount.</param>
/// <param name="Unit">What is counted; null when the answer does not say.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
/// <param name="HasMultiplier">Whether it was given in thousands or millions.</param>
/// <param name="IsWorded">Whether it was given in words.</param>
internal sealed record Quantity(decimal Low, decimal High, CountedUnit? Unit, int Start, int End, bool HasMultiplier, bool IsWorded);

/// <summary>A calendar month that an answer names.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
internal sealed record NamedMonth(int Year, int Month, int Start, int End);
