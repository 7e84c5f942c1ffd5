using System.Globalization;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>A number in an answer.</summary>
/// <param name="Value">Its value.</param>
/// <param name="End">The token behind its last.</param>
/// <param name="IsWorded">Whether it is written in words.</param>
/// <param name="CountsPeople">Whether its words are said of people only.</param>
/// <param name="Multiplier">The thousand or million in it, or 1.</param>
internal readonly record struct ReadNumber(decimal Value, int End, bool IsWorded, bool CountsPeople, decimal Multiplier);

/// <summary>Reads numbers in figures ("20 000", "20,5", "20k") and in words ("dvidešimt penki tūkstančiai").</summary>
internal static class NumberReader
{
    private const int MostDigits = 9;
    private const int MostGroups = 2;
    private const int GroupLength = 3;

    /// <summary>The number that begins at <paramref name="token"/>, or null.</summary>
    public static ReadNumber? Read(AnnotatedAnswer answer, int token)
    {
        if (token < 0 || token >= answer.Tokens.Count)
            return null;
        var first = answer.Tokens[token];
        return first.Kind switch
        {
            TokenKind.Number => InFigures(answer, token),
            TokenKind.Word => InWords(answer, token),
            _ => null,
        };
    }

    private static ReadNumber? InFigures(AnnotatedAnswer answer, int token)
    {
        var digits = answer.Tokens[token].Text;
        if (digits.Length > MostDigits)
            return null;
        var end = token + 1;
        var value = decimal.Parse(digits, CultureInfo.InvariantCulture);
        if (digits.Length <= GroupLength && digits[0] != '0')
        {
            for (var groups = 0; groups < MostGroups && Group(answer, end) is var (group, next); groups++, end = next)
                value = (value * 1000) + group;
        }
        if (Fraction(answer, end) is var (fraction, behind))
        {
            value += fraction;
            end = behind;
        }
        end = SkipEnding(answer, end);
        if (Multiplier(answer, end) is not var (multiplier, behindMultiplier))
            return new ReadNumber(value, end, IsWorded: false, CountsPeople: false, 1);
        return new ReadNumber(value * multiplier, behindMultiplier, IsWorded: false, CountsPeople: false, multiplier);
    }

    // " 000", ",000" or ".000"
    private static (int Group, int End)? Group(AnnotatedAnswer answer, int token)
    {
        var index = token;
        if (index < answer.Tokens.Count && (answer.Tokens[index].IsSymbol(",") || answer.Tokens[index].IsSymbol(".")))
            index++;
        if (index >= answer.Tokens.Count)
            return null;
        var group = answer.Tokens[index];
        var gap = group.Start - answer.Tokens[token - 1].End;
        return group is { Kind: TokenKind.Number, Length: GroupLength } && gap == 1
            ? (int.Parse(group.Text, CultureInfo.InvariantCulture), index + 1)
            : null;
    }

    // ",5" or ".25"
    private static (decimal Fraction, int End)? Fraction(AnnotatedAnswer answer, int token)
    {
        if (token + 1 >= answer.Tokens.Count || !(answer.Tokens[token].IsSymbol(",") || answer.Tokens[token].IsSymbol(".")))
            return null;
        var digits = answer.Tokens[token + 1];
        return digits is { Kind: TokenKind.Number, Length: <= 2 }
            ? (decimal.Parse("0." + digits.Text, CultureInfo.InvariantCulture), token + 2)
            : null;
    }

    // "4-х", "6-ių"
    private static int SkipEnding(AnnotatedAnswer answer, int token)
    {
        if (token + 1 >= answer.Tokens.Count || !answer.Tokens[token].IsSymbol("-"))
            return token;
        var ending = answer.Tokens[token + 1];
        return ending is { Kind: TokenKind.Word, Length: <= 3 } && ending.Start == answer.Tokens[token].End ? token + 2 : token;
    }

