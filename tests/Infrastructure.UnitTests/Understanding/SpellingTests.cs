using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Understanding;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;
using CsCheck;

namespace AgentBrain.Infrastructure.UnitTests.Understanding;

public class SpellingTests
{
    private static readonly Spelling English = With(("borehole", false), ("vegetable", true), ("greenhouse", false), ("fence", true));

    [TestCase("borehole", null)]
    [TestCase("boerhole", "borehole")]
    [TestCase("borehol", null)]
    [TestCase("borrehole", "borehole")]
    [TestCase("borhole", "borehole")]
    [TestCase("borahole", "borehole")]
    [TestCase("borzhole", null)]
    [TestCase("norehole", null)]
    [TestCase("boreholee", "borehole")]
    [TestCase("boreholes", null)]
    [TestCase("bprwhole", null)]
    [TestCase("vegatables", "vegetables")]
    [TestCase("vegetabels", "vegetables")]
    [TestCase("vegtable", "vegetable")]
    [TestCase("fneces", "fences")]
    [TestCase("finces", null)]
    [TestCase("fnece", null)]
    public void A_letter_may_be_wrong_missing_too_many_or_swapped(string word, string? meant)
    {
        long steps = 0;
        English.Meant(word, ref steps).ShouldBe(meant);
    }

    [TestCase("shower", "showed")]
    [TestCase("winter", "winner")]
    [TestCase("heater", "heaven")]
    public void A_common_word_is_never_another_one_misspelt(string known, string common)
    {
        long steps = 0;
        With((known, false)).Meant(common, ref steps).ShouldBeNull();
    }

    [TestCase("stovve", "stove")]
    [TestCase("stoves", null)]
    [TestCase("stover", null)]
    [TestCase("stowes", null)]
    public void What_begins_like_a_short_stem_may_have_a_letter_too_many(string word, string? meant)
    {
        long steps = 0;
        With(("stov", true), ("stove", false)).Meant(word, ref steps).ShouldBe(meant);
    }

    [TestCase(Languages.Lithuanian, "nekelsim")]
    [TestCase(Languages.Lithuanian, "vieniems")]
    [TestCase(Languages.English, "scream")]
    [TestCase(Languages.Russian, "составом")]
    public void Words_of_the_language_are_left_alone(string language, string word)
    {
        long steps = 0;
        Lexicon.Of(new ShippedBrain().Read(), language).Spelling.Meant(Folding.Fold(word), ref steps).ShouldBeNull();
    }

    [Test]
    public void What_is_put_right_is_one_letter_off_and_looked_up_in_bounded_steps() =>
        Gen.Char['a', 'f'].Array[0, 40].Select(letters => new string(letters)).Sample(word =>
        {
            long steps = 0;
            var spelling = With(("abcdef", false), ("fedcba", true), ("aabbcc", true), ("abcabcabc", false), ("ffffff", true));
            var meant = spelling.Meant(word, ref steps);
            return steps < 200 && (meant is null || (meant[0] == word[0] && Math.Abs(meant.Length - word.Length) <= 1));
        }, iter: 2_000);

    private static Spelling With(params (string Text, bool IsStem)[] words)
    {
        var spelling = new Spelling(LanguageRules.Of(Languages.English).CommonWords);
        foreach (var (text, isStem) in words)
            spelling.Add(text, isStem);
        return spelling;
    }
}
