using System.Text;
using AgentBrain.Domain.Interviews;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Interviews;

public class CleanTextTests
{
    // The code units of characters outside the Basic Multilingual Plane come alone as well as in pairs.
    private static readonly Gen<string> AnyText = Gen.OneOf(
            Gen.Int[0, char.MaxValue].Select(code => ((char)code).ToString()),
            Gen.OneOf("\r", "\n", "\t", "\0", " ", "\ud83c", "\udf3b", "\u200d", "a"))
        .Array[0, 30]
        .Select(string.Concat);

    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase(" \r\n\t\u00a0 ", "")]
    [TestCase("  wood  ", "wood")]
    [TestCase("one\r\ntwo\rthree\nfour\u0085five\u2028six", "one\ntwo\nthree\nfour\nfive\nsix")]
    [TestCase("one\n\ntwo", "one\n\ntwo")]
    [TestCase("a\tb", "a b")]
    [TestCase("a\0b\u0007c\u007fd\u009fe\u001bf", "abcdef")]
    [TestCase("a\ud83cb\udf3bc", "abc")]
    [TestCase("🌻", "🌻")]
    [TestCase("a\ufffdb", "ab")]
    [TestCase("👩\u200d🌾 a\u200bb\ufeffc", "👩\u200d🌾 a\u200bb\ufeffc")]
    [TestCase("Ąžuolas e\u0301 банька", "Ąžuolas e\u0301 банька")]
    public void Text_of_several_lines_is_cleaned(string? text, string expected) => CleanText.Lines(text).ShouldBe(expected);

    [TestCase(null, "")]
    [TestCase(" Ona\tOnaitė\r\n", "Ona Onaitė")]
    [TestCase("Ona\r\nOnaitė", "Ona Onaitė")]
    [TestCase("on\0a@example\ud83c.lt", "ona@example.lt")]
    public void Text_of_one_line_is_cleaned(string? text, string expected) => CleanText.Line(text).ShouldBe(expected);

    [Test]
    public void Clean_text_can_be_stored_and_cleaning_it_again_changes_nothing() => AnyText.Sample(
        text =>
        {
            var lines = CleanText.Lines(text);
            var line = CleanText.Line(text);
            return CleanText.Lines(lines) == lines
                && CleanText.Line(line) == line
                && CleanText.Line(lines) == line
                && lines.Length <= text.Length
                && lines.EnumerateRunes().All(rune => rune.Value == '\n' || (!Rune.IsControl(rune) && rune != Rune.ReplacementChar))
                && !line.Contains('\n', StringComparison.Ordinal);
        },
        iter: 10_000);

    [Test]
    public void Nothing_but_control_characters_and_broken_ones_is_lost() => AnyText.Sample(
        text =>
        {
            var kept = text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && rune != Rune.ReplacementChar);
            return CleanText.Lines(text).EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).SequenceEqual(kept);
        },
        iter: 10_000);
}
