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
            [
                "neither", "nor", "instead of", "rather than", "except", "except for", "lack of", "lacks", "lacking", "other than", "avoid", "than",
                "i'd skip", "we'd skip", "would skip", "i'll skip", "we'll skip", "let's skip", "forget the", "forget about", "skip the", "anything but", "anything except", "everything but", "apart from", "steer clear of",
            ],
            [Marker.Without] =
            [
                "without", "w/o",
            ],
            [Marker.Absent] =
            [
                "don't have", "do not have", "doesn't have", "does not have", "don't want", "do not want", "doesn't want", "don't need",
                "do not need", "doesn't need", "does not need", "won't have", "will not have", "won't be", "will not be", "won't need", "haven't got",
                "have not got", "isn't needed", "is not needed", "aren't needed", "are not needed", "isn't available", "is not available",
                "aren't available", "not available", "unavailable", "not needed", "not wanted", "not required", "not necessary", "isn't necessary",
                "isn't required", "unnecessary", "not planned", "not there", "isn't there", "isn't connected", "not connected", "not interested in",
                "don't like", "do not like", "don't use", "do not use", "is missing", "are missing", "no need for", "no need of", "not present",
                "not an option", "is absent", "not possible", "is out of the question", "isn't for us", "is not for us", "isn't for me",
                "is not for me", "not for us", "not for me", "not our thing", "can't stand", "fed up with", "tired of", "sick of", "cannot stand", "can't bear", "hate", "hates", "dislike",
                "don't fancy", "not keen on", "not a fan of", "no fan of", "won't do", "ruled out", "out of the question", "could do without", "can do without", "could live without",
                "can live without", "had enough of", "no time for", "no point in", "can't be bothered with", "don't see the point of", "not worth", "no interest in", "wouldn't want", "would not want",
                "wouldn't need", "would not need", "wouldn't use", "would not use", "doesn't appeal", "don't appeal", "don't count on", "do not count on", "forget it", "forget them",
            ],
            [Marker.Neutral] =
            [
                "not only", "not just", "not merely", "isn't only", "isn't just", "why not", "no problem", "no doubt", "no more than",
                "not more than", "no less than", "not less than", "no fewer than", "not fewer than", "no later than", "not later than",
                "not earlier than", "not before", "not without", "can't do without", "cannot do without", "can't live without", "can't go without",
                "without doubt", "without a doubt", "don't forget", "not to mention", "if not", "no objection*", "no bigger than", "no larger than",
                "no hotter than", "more than", "less than", "fewer than", "bigger than", "larger than", "smaller than", "hotter than", "cooler than",
                "older than", "younger than", "longer than", "higher than", "later than", "earlier than", "sooner than", "with the neighbours",
                "with the neighbors", "with neighbours", "with our neighbours", "wouldn't mind", "would not mind", "don't skip", "any day", "if possible", "if you can", "if we can", "if i can", "if anything", "if need be", "if necessary", "not too",
                "not very", "not so",
            ],
            [Marker.Hedge] =
            [
                "maybe", "perhaps", "probably", "possibly", "might", "may be", "could be", "likely", "most likely", "i guess", "i suppose", "presumably",
                "potentially", "not necessarily", "considering",
            ],
            [Marker.DontKnow] =
            [
                "don't know", "do not know", "doesn't know", "don't really know", "dunno", "idk", "no idea", "no clue", "can't say", "cannot say",
                "hard to say", "difficult to say", "haven't thought", "have not thought", "no opinion", "don't have an opinion", "don't have an idea",
                "don't have a clue", "can't tell", "rather not say", "rather not answer", "prefer not to say", "prefer not to answer",
                "don't want to say", "not going to say", "haven't got a clue", "haven't a clue", "not a clue", "haven't the faintest", "beats me",
                "who knows", "god knows", "none of your business", "can't decide", "cannot decide", "hard to tell", "have not got a clue",
            ],
            [Marker.Unsure] =
            [
                "not sure", "not really sure", "not quite sure", "not entirely sure", "not so sure", "not too sure", "not yet sure", "not sure yet",
                "unsure", "not certain", "uncertain", "haven't decided", "have not decided", "not decided", "not yet decided", "undecided",
                "still deciding", "not 100 % sure", "can't make up", "not made up", "still thinking", "still arguing", "still fighting",
                "torn between", "still discussing", "toss up", "jury is out", "jury's out", "depends on what you",
            ],
            [Marker.Indifferent] =
            [
                "doesn't matter", "does not matter", "don't care", "do not care", "don't mind", "do not mind", "no preference", "no preferences",
                "no particular preference", "no strong preference", "all the same", "makes no difference", "no difference", "no matter", "up to you",
                "either way", "you decide", "not important", "isn't important", "as you wish", "don't have a preference", "don't have any preference",
                "don't have preferences", "couldn't care less", "could not care less", "your call", "you tell me", "you choose", "your choice",
                "leave it to you", "leave that to you", "i trust you", "as you advise", "whatever you advise", "whatever you recommend",
                "whatever you suggest", "whatever you think", "whichever you", "whichever is", "open to advice", "no strong feelings",
                "no strong opinion",
            ],
            [Marker.DeclinesAlone] =
            [
                "any", "anything", "whatever", "skip", "pass", "n/a", "next", "whichever", "no comment",
            ],
            [Marker.Clause] =
            [
                "but", "however", "though", "although", "because", "since", "so", "yet", "instead", "while", "whereas", "then", "rather", "now",
                "these days",
            ],
            [Marker.If] = ["if"],
            [Marker.Over] = ["over"],
            [Marker.Only] =
            [
                "only", "just", "exclusively", "nothing but", "purely", "strictly",
            ],
            [Marker.Correction] =
            [
                "no wait", "oh no", "ah no", "wait", "i mean", "i meant", "or rather", "scratch that", "make that", "correction", "hang on", "hold on", "oops",
                "no sorry", "actually no", "well no", "i tell a lie", "changed my mind", "changed our mind", "changed our minds", "i meant to say", "sorry i meant", "my mistake",
            ],
            [Marker.Aside] =
            [
                "neighbour*", "neighbor*", "next door", "used to", "years ago", "back then", "in the past", "formerly", "previously", "as a child",
                "as a kid", "when i was", "in my childhood", "my childhood", "grandad's", "granddad's", "grandfather's", "grandpa's", "grandma's",
                "grandmother's", "my father's", "my dad's", "at my sister's", "at my brother's", "at my parents'", "at my friend's", "at a friend's",
                "at our friends'", "at my friends'", "my father built", "my dad built", "my grandfather built", "my grandad built", "my granddad built", "my uncle built", "we lived in", "i lived in", "used to live", "grew up", "my cousin", "my cousin's", "his cousin", "her cousin", "other people", "others have", "others want", "everybody has", "everyone has", "some people",
                "recommends", "suggests", "when we were", "they say", "people say", "he says", "she says", "he thinks", "she thinks", "wife wanted", "husband wanted", "he wanted",
                "she wanted", "previous owner", "previous owners", "old flat", "old house", "we had a", "we had an", "i had a", "i had an",
                "they had", "he had", "she had", "father built", "grandfather built", "father had", "once had",
            ],
            [Marker.Question] =
            [
                "what", "why", "how", "do you", "can you", "could you", "would you", "should", "should we", "should i", "is it", "is there any",
                "are you", "does it", "will it", "where", "when", "which one",
            ],
            [Marker.Inquiry] =
            [
                "what do you", "what would you", "which do you", "which would you", "what's better", "what is better", "which is better",
                "what would be better", "do you recommend", "could you recommend", "can you recommend", "tell me what",
            ],
            [Marker.Either] =
            [
                "either", "whether",
            ],
            [Marker.Relative] = ["which", "who", "that"],
            [Marker.And] = ["and", "plus", "also", "as well as"],
            [Marker.Or] = ["or", "or even"],
            [Marker.Subject] =
            [
                "they", "there", "it", "there's",
            ],
            [Marker.Self] =
            [
                "we", "i", "we've", "i've", "we'll", "i'd", "we'd", "i'll", "we're", "i'm",
            ],
            [Marker.Affirmation] =
            [
                "have", "has", "having", "got", "want", "wants", "need", "needs", "would like", "prefer", "yes", "use", "there is", "there are", "is there",
                "are there", "is available", "are available", "is connected",
            ],
            [Marker.Place] = ["in", "at", "on", "near", "by", "next to", "beside", "close to"],
            [Marker.Behind] = ["behind", "round the back of"],
            [Marker.Article] = ["a", "an"],
        },
        VerbEndings =
        [
            "go", "do", "run", "work", "come", "use", "get", "see", "heat", "plan", "drive", "reach", "make", "bother", "allow", "fit", "exist", "apply", "suit", "appeal",
        ],
        Joints = new Dictionary<NumberJoint, string[]>
        {
            [NumberJoint.About] = ["about", "around", "approximately", "roughly", "usually", "up to", "approx", "some", "at least", "maximum", "max", "of", "the", "maybe", "only", "just", "over", "under", "nearly", "almost", "circa", "say", "no more than", "not more than"],
            [NumberJoint.To] = ["to", "till", "until", "up to"],
            [NumberJoint.Between] = ["between"],
            [NumberJoint.Times] = ["x", "х", "by"],
            [NumberJoint.Within] = ["and"],
            [NumberJoint.Myself] = ["me", "i", "myself"],
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
            LanguageData.Part(0.5m, "half a", "half"), LanguageData.Part(2, "a couple of", "couple of", "a couple", "a pair of"), LanguageData.AndHalf("and a half"),
            LanguageData.Dozens(6, "half a dozen", "half dozen"), LanguageData.Dozens(12, "a dozen"), LanguageData.Dozens(24, "two dozen"),
        ],
        Units = new Dictionary<CountedUnit, string[]>
        {
            [CountedUnit.People] =
            [
                "people", "persons", "person", "adults", "adult", "guests", "visitors", "clients", "customers", "of us", "of them", "of my friends", "pax",
                "folks", "members", "family members", "men", "women", "users", "grown ups", "bathers", "participants", "friends", "mates", "colleagues", "lads", "guys", "girls", "boys", "souls", "heads", "relatives", "at a time", "at one time", "at once",
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
                "centimetres", "volts", "yrs", "year old", "year olds", "v", "phase", "phases", "cubic*", "kilowatts", "seasons", "weekends", "of the", "of these",
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
