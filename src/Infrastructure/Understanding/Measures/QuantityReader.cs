using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>Reads amounts and ranges with their units: "6 people", "nuo 4 iki 6", "€15-20k", "4x5 m".</summary>
internal static class QuantityReader
{
    private const int MostJoints = 2;

    // Metres; whatever is longer is no side of a room, and multiplying it might overflow.
    private const decimal LongestSide = 10_000m;

    /// <summary>The quantity that begins at <paramref name="token"/>, or null.</summary>
    public static Quantity? Read(AnnotatedAnswer answer, int token)
    {
        var subject = answer.Find(answer.Rules.UnitsBefore, token);
        var unitBefore = subject ?? WordedUnitAt(answer, token);
        var start = unitBefore is { } before ? SkipJoints(answer, before.End) : token;
        var multiplierBefore = MultiplierAt(answer, start);
        if (multiplierBefore is { } thousands)
            start = thousands.End;
        if (NumberReader.Read(answer, start) is not { } number)
            return null;

        var unit = UnitAt(answer, number.End) ?? UnitBehindWord(answer, number) ?? UnitBehindAnd(answer, number);
        var end = unit?.End ?? number.End;
        var quantity = Area(answer, token, number, unit)
            ?? Range(answer, token, number, unit, end)
            ?? new Quantity(number.Value, number.Value, Unit(number, unit), token, end, number.Multiplier, number.IsWorded);
        if (multiplierBefore is { } multiplier && quantity.Multiplier == 1)
            quantity = quantity.Times(multiplier.Values[0].Value);
        return quantity.Unit is null && unitBefore is { } implied && (subject is null || !CountsSomethingElse(answer, quantity.End))
            ? quantity with { Unit = implied.Values[0] }
            : quantity;
    }

    // "Градусов восемьдесят"
    private static PhraseMatch<CountedUnit>? WordedUnitAt(AnnotatedAnswer answer, int token) =>
        answer.Tokens[token].Kind == TokenKind.Word && UnitAt(answer, token) is { } unit && unit.Values[0] is not (CountedUnit.Other or CountedUnit.Children)
            ? unit
            : null;

