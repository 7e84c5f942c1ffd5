namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>English.</summary>
internal static class EnglishData
{
    /// <summary>The data.</summary>
    public static LanguageData Create() => new()
    {
        Markers = new Dictionary<Marker, string[]>
        {
            [Marker.Not] =
            [
                "not", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "can't", "cannot", "haven't", "hasn't", "hadn't",
                "wouldn't", "shouldn't", "never", "hardly", "non",
            ],
            [Marker.No] = ["no", "none", "nothing", "zero"],
            [Marker.Lacking] =
                ["without", "w/o", "neither", "nor", "instead of", "rather than", "except", "except for", "lack of", "lacks", "lacking", "other than", "avoid"],
            [Marker.Absent] =
            [
                "don't have", "do not have", "doesn't have", "does not have", "don't want", "do not want", "doesn't want", "don't need", "do not need",
                "doesn't need", "does not need", "won't have", "will not have", "won't be", "will not be", "won't need", "haven't got", "have not got",
                "isn't needed", "is not needed", "aren't needed", "are not needed", "isn't available", "is not available", "aren't available", "not available",
                "unavailable", "not needed", "not wanted", "not required", "not necessary", "isn't necessary", "isn't required", "unnecessary", "not planned",
                "not there", "isn't there", "isn't connected", "not connected", "not interested in", "don't like", "do not like", "don't use", "do not use",
                "is missing", "are missing", "no need for", "no need of", "not present", "not an option", "is absent", "not possible", "is out of the question",
                "isn't for us", "is not for us", "isn't for me", "is not for me", "not for us", "not for me", "not our thing",
            ],
            [Marker.Neutral] =
            [
                "not only", "not just", "not merely", "isn't only", "isn't just", "why not", "no problem", "no doubt", "no more than", "not more than",
                "no less than", "not less than", "no fewer than", "not fewer than", "no later than", "not later than", "not earlier than", "not before",
                "not without", "can't do without", "cannot do without", "can't live without", "can't go without", "without doubt", "without a doubt",
                "don't forget", "not to mention", "if not", "no objection*", "no bigger than", "no larger than", "no hotter than",
            ],
            [Marker.Hedge] =
            [
                "maybe", "perhaps", "probably", "possibly", "might", "may be", "could be", "likely", "most likely", "i guess", "i suppose", "presumably",
                "potentially", "not necessarily", "considering",
            ],
            [Marker.DontKnow] =
            [
                "don't know", "do not know", "doesn't know", "don't really know", "dunno", "idk", "no idea", "no clue", "can't say", "cannot say",
                "hard to say", "difficult to say", "haven't thought", "have not thought", "no opinion", "don't have an opinion", "don't have an idea", "don't have a clue", "can't tell",
            ],
            [Marker.Unsure] =
            [
                "not sure", "not really sure", "not quite sure", "not entirely sure", "not so sure", "not too sure", "not yet sure", "not sure yet", "unsure",
                "not certain", "uncertain", "haven't decided", "have not decided", "not decided", "not yet decided", "undecided", "still deciding",
                "not 100 % sure",
            ],
            [Marker.Indifferent] =
            [
                "doesn't matter", "does not matter", "don't care", "do not care", "don't mind", "do not mind", "no preference", "no preferences",
                "no particular preference", "no strong preference", "all the same", "makes no difference", "no difference", "no matter", "up to you",
                "either way", "you decide", "not important", "isn't important", "as you wish", "don't have a preference", "don't have any preference",
                "don't have preferences",
            ],
            [Marker.DeclinesAlone] = ["any", "anything", "whatever", "either", "skip", "pass", "n/a", "next"],
            [Marker.Clause] =
            [
                "but", "however", "though", "although", "because", "since", "so", "yet", "instead", "only", "just", "while", "whereas", "then", "rather",
            ],
            [Marker.Relative] = ["which", "who", "that"],
            [Marker.And] = ["and", "plus", "also", "as well as"],
            [Marker.Or] = ["or", "or even"],
            [Marker.Subject] = ["we", "i", "they", "there", "it", "we've", "i've", "there's", "we'll", "i'd", "we'd"],
            [Marker.Affirmation] =
            [
                "have", "has", "having", "got", "want", "wants", "need", "needs", "would like", "prefer", "yes", "use", "there is", "there are", "is there",
                "are there", "is available", "are available", "is connected",
            ],
            [Marker.Place] = ["in", "at", "on", "near", "by", "next to", "beside", "close to"],
            [Marker.Article] = ["a", "an"],
        },
        Joints = new Dictionary<NumberJoint, string[]>
        {
            [NumberJoint.About] = ["about", "around", "approximately", "roughly", "usually", "up to", "approx", "some", "at least", "maximum", "max", "of", "the"],
            [NumberJoint.To] = ["to", "till", "until", "up to"],
            [NumberJoint.Between] = ["between"],
            [NumberJoint.Times] = ["x", "х", "by"],
        },
        Numbers =
        [
            .. LanguageData.Simple(NumberRole.Unit,
                (0, "zero"), (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"), (9, "nine"), (10, "ten"),
                (11, "eleven"), (12, "twelve dozen"), (13, "thirteen"), (14, "fourteen"), (15, "fifteen"), (16, "sixteen"), (17, "seventeen"),
                (18, "eighteen"), (19, "nineteen")),
            .. LanguageData.Simple(NumberRole.Tens,
                (20, "twenty"), (30, "thirty"), (40, "forty fourty"), (50, "fifty"), (60, "sixty"), (70, "seventy"), (80, "eighty"), (90, "ninety")),
            .. LanguageData.Simple(NumberRole.Hundred, (100, "hundred hundreds")),
            .. LanguageData.Simple(NumberRole.Multiplier, (1000, "thousand thousands k grand"), (1_000_000, "million millions mln")),
        ],
        Units = new Dictionary<CountedUnit, string[]>
        {
            [CountedUnit.People] =
            [
                "people", "persons", "person", "adults", "adult", "guests", "visitors", "clients", "customers", "of us", "of them", "of my friends", "pax",
                "folks", "members", "family members", "men", "women", "users", "grown ups", "bathers", "participants",
            ],
            [CountedUnit.Children] = ["children", "kids", "child", "kid", "grandchildren", "toddlers"],
            [CountedUnit.Celsius] = ["degrees", "degree", "deg", "degrees c", "degrees celsius", "deg c", "centigrade", "degrees centigrade"],
            [CountedUnit.SquareMetres] =
                ["square met*", "square m", "sq. m", "sq m", "sq.m", "sq. met*", "sq met*", "squares", "metres squared", "meters squared", "m squared"],
            [CountedUnit.Metres] = ["metres", "meters", "metre", "meter"],
            [CountedUnit.Other] =
            [
                "times", "time", "hours", "hour", "h", "days", "day", "weeks", "week", "months", "month", "years", "year", "minutes", "minute", "min",
                "litres", "liters", "l", "percent", "per cent", "floors", "floor", "storeys", "rooms", "room", "feet", "foot", "ft", "square f*", "sq ft",
                "acres", "hectares", "ha", "dollars", "pounds", "degrees f", "degrees fahrenheit", "fahrenheit", "kilometres", "kilometers", "miles",
                "centimetres", "volts", "v", "phase", "phases", "cubic*", "kilowatts", "seasons", "weekends", "of the", "of these",
            ],
        },
        UnitsBefore = new Dictionary<CountedUnit, string[]>
        {
            [CountedUnit.People] = ["we are", "we're", "we will be", "we'll be", "family of", "group of", "groups of", "party of", "parties of", "team of"],
        },
        YearWords = ["of"],
        Months =
        [
            ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"], ["june", "jun"], ["july", "jul"], ["august", "aug"],
            ["september", "sept", "sep"], ["october", "oct"], ["november", "nov"], ["december", "dec"],
        ],
    };
}
