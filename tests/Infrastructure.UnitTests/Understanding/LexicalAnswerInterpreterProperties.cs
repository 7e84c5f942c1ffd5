using System.Diagnostics;
using System.Text.Json;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding;
using CsCheck;

namespace AgentBrain.Infrastructure.UnitTests.Understanding;

public class LexicalAnswerInterpreterProperties
{
    private const int LongText = 100_000;

    private static readonly string[] Fragments =
    [
        "no", "not", "nėra", "ne", "нет", "не", "well", "šulinys", "колодец", "water", "mains water", "metal", "wood", ",", ".", " - ", "?", ":", "and", "ir",
        "или", "or", "a", "maybe", "gal", "I don't know", "6", "20 000", "2027-05", "twenty", "tūkst.", "тысяч", "people", "m2", "°C", "€", "4x5", "between",
        "in the village", "kaime", "vegatebles", "flowwers ", "darožvės", "wait", "neighbour", "what", "neauginsim", "either", "only", "than", "half a", "тысяч", "\ud83c", "\udf3b", "\0", "e\u0301", "\u0301", "\n", "999999999999999999", "0", "05/2027", "may", "hundred", "k", "999999999 mln x 999999999 mln",
    ];

    private static readonly Gen<string> AnyCharacters =
        Gen.Int[0, char.MaxValue].Select(code => (char)code).Array[0, 80].Select(characters => new string(characters));

    private static readonly Gen<string> LikelyWords =
        Gen.Select(Gen.OneOf(Fragments), Gen.OneOf("", " ", " ")).Array[0, 25].Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2)));

    private static readonly Gen<AnswerToInterpret> AnyAnswer = Gen.Select(
        Gen.OneOf(AnyCharacters, LikelyWords),
        Gen.OneOf("lt", "en", "ru", "", "xx"),
        Gen.OneOf("water", "helpers", "cost", "start", "nothing").Array[0, 2],
        (text, language, asked) => new AnswerToInterpret { Brain = Garden.Brain, Language = language, Text = text, AskedSlots = asked });

    [Test]
    public void Any_text_is_understood_within_its_bounds() => AnyAnswer.Sample(answer =>
    {
        var understood = LexicalAnswerInterpreter.Interpret(answer, out _);

        foreach (var slot in understood.Slots)
        {
            var spans = slot.Options.Select(option => option.Evidence).ToList();
            if (slot.Measure is { } measure)
                spans.Add(measure.Evidence);
            var keys = slot.Options.Select(option => option.Key).Concat(slot.Denied.Select(denied => denied.Key)).ToList();
            if (spans.Exists(span => span.Start < 0 || span.Length < 1 || span.Start + span.Length > answer.Text.Length)
                || keys.Distinct().Count() != keys.Count
                || (keys.Count == 0 && slot.Measure is null))
            {
                return false;
            }
        }
        return !understood.Declined || understood.Slots.Count == 0;
    }, iter: 20_000);

    [Test]
    public void The_same_answer_is_understood_alike() => AnyAnswer.Sample(
        answer => Written(answer) == Written(answer with { Brain = Garden.Brain with { } }),
        iter: 2_000);

    [Test]
    public void Options_that_exclude_each_other_are_not_both_understood() => AnyAnswer.Sample(answer =>
    {
        var keys = LexicalAnswerInterpreter.Interpret(answer, out _).Slots.SelectMany(slot => slot.Options).Select(option => option.Key).ToHashSet();
        return !(keys.Contains("timber") && keys.Contains("metal")) && !(keys.Contains("dry_plot") && keys.Contains("borehole"));
    }, iter: 5_000);

    private static IEnumerable<string> Repeated() =>
    [
        .. Fragments, .. Fragments.Select(fragment => fragment + " "), "no well ", "no, ", "no flowers, lawn, ", "flowers, ", "flowers, lawn or ", "1 ", "111 ", "one thousand ", "6 people and 2 children ",
        "not sure ", "maybe, ", "a", "ne", "не", "-", "4-", "4x", "flowers and no ", "vegatebles ", "vegetab", "vegetablevegetabel ", "flowers or wood or metal, ", "wait 6 people no, ", "without flowers not ", "the neighbour has a well, ", "lawn nėra ", "ne gėlių ", "vandens, elektros ir ", "well нет ", "in the ", "\ud83c\udf3b", "1.000.",
    ];

    [TestCaseSource(nameof(Repeated))]
    public void Work_grows_no_faster_than_the_text(string repeated)
    {
        var shortSteps = Steps(repeated, LongText / 10);
        var longSteps = Steps(repeated, LongText);

        longSteps.ShouldBeLessThanOrEqualTo((11 * shortSteps) + 1000);
        longSteps.ShouldBeLessThan(300L * LongText);
    }

    private static long Steps(string repeated, int length)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, (length / repeated.Length) + 1))[..length];
        var answer = new AnswerToInterpret { Brain = Garden.Brain, Language = Languages.English, Text = text, AskedSlots = ["helpers"] };
        LexicalAnswerInterpreter.Interpret(answer, out var steps);
        return steps;
    }

    // Steps count look-ups; a word of 100,000 letters must not be expensive in other ways either.
    [TestCase("vegetab")]
    [TestCase("a")]
    [TestCase("ne")]
    [TestCase("дерев")]
    public void Endless_words_take_no_time(string repeated)
    {
        Steps(repeated, LongText);

        // The best of several, since others may be at work on the machine.
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Steps(repeated, LongText);
            return watch.Elapsed;
        });

        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
    }

    private static string Written(AnswerToInterpret answer) =>
        JsonSerializer.Serialize(LexicalAnswerInterpreter.Interpret(answer, out _), BrainDocument.Json);
}
