using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Understanding;

namespace AgentBrain.Infrastructure.UnitTests.Understanding;

/// <summary>Ordinary answers to the questions of the pack that ships with the application.</summary>
public class SaunaAnswersTests
{
    private static readonly BrainDocument Pack = new ShippedBrain().Read();

    [TestCase("en", "infrastructure", "A well and electricity, no sewage", "infrastructure: water_well, grid_power, no_sewage")]
    [TestCase("en", "fuel_type", "electricity", "fuel_type: electricity")]
    [TestCase("en", "stove_type", "not electric, wood", "stove_type: ; fuel_type: wood")]
    [TestCase("en", "users", "six of us", "users: 6 people")]
    [TestCase("en", "users", "8 or more people", "users: large_group, 8 people")]
    [TestCase("en", "budget", "20k", "budget: 20000 EUR")]
    [TestCase("en", "microclimate", "around 80 degrees", "microclimate: 80 °C")]
    [TestCase("en", "size_direction", "20-30 m2", "size_direction: 20-30 m²")]
    [TestCase("en", "timeline", "May 2027", "timeline: 2027-05")]
    [TestCase("en", "timeline", "next year, no rush", "timeline: next_year, no_rush")]
    [TestCase("en", "room_program", "a large terrace and dry firewood storage, single beds in the rest room", "room_program: rest_room, terrace; fuel_type: wood")]
    [TestCase("en", "size_direction", "large", "size_direction: large")]
    [TestCase("en", "room_program", "a hot tub and a terrace", "room_program: hot_tub, terrace")]
    [TestCase("lt", "infrastructure", "Yra šulinys ir elektra, kanalizacijos nėra", "infrastructure: water_well, grid_power, no_sewage")]
    [TestCase("lt", "infrastructure", "yra sulinys ir elektra, kanalizacijos nera", "infrastructure: water_well, grid_power, no_sewage")]
    [TestCase("lt", "fuel_type", "ne elektra, o malkomis", "fuel_type: wood")]
    [TestCase("lt", "fuel_type", "elektra", "fuel_type: electricity")]
    [TestCase("lt", "users", "mes šešiese", "users: 6 people")]
    [TestCase("lt", "budget", "dvidešimt tūkstančių", "budget: 20000 EUR")]
    [TestCase("lt", "microclimate", "apie 80 laipsnių", "microclimate: 80 °C")]
    [TestCase("lt", "ritual", "minkštas garas ir vantos", "ritual: soft_steam, whisk_bathing")]
    [TestCase("ru", "infrastructure", "Есть колодец и электричество, канализации нет", "infrastructure: water_well, grid_power, no_sewage")]
    [TestCase("ru", "fuel_type", "электричество", "fuel_type: electricity")]
    [TestCase("ru", "users", "нас шестеро", "users: 6 people")]
    [TestCase("ru", "users", "от 4 до 6 человек", "users: 4-6 people")]
    [TestCase("ru", "budget", "15-20 тысяч евро", "budget: 15000-20000 EUR")]
    [TestCase("ru", "ritual", "мягкий пар и веники", "ritual: soft_steam, whisk_bathing")]
    public async Task An_answer_is_understood(string language, string asked, string answer, string expected)
    {
        var understanding = await InterpretAsync(language, asked, answer);
        understanding.Declined.ShouldBeFalse();
        var values = understanding.Slots
            .Select(slot => (slot.SlotKey, Value: ValueOf(slot, answer)))
            .Where(slot => slot.Value.Length > 0)
            .Select(slot => $"{slot.SlotKey}: {slot.Value}");
        var wanted = expected.Split("; ").Where(slot => !slot.EndsWith(": ", StringComparison.Ordinal));
        values.ShouldBe(wanted, ignoreOrder: true);
    }

    [TestCase("en", "I don't know")]
    [TestCase("en", "no idea really")]
    [TestCase("lt", "nežinau")]
    [TestCase("lt", "sunku pasakyti")]
    [TestCase("ru", "не знаю")]
    [TestCase("ru", "без понятия")]
    public async Task Not_knowing_fills_nothing(string language, string answer)
    {
        var understanding = await InterpretAsync(language, "budget", answer);
        understanding.Slots.ShouldBeEmpty();
        understanding.Declined.ShouldBeTrue();
    }

    [TestCase("infrastructure", "we have a well", ConfidenceLevels.Stated)]
    [TestCase("purpose", "we have a well", ConfidenceLevels.InPassing)]
    [TestCase("infrastructure", "maybe a well", ConfidenceLevels.Hedged)]
    public async Task Confidence_tells_how_it_was_said(string asked, string answer, double expected)
    {
        var understanding = await InterpretAsync("en", asked, answer);
        understanding.Slots.Single(slot => slot.SlotKey == "infrastructure").Options.Single().Confidence.ShouldBe(expected);
    }

    private static async Task<Domain.Interviews.Understanding> InterpretAsync(string language, string asked, string answer) =>
        await new LexicalAnswerInterpreter().InterpretAsync(
            new AnswerToInterpret { Brain = Pack, Language = language, Text = answer, AskedSlots = [asked] },
            CancellationToken.None);

    private static string ValueOf(UnderstoodSlot understood, string answer)
    {
        var slot = Pack.Slots.Single(slot => slot.Key == understood.SlotKey);
        return SlotValue.Empty.Merge(slot, SlotStatements.Of(understood, "Q", answer), "Q").Value ?? "";
    }
}