    // "thousand", "k", "tūkst."; the full stop belongs to the abbreviation when something follows it.
    private static (decimal Multiplier, int End)? Multiplier(AnnotatedAnswer answer, int token)
    {
        if (token >= answer.Tokens.Count || answer.Find(answer.Rules.Numbers, token) is not { } match)
            return null;
        var word = match.Values[0];
        if (word.Role != NumberRole.Multiplier)
            return null;
        var isBeforeUnit = match.End + 1 < answer.Tokens.Count
            && answer.Tokens[match.End].IsBreak(".")
            && answer.Tokens[match.End].Start == answer.Tokens[match.End - 1].End
            && answer.Find(answer.Rules.Units, match.End + 1) is not null;
        return (word.Value, isBeforeUnit ? match.End + 1 : match.End);
    }

    private static ReadNumber? InWords(AnnotatedAnswer answer, int token)
    {
        var sum = new WordSum();
        var index = token;
        while (WordAt(answer, index, sum) is { } match && sum.TryAdd(match.Values[0]))
        {
            index = match.End;
            if (match.Values[0].Role == NumberRole.Multiplier && Multiplier(answer, match.Start) is var (_, end))
                index = end;
        }
        return sum.IsNumber ? new ReadNumber(sum.Value, index, IsWorded: true, sum.CountsPeople, sum.Multiplier) : null;
    }

    // "A hundred and twenty": the conjunction is passed where the number goes on behind it.
    private static PhraseMatch<NumberWord>? WordAt(AnnotatedAnswer answer, int token, WordSum sum)
    {
        if (token >= answer.Tokens.Count)
            return null;
        if (answer.Find(answer.Rules.Numbers, token) is { } word)
            return word;
        return sum.IsWholeHundreds && token + 1 < answer.Tokens.Count && answer.Find(answer.Rules.Joints, token) is { } joint && joint.Values.Contains(NumberJoint.Within)
            ? answer.Find(answer.Rules.Numbers, joint.End)
            : null;
    }

    private struct WordSum()
    {
        private decimal _thousands;
        private decimal _rest;
        private NumberRole? _last;

        public decimal Multiplier { get; private set; } = 1;

        public bool CountsPeople { get; private set; }

        public readonly decimal Value => _thousands + _rest;

        public readonly bool IsNumber => _last is not (null or NumberRole.Part);

        public readonly bool IsWholeHundreds => _last is NumberRole.Hundred or NumberRole.Hundreds;

        public bool TryAdd(NumberWord word)
        {
            var fits = word.Role switch
            {
                NumberRole.Unit => _last is null or NumberRole.Hundred or NumberRole.Hundreds or NumberRole.Multiplier
                    || (_last == NumberRole.Tens && word.Value is > 0 and < 10),
                NumberRole.Tens => _last is null or NumberRole.Hundred or NumberRole.Hundreds or NumberRole.Multiplier,
                NumberRole.Hundreds => _last is null or NumberRole.Multiplier,
                NumberRole.Hundred => _last is null or NumberRole.Multiplier or NumberRole.Part || (_last == NumberRole.Unit && _rest is > 0 and < 10),
                // "k" or "thousand" without a number before it is a thousand only as a whole word of its own: not taken here.
                NumberRole.Multiplier => Multiplier == 1 && _last is not null && _rest > 0,
                NumberRole.Part => _last is null,
                NumberRole.AndHalf => _last is NumberRole.Unit or NumberRole.Tens,
                _ => false,
            };
            if (!fits || (CountsPeople && _last is not null))
                return false;
            switch (word.Role)
            {
                case NumberRole.Hundred:
                    _rest = (_rest == 0 ? 1 : _rest) * word.Value;
                    break;
                case NumberRole.Multiplier:
                    _thousands = _rest * word.Value;
                    _rest = 0;
                    Multiplier = word.Value;
                    break;
                default:
                    _rest += word.Value;
                    break;
            }
            CountsPeople |= word.CountsPeople;
            _last = word.Role;
            return true;
        }
    }
}
