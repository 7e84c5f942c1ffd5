namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>
/// What one family answers, in each language: a house by a lake in a village, children and guests, rooms for rent in summer, electricity but
/// no sewer. Enough for facts of every kind and for findings of every severity.
/// </summary>
public static class Replies
{
    public const string Name = "Ona Petrauskienė";

    private static readonly Dictionary<string, Dictionary<string, string>> Texts = new()
    {
        ["en"] = new()
        {
            ["Q_PURPOSE"] = "Mostly for quiet evenings with the family. In summer we would also rent it out to guests.",
            ["Q_USERS"] = "My husband and I, our two children and my parents. With friends we may be ten.",
            ["Q_RITUAL"] = "Soft steam and birch whisks, then straight into the lake.",
            ["Q_SEASON"] = "All year round, in winter most of all.",
            ["Q_INFRASTRUCTURE"] = "There is electricity. No sewer and no well yet, we carry water from the lake.",
            ["Q_ROOM_PROGRAM"] = "A room to relax in with a fireplace, a shower and a terrace towards the water.",
            ["Q_LOCATION"] = "In a village, about thirty steps from the lake.",
            ["Q_STOVE_TYPE"] = "An electric heater would be easiest with guests around.",
            ["Q_FUEL"] = "Wood, we have our own forest.",
            ["Q_SIZE"] = "Medium, I think about 35 square metres.",
            ["Q_BUDGET"] = "Between 25,000 and 35,000 euros.",
            ["Q_TIMELINE"] = "By next spring, if all goes well.",
            ["Q_MICROCLIMATE"] = "Mild and moist, around 65 degrees.",
            ["Q_CLARIFY_RENTAL"] = "Neither so far. Perhaps a septic tank later.",
            ["Q_CLARIFY_WINTER_WATER"] = "Nowhere so far.",
            ["Q_CLARIFY_SOFT_STEAM"] = "We would rather keep the electric one.",
            ["Q_CLARIFY_VENTILATION"] = "We would simply open the doors.",
        },
        ["lt"] = new()
        {
            ["Q_PURPOSE"] = "Daugiausia ramiems vakarams su šeima. Vasarą ją dar ir nuomotume svečiams.",
            ["Q_USERS"] = "Mudu su vyru, du vaikai ir mano tėvai. Su draugais galime būti ir dešimtiese.",
            ["Q_RITUAL"] = "Minkštas garas ir beržinės vantos, o paskui tiesiai į ežerą.",
            ["Q_SEASON"] = "Ištisus metus, o labiausiai žiemą.",
            ["Q_INFRASTRUCTURE"] = "Elektra yra. Kanalizacijos ir šulinio dar nėra, vandenį nešame iš ežero.",
            ["Q_ROOM_PROGRAM"] = "Poilsio kambario su židiniu, dušo ir terasos į vandens pusę.",
            ["Q_LOCATION"] = "Kaime, koks trisdešimt žingsnių nuo ežero.",
            ["Q_STOVE_TYPE"] = "Kai yra svečių, paprasčiausia būtų elektrinė.",
            ["Q_FUEL"] = "Malkomis, turime savo mišką.",
            ["Q_SIZE"] = "Vidutinė, manau, apie 35 kvadratinius metrus.",
            ["Q_BUDGET"] = "Nuo 25 000 iki 35 000 eurų.",
            ["Q_TIMELINE"] = "Kitą pavasarį, jei viskas klostysis gerai.",
            ["Q_MICROCLIMATE"] = "Švelniai ir drėgnai, apie 65 laipsnius.",
            ["Q_CLARIFY_RENTAL"] = "Kol kas niekur. Gal vėliau bus septikas.",
            ["Q_CLARIFY_WINTER_WATER"] = "Kol kas jo nėra.",
            ["Q_CLARIFY_SOFT_STEAM"] = "Vis dėlto rinktumėmės elektrinę.",
            ["Q_CLARIFY_VENTILATION"] = "Tiesiog atvertume duris.",
        },
        ["ru"] = new()
        {
            ["Q_PURPOSE"] = "Больше всего для тихих вечеров с семьёй. Летом ещё и сдавали бы её гостям.",
            ["Q_USERS"] = "Мы с мужем, двое детей и мои родители. С друзьями нас бывает и десять человек.",
            ["Q_RITUAL"] = "Мягкий пар и берёзовые веники, а потом сразу в озеро.",
            ["Q_SEASON"] = "Круглый год, больше всего зимой.",
            ["Q_INFRASTRUCTURE"] = "Электричество есть. Канализации и колодца пока нет, воду носим из озера.",
            ["Q_ROOM_PROGRAM"] = "Комнату отдыха с камином, душ и террасу к воде.",
            ["Q_LOCATION"] = "В деревне, шагах в тридцати от озера.",
            ["Q_STOVE_TYPE"] = "С гостями проще всего была бы электрическая.",
            ["Q_FUEL"] = "Дровами, у нас свой лес.",
            ["Q_SIZE"] = "Средней, думаю, около 35 квадратных метров.",
            ["Q_BUDGET"] = "От 25 000 до 35 000 евро.",
            ["Q_TIMELINE"] = "К следующей весне, если всё сложится.",
            ["Q_MICROCLIMATE"] = "Умеренно и влажно, градусов 65.",
            ["Q_CLARIFY_RENTAL"] = "Пока ни то ни другое. Может быть, позже септик.",
            ["Q_CLARIFY_WINTER_WATER"] = "Пока ниоткуда.",
            ["Q_CLARIFY_SOFT_STEAM"] = "Всё же оставили бы электрическую.",
            ["Q_CLARIFY_VENTILATION"] = "Просто открывали бы двери.",
        },
    };

