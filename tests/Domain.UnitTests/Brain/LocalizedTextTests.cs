using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.UnitTests.Brain;

public class LocalizedTextTests
{
    [TestCase("labas", "hello", "привет", "lt", "labas")]
    [TestCase("labas", "hello", "привет", "en", "hello")]
    [TestCase("labas", "hello", "привет", "ru", "привет")]
    [TestCase("labas", "hello", "привет", "de", "labas")]
    [TestCase("labas", null, "привет", "en", "labas")]
    [TestCase("labas", "hello", " \n", "ru", "labas")]
    [TestCase(null, "hello", "привет", "lt", "hello")]
    [TestCase("", "hello", null, "ru", "hello")]
    [TestCase(null, null, "привет", "en", "привет")]
    [TestCase(null, "", " ", "lt", "")]
    public void A_missing_translation_falls_back(string? lt, string? en, string? ru, string language, string expected)
    {
        new LocalizedText(lt, en, ru).In(language).ShouldBe(expected);
        new LocalizedTemplate { Lt = lt, En = en, Ru = ru }.In(language).ShouldBe(expected);
    }

    [Test]
    public void Terms_do_not_fall_back()
    {
        var terms = new LocalizedTerms { Lt = ["malkos"], En = ["wood"] };

        terms.In("lt").ShouldBe(["malkos"]);
        terms.In("en").ShouldBe(["wood"]);
        terms.In("ru").ShouldBeEmpty();
        terms.In("de").ShouldBeEmpty();
    }

    [TestCase("lt", true)]
    [TestCase("en", true)]
    [TestCase("ru", true)]
    [TestCase("LT", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void Three_languages_are_supported(string? code, bool supported)
    {
        Languages.IsSupported(code).ShouldBe(supported);
        Languages.All.Contains(code).ShouldBe(supported);
    }
}
