using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Tests.Api;

/// <summary>What respondents say: own words, words of options, doubts, silence, very much, and what nobody expects.</summary>
public sealed class RespondentWords(string language, Random random)
{
    private const int LongAnswer = 3900;

    private static readonly Dictionary<string, string[]> Phrases = new()
    {
        [Languages.Lithuanian] =
        [
            "Poilsiui po darbų ir šeimos vakarams.",
            "Šeima su vaikais, dažniausiai šešiese.",
            "Dviese, kartais draugai.",
            "Minkštas garas ir maudymasis su vantomis.",
            "Yra vandentiekis, elektra ir kanalizacija.",
            "Vandens nėra, elektros irgi.",
            "Garinė, poilsio kambarys ir dušas.",
            "Prie ežero, miške.",
            "Malkos, krosnis iš anksto iškūrenama.",
            "Ištisus metus, biudžetas apie 20 000 eurų.",
        ],
        [Languages.English] =
        [
            "To relax after work, and for family evenings.",
            "Our family with two children, six people at most.",
            "Just me, and now and then guests and friends.",
            "Soft steam and bathing with whisks.",
            "There is mains water, three-phase power and a septic tank.",
            "No water and no electricity there.",
            "A steam room, a rest room and a shower.",
            "By the water, in the forest.",
            "Wood; a stove that is heated beforehand.",
            "All year round, with some 20,000 euros.",
        ],
        [Languages.Russian] =
        [
            "Для отдыха после работы и семейных вечеров.",
            "Семья с детьми, обычно шесть человек.",
            "Только я, иногда гости и друзья.",
            "Мягкий пар и веники.",
            "Есть водопровод, электричество и септик.",
            "Ни воды, ни электричества нет.",
            "Парная, комната отдыха и душ.",
            "У воды, в лесу.",
            "Дрова, печь протапливается заранее.",
            "Круглый год, бюджет около 20 000 евро.",
        ],
    };

    private static readonly Dictionary<string, string> Unknown = new()
    {
        [Languages.Lithuanian] = "Nežinau",
        [Languages.English] = "I don't know",
        [Languages.Russian] = "Не знаю",
    };

    private static readonly Dictionary<string, string> Doubt = new()
    {
        [Languages.Lithuanian] = "Galbūt, dar nesu tikras:",
        [Languages.English] = "Perhaps, I am not sure yet:",
        [Languages.Russian] = "Может быть, я ещё не уверен:",
    };

    /// <summary>The next answer, in one part or several.</summary>
    public IReadOnlyList<string> Next() => random.Next(8) switch
    {
        0 => [Unknown[language]],
        1 => [$"{Doubt[language]} {Phrase()}"],
        2 => [string.Join(' ', Enumerable.Range(0, 400).Select(_ => Phrase()))[..LongAnswer].Trim()],
        3 => [$"<b>\"Ąž\" & 'ž'</b> \\ %s {{0}} 🌲\n— {random.Next()};"],
        4 => [Phrase(), Phrase()],
        _ => [Phrase()],
    };

    private string Phrase() => Phrases[language][random.Next(Phrases[language].Length)];
}
