using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Texts;

public class MeasureTextTests
{
    [TestCase("6 people", MeasureUnit.People, "6\u00A0žm.", "6 people", "6\u00A0чел.")]
    [TestCase("1 people", MeasureUnit.People, "1\u00A0žm.", "1 person", "1\u00A0чел.")]
    [TestCase("4-6 people", MeasureUnit.People, "4–6\u00A0žm.", "4–6 people", "4–6\u00A0чел.")]
    [TestCase("500 EUR", MeasureUnit.Euro, "500\u00A0€", "€500", "500\u00A0€")]
    [TestCase("20000 EUR", MeasureUnit.Euro, "20\u00A0000\u00A0€", "€20,000", "20\u00A0000\u00A0€")]
    [TestCase("15000-20000 EUR", MeasureUnit.Euro, "15\u00A0000–20\u00A0000\u00A0€", "€15,000–20,000", "15\u00A0000–20\u00A0000\u00A0€")]
    [TestCase("1250000.5 EUR", MeasureUnit.Euro, "1\u00A0250\u00A0000,5\u00A0€", "€1,250,000.5", "1\u00A0250\u00A0000,5\u00A0€")]
    [TestCase("70 °C", MeasureUnit.Celsius, "70\u00A0°C", "70\u00A0°C", "70\u00A0°C")]
    [TestCase("60-80 °C", MeasureUnit.Celsius, "60–80\u00A0°C", "60–80\u00A0°C", "60–80\u00A0°C")]
    [TestCase("12.5 m²", MeasureUnit.SquareMetres, "12,5\u00A0m²", "12.5\u00A0m²", "12,5\u00A0m²")]
    [TestCase("20-30 m²", MeasureUnit.SquareMetres, "20–30\u00A0m²", "20–30\u00A0m²", "20–30\u00A0m²")]
    [TestCase("2027-01", MeasureUnit.Month, "2027 m. sausis", "January 2027", "январь 2027 г.")]
    [TestCase("2027-05", MeasureUnit.Month, "2027 m. gegužė", "May 2027", "май 2027 г.")]
    [TestCase("2027-12", MeasureUnit.Month, "2027 m. gruodis", "December 2027", "декабрь 2027 г.")]
    public void A_measure_is_written_as_each_language_writes_it(string measure, MeasureUnit unit, string lithuanian, string english, string russian)
    {
        MeasureText.Localize(measure, unit, Languages.Lithuanian).ShouldBe(lithuanian);
        MeasureText.Localize(measure, unit, Languages.English).ShouldBe(english);
        MeasureText.Localize(measure, unit, Languages.Russian).ShouldBe(russian);
    }

    [TestCase("next spring", MeasureUnit.Month)]
    [TestCase("2027-13", MeasureUnit.Month)]
    [TestCase("", MeasureUnit.Month)]
    [TestCase("many", MeasureUnit.People)]
    [TestCase("", MeasureUnit.Euro)]
    [TestCase("6 people", null)]
    public void What_is_no_measure_of_the_unit_stays_as_it_is(string text, MeasureUnit? unit)
    {
        foreach (var language in Languages.All)
            MeasureText.Localize(text, unit, language).ShouldBe(text);
    }

    [TestCase("six people", "six\u00A0žm.")]
    [TestCase("6-many people", "6–many\u00A0žm.")]
    public void What_is_no_number_is_left_in_its_place(string measure, string expected) =>
        MeasureText.Localize(measure, MeasureUnit.People, Languages.Lithuanian).ShouldBe(expected);

    [TestCase("6 people", "6")]
    [TestCase("15000-20000 EUR", "15000-20000")]
    [TestCase("2027-05", "2027-05")]
    [TestCase("", "")]
    public void The_number_alone_is_what_one_would_type(string measure, string expected) => MeasureText.WithoutUnit(measure).ShouldBe(expected);
}
