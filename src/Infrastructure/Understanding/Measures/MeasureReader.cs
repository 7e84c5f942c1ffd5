using System.Globalization;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>A measure found in an answer.</summary>
/// <param name="Unit">Its unit.</param>
/// <param name="Text">Its canonical form.</param>
/// <param name="High">Its upper end, in its unit; 0 for a month.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
internal sealed record FoundMeasure(MeasureUnit Unit, string Text, decimal High, int Start, int End);

/// <summary>Finds the measures of an answer: quantities with a unit, and bare numbers where the question asks for one kind of measure.</summary>
internal static class MeasureReader
{
    // A number above that without a word for people is more likely to be somebody's age.
    private const int MostUnnamedPeople = 40;

    /// <summary>The measures of <paramref name="answer"/> in their order.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="bareUnit">The unit of a number without one, or null when such numbers do not count.</param>
    /// <param name="bareFigures">Whether a number without a unit may be in figures.</param>
    public static List<FoundMeasure> Read(AnnotatedAnswer answer, MeasureUnit? bareUnit, bool bareFigures)
    {
        var found = new List<FoundMeasure>();
        Quantity? last = null;
        var thousands = 1m;
        var index = 0;
        while (index < answer.Tokens.Count)
        {
            answer.Step();
            if (MonthReader.Read(answer, index) is { } month)
            {
                found.Add(new FoundMeasure(MeasureUnit.Month, $"{month.Year:0000}-{month.Month:00}", 0, month.Start, month.End));
                index = month.End;
                continue;
            }
            if (QuantityReader.Read(answer, index) is not { } quantity)
            {
                index++;
                continue;
            }
            if (quantity.Unit is null && IsAge(answer, quantity, last))
                quantity = quantity with { Unit = CountedUnit.Other };
            if (IsWithMyself(answer, quantity))
                quantity = quantity with { Low = quantity.Low + 1, High = quantity.High + 1, Unit = CountedUnit.People };
            // "Thirty thousand, no, twenty-three"
            if (quantity is { Unit: null, Multiplier: 1, High: < 1000 } && bareUnit == MeasureUnit.Euro)
                quantity = quantity.Times(thousands);
            thousands = Math.Max(thousands, quantity.Multiplier);
            if (last is not null && Sum(answer, last, quantity) is { } sum)
            {
                quantity = sum;
                if (found.Count > 0 && found[^1].Start == sum.Start)
                    found.RemoveAt(found.Count - 1);
            }
            if (!IsDenied(answer, quantity.Start) && Measure(answer, quantity, bareFigures || quantity.IsWorded ? bareUnit : null) is { } measure)
                found.Add(measure);
            last = quantity;
            index = quantity.End;
        }
        return found;
    }

    // "Two adults and three children"
    private static Quantity? Sum(AnnotatedAnswer answer, Quantity first, Quantity second)
    {
        var isFamily = (first.Unit, second.Unit)
            is (CountedUnit.People, CountedUnit.Children) or (CountedUnit.Children, CountedUnit.People);
        var joint = first.End;
        return isFamily && second.Start == joint + 1 && IsSumSign(answer, joint)
            ? second with { Low = first.Low + second.Low, High = first.High + second.High, Unit = CountedUnit.People, Start = first.Start }
            : null;
    }

    private static bool IsWithMyself(AnnotatedAnswer answer, Quantity quantity) =>
        quantity is { Unit: CountedUnit.People or CountedUnit.Children, Start: > 1 }
        && answer.MarkerAt(quantity.Start - 1) == Marker.And
        && answer.Find(answer.Rules.Joints, quantity.Start - 2) is { } joint
        && joint.Values.Contains(NumberJoint.Myself);

    // "The kids, seven and nine"
    private static bool IsAge(AnnotatedAnswer answer, Quantity quantity, Quantity? last)
    {
        var before = quantity.Start - 1;
        if (before < 1)
            return false;
        if (last is { Unit: CountedUnit.Other } && last.End == before)
            return answer.MarkerAt(before) == Marker.And;
        return answer.Tokens[before].IsBreak(",")
            && answer.Find(answer.Rules.Units, before - 1) is { } unit
            && unit.End == before
            && unit.Values[0] == CountedUnit.Children;
    }

    private static bool IsSumSign(AnnotatedAnswer answer, int token) =>
        answer.MarkerAt(token) == Marker.And || answer.Tokens[token].IsBreak(",") || answer.Tokens[token].IsSymbol("+");

    private static FoundMeasure? Measure(AnnotatedAnswer answer, Quantity quantity, MeasureUnit? bareUnit)
    {
        MeasureUnit? unit = quantity.Unit switch
        {
            CountedUnit.People => MeasureUnit.People,
            CountedUnit.Celsius => MeasureUnit.Celsius,
            CountedUnit.SquareMetres => MeasureUnit.SquareMetres,
            CountedUnit.Euro => MeasureUnit.Euro,
            CountedUnit.Metres when bareUnit == MeasureUnit.SquareMetres => bareUnit,
            null when quantity.Multiplier > 1 && bareUnit != MeasureUnit.Euro && EndsPhrase(answer, quantity.End) => MeasureUnit.Euro,
            null when bareUnit == MeasureUnit.Month || IsPronoun(answer, quantity) || !MayBeBare(answer, quantity, bareUnit) => null,
            null => bareUnit,
            _ => null,
        };
        return unit is { } known && IsPlausible(known, quantity.Low) && IsPlausible(known, quantity.High)
            ? new FoundMeasure(known, Canonical(known, quantity), quantity.High, quantity.Start, quantity.End)
            : null;
    }

    // "Six, at times", but not "my mother is 84" or "even if twenty come".
    private static bool MayBeBare(AnnotatedAnswer answer, Quantity quantity, MeasureUnit? unit) =>
        unit != MeasureUnit.People || (quantity.High <= MostUnnamedPeople && (quantity.Start <= 1 || EndsPhrase(answer, quantity.End)));

    // "One" and its like are words before they are numbers.
    private static bool IsPronoun(AnnotatedAnswer answer, Quantity quantity) =>
        quantity is { IsWorded: true, High: <= 1 } && answer.Tokens.Count > quantity.End - quantity.Start + 1;

    private static bool EndsPhrase(AnnotatedAnswer answer, int token) =>
        token >= answer.Tokens.Count || answer.Tokens[token].Kind == TokenKind.Break || answer.MarkerAt(token) is not (Marker.None or Marker.Continued);

    // "Not 6 people", "be 6 žmonių"
    private static bool IsDenied(AnnotatedAnswer answer, int start) => start > 0 && answer.MarkerAt(start - 1) is Marker.Not or Marker.No;

    private static bool IsPlausible(MeasureUnit unit, decimal value) => unit switch
    {
        MeasureUnit.People => value is >= 1 and <= 200 && value == decimal.Truncate(value),
        MeasureUnit.Celsius => value is >= 30 and <= 130,
        MeasureUnit.SquareMetres => value is >= 1 and <= 2000,
        MeasureUnit.Euro => value is >= 100 and <= 10_000_000,
        _ => false,
    };

    private static string Canonical(MeasureUnit unit, Quantity quantity)
    {
        var amount = quantity.Low == quantity.High ? Figures(quantity.Low) : $"{Figures(quantity.Low)}-{Figures(quantity.High)}";
        return unit switch
        {
            MeasureUnit.People => $"{amount} people",
            MeasureUnit.Celsius => $"{amount} °C",
            MeasureUnit.SquareMetres => $"{amount} m²",
            MeasureUnit.Euro => $"{amount} EUR",
            _ => amount,
        };
    }

    private static string Figures(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