    // "Тысяч двадцать"
    private static PhraseMatch<NumberWord>? MultiplierAt(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count && answer.Find(answer.Rules.Numbers, token) is { } word && word.Values[0].Role == NumberRole.Multiplier ? word : null;

    // "Eight paying guests"
    private static PhraseMatch<CountedUnit>? UnitBehindWord(AnnotatedAnswer answer, ReadNumber number) =>
        number.End < answer.Tokens.Count
        && answer.Tokens[number.End].Kind == TokenKind.Word
        && answer.MarkerAt(number.End) == Marker.None
        && answer.Find(answer.Rules.Numbers, number.End) is null
        && UnitAt(answer, number.End + 1) is { } unit
        && unit.Values[0] == CountedUnit.People
        && unit.End == unit.Start + 1
            ? unit
            : null;

    // "Three and five years old": neither counts what a number without a unit would.
    private static PhraseMatch<CountedUnit>? UnitBehindAnd(AnnotatedAnswer answer, ReadNumber number) =>
        answer.MarkerAt(number.End) == Marker.And
        && NumberReader.Read(answer, answer.MarkerEnd(number.End)) is { } second
        && UnitAt(answer, second.End) is { } unit
        && unit.Values[0] == CountedUnit.Other
            ? unit
            : null;

    // "We're two houses further on"
    private static bool CountsSomethingElse(AnnotatedAnswer answer, int token) => IsUnknownWord(answer, token) && !answer.Rules.IsVerb(answer.Tokens[token].Text);

    private static bool IsUnknownWord(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count
        && answer.Tokens[token].Kind == TokenKind.Word
        && answer.MarkerAt(token) == Marker.None
        && answer.MentionAt(token) is null
        && answer.Find(answer.Rules.Joints, token) is null
        && answer.Find(answer.Rules.Numbers, token) is null;

    private static Quantity? Range(AnnotatedAnswer answer, int token, ReadNumber low, PhraseMatch<CountedUnit>? lowUnit, int end)
    {
        if (SecondNumber(answer, token, low, lowUnit, end) is not { } high)
            return null;
        var highUnit = UnitAt(answer, high.End);
        if (lowUnit is { } first && highUnit is { } second && first.Values[0] != second.Values[0])
            return null;
        // "15-20 thousand": the multiplier belongs to both ends.
        var lowValue = low.Multiplier == 1 && high.Multiplier > 1 && low.Value <= high.Value / high.Multiplier ? low.Value * high.Multiplier : low.Value;
        return new Quantity(
            Math.Min(lowValue, high.Value),
            Math.Max(lowValue, high.Value),
            Unit(high, highUnit) ?? Unit(low, lowUnit),
            token,
            highUnit?.End ?? high.End,
            high.Multiplier,
            low.IsWorded);
    }

    private static ReadNumber? SecondNumber(AnnotatedAnswer answer, int token, ReadNumber low, PhraseMatch<CountedUnit>? lowUnit, int end)
    {
        if (end >= answer.Tokens.Count)
            return null;
        var connector = answer.Tokens[end];
        if (connector.IsSymbol("-") || connector.IsBreak("-") || IsJoint(answer, end, NumberJoint.To))
            return NumberReader.Read(answer, SkipCurrency(answer, end + 1));
        if (lowUnit is not null)
            return null;
        var marker = answer.MarkerAt(end);
        if (marker == Marker.Or || (marker == Marker.And && token > 0 && IsJoint(answer, token - 1, NumberJoint.Between)))
            return NumberReader.Read(answer, answer.MarkerEnd(end));
        // "keturi penki žmonės", "градусов семьдесят восемьдесят"
        return low.IsWorded && NumberReader.Read(answer, end) is { IsWorded: true, Value: < 100 } high && high.Value > low.Value && IsOfAKind(low.Value, high.Value)
            ? high
            : null;
    }

    private static bool IsOfAKind(decimal low, decimal high) => high < 20 || (low % 10 == 0 && high % 10 == 0);

    private static Quantity? Area(AnnotatedAnswer answer, int token, ReadNumber width, PhraseMatch<CountedUnit>? unit)
    {
        if (unit is { } given && given.Values[0] != CountedUnit.Metres)
            return null;
        var end = unit?.End ?? width.End;
        if (end >= answer.Tokens.Count || !(answer.Tokens[end].IsSymbol("*") || IsJoint(answer, end, NumberJoint.Times)))
            return null;
        if (NumberReader.Read(answer, end + 1) is not { } depth)
            return null;
        var lastUnit = UnitAt(answer, depth.End);
        var kind = lastUnit?.Values[0] ?? unit?.Values[0];
        if (kind is not (null or CountedUnit.Metres or CountedUnit.SquareMetres))
            return null;
        if (Math.Max(width.Value, depth.Value) > LongestSide)
            return null;
        var area = width.Value * depth.Value;
        return new Quantity(area, area, kind is null ? null : CountedUnit.SquareMetres, token, lastUnit?.End ?? depth.End, Multiplier: 1, IsWorded: false);
    }

    private static CountedUnit? Unit(ReadNumber number, PhraseMatch<CountedUnit>? unit) =>
        unit?.Values[0] ?? (number.CountsPeople ? CountedUnit.People : null);

    private static PhraseMatch<CountedUnit>? UnitAt(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count ? answer.Find(answer.Rules.Units, token) : null;

    private static bool IsJoint(AnnotatedAnswer answer, int token, NumberJoint joint) =>
        answer.Find(answer.Rules.Joints, token) is { } match && match.End == token + 1 && match.Values.Contains(joint);

    private static int SkipJoints(AnnotatedAnswer answer, int token)
    {
        for (var skipped = 0; skipped < MostJoints && IsJoint(answer, token, NumberJoint.About); skipped++)
            token++;
        return token;
    }

    private static int SkipCurrency(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count && answer.Tokens[token].IsSymbol("€") ? token + 1 : token;
}