    private static readonly Dictionary<string, string> Others = new()
    {
        ["en"] = "We have not thought about it yet, the designer may decide.",
        ["lt"] = "Dar negalvojome, tegul sprendžia projektuotojas.",
        ["ru"] = "Ещё не думали, пусть решит проектировщик.",
    };

    private static readonly Dictionary<string, string> Changes = new()
    {
        ["en"] = "For quiet evenings with the family, and to rent out to guests at weekends.",
        ["lt"] = "Ramiems vakarams su šeima, o savaitgaliais – nuomoti svečiams.",
        ["ru"] = "Для тихих вечеров с семьёй, а по выходным – сдавать гостям.",
    };

    private static readonly Dictionary<string, string> Afterthoughts = new()
    {
        ["en"] = "And a cup of tea.",
        ["lt"] = "Ir puodelis arbatos.",
        ["ru"] = "И чашка чая.",
    };

    private static readonly Dictionary<string, string> Quotes = new() { ["en"] = "whisks", ["lt"] = "vantos", ["ru"] = "Мягкий пар" };

    private static readonly Dictionary<string, string> Comments = new()
    {
        ["en"] = "Clear and calm. A question about the view would be good.",
        ["lt"] = "Aišku ir ramu. Praverstų klausimas apie vaizdą pro langą.",
        ["ru"] = "Понятно и спокойно. Не хватило вопроса о виде из окна.",
    };

    /// <summary>What is picked from the options instead of being said.</summary>
    private static readonly Dictionary<string, string> Picks = new()
    {
        ["Q_SEASON"] = "season:year_round",
    };

    /// <summary>What they cannot say.</summary>
    private static readonly string[] Unknown = ["Q_TIMELINE"];

    public static string? PickFor(string questionId) => Picks.GetValueOrDefault(questionId);

    public static bool IsUnknown(string questionId) => Unknown.Contains(questionId);

    public static string To(string questionId, string language) => Texts[language].GetValueOrDefault(questionId) ?? Others[language];

    /// <summary>What the answer to the first question is changed to.</summary>
    public static string Changed(string language) => Changes[language];

    /// <summary>What is added to an answer afterwards.</summary>
    public static string Afterthought(string language) => Afterthoughts[language];

    /// <summary>A word that the report quotes, in whatever language it is read.</summary>
    public static string Quote(string language) => Quotes[language];

    public static string Comment(string language) => Comments[language];
}
