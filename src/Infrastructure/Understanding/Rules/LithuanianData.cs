namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>Lithuanian.</summary>
internal static class LithuanianData
{
    /// <summary>The data.</summary>
    public static LanguageData Create() => new()
    {
        NegatingPrefix = "ne",
        PlaceEnding = 'e',
        BehindEndings = ["o", "os", "io", "aus", "ies", "ens"],
        VerbEndings =
        [
            "uoju", "uoja", "uojam", "uojame", "siu", "sim", "sime", "site", "ciau", "tume", "tumem", "am", "ame", "om", "ome", "im", "ime", "osi", "asi", "iesi", "oda", "ena",
            "ina", "eja", "oja", "ens", "ins", "ers", "ves", "das", "ede", "ejo", "ojo", "avo", "adu", "uosi", "yti", "kit", "kite", "si",
        ],
        DeniedEndings = ["os", "es", "o", "u", "ens", "aus", "ies", "iaus"],
        NotDeniedEndings = ["a", "e", "as", "is", "ys", "us", "i", "uo", "ai"],
        Markers = new Dictionary<Marker, string[]>
        {
            [Marker.Not] = ["ne", "nelabai", "niekada", "niekad"],
            [Marker.No] = ["joks", "jokia", "jokio", "jokios", "jokių", "jokie", "jokį", "jokią"],
            [Marker.Lacking] =
            [
                "nei", "vietoj", "vietoje", "išskyrus", "negu", "o ne", "atsisak*", "vengt*", "vengia*",
            ],
            [Marker.Without] =
            [
                "be",
            ],
            [Marker.Absent] =
            [
                "nėra", "nebėra", "nebus", "nebebus", "nebuvo", "nebūtų", "neturi", "neturiu", "neturim", "neturime", "neturite", "neturėsi*",
                "neturė*", "nebetur*", "nereik*", "nebereik*", "neprireik*", "nenor*", "nebenor*", "nepageidau*", "neplanuo*", "nesiruoši*",
                "nenaud*", "nesinaud*", "nemėgst*", "nepatin*", "nesvarst*", "nedom*", "neįves*", "neprijung*", "neprisijung*", "nepajung*", "nepraves*", "neatves*",
                "neįreng*", "netink*", "nepriim*", "nerenk*", "nesirenk*", "nesirink*", "nedary*", "nestaty*", "nebūtin*", "trūksta", "nėra būtin*",
                "negali būti", "negalima", "ne mums", "ne man", "niekaip", "atsibod*", "nusibod*", "nekenč*", "nepakenč*", "atkrenta", "atkrito", "neįmanoma", "pamiršk*", "nėra kada", "nėra prasmės", "neverta", "netrauk*", "nevilio*", "ne variantas",
            ],
            [Marker.Neutral] =
            [
                "ne tik", "ne vien", "ne tiktai", "kodėl ne", "kodėl gi ne", "be abejo", "be abejonės", "be abejonių", "be jokių abejonių",
                "be problemų", "be to", "be galo", "ne mažiau", "ne daugiau", "ne vėliau", "ne anksčiau", "ne mažesn*", "ne didesn*", "nemažiau",
                "nedaugiau", "neapsie* be", "ne be", "daugiau nei", "mažiau nei", "daugiau negu", "mažiau negu", "vėliau nei", "anksčiau nei",
                "ilgiau nei", "jei ne", "ne mažiau nei", "ne daugiau nei", "ne mažiau negu", "ne daugiau negu", "nieko prieš", "neprieštar*",
                "neatsisak*", "nepamirš*", "neužmirš*", "nebijo*", "kuo anksčiau", "kaip galima anksčiau", "su kaimyn*", "kartu su kaimyn*",
                "neprošal*", "netoli*", "nebent", "nelaba*", "neseniai", "geriau nei niek*", "nesigail*", "nebrang*", "jei galima", "jei įmanoma", "jei pavyk*", "jei reik*", "jeigu galima", "jeigu įmanoma",
            ],
            [Marker.Hedge] =
            [
                "gal", "galbūt", "turbūt", "tikriausiai", "ko gero", "gali būti", "galimai", "matyt", "rodos", "lyg ir", "veikiausiai", "greičiausiai",
                "nebūtinai", "ne būtinai", "kažin", "svarstau", "svarstom", "svarstome",
            ],
            [Marker.DontKnow] =
            [
                "nežin*", "neturiu supratimo", "neturiu žalio supratimo", "neturime supratimo", "neįsivaizduo*", "sunku pasakyti", "sunku atsakyti",
                "negaliu pasakyti", "negaliu atsakyti", "negalvo*", "nesu galvoj*", "nesame galvoj*", "neišmanau", "neturiu idėjų", "jokio supratimo",
                "bala žino", "velnias žino", "dievas žino", "kas žino", "kas ten žino", "nenor* kalbėti", "nenor* sakyti", "nenor* atsak*",
                "nesakysi*", "nepasakysi*", "neatsakysi*", "negalime pasakyti", "sunku nuspręsti", "neturiu žalio", "nė žalio supratimo", "nenutuok*", "nieko nesuprant*",
            ],
            [Marker.Unsure] =
            [
                "nesu tikr*", "nesame tikr*", "nesu garant*", "nesu įsitikin*", "abejoju", "abejojame", "nesprend*", "nenusprend*",
                "nesame nusprend*", "nesu nusprend*", "nesu apsisprend*", "nesame apsisprend*", "neapsisprend*", "negaliu apsispręsti", "negalim apsispręsti", "negalime apsispręsti", "niekaip neapsisprend*", "dar galvoj*", "dar svarst*",
                "dar ginčij*", "dar tari*", "dar nenutar*", "nenutar*", "nesutar*",
            ],
            [Marker.Indifferent] =
            [
                "nesvarbu", "nėra svarbu", "neturi reikšmės", "nėra skirtumo", "jokio skirtumo", "man vis tiek", "mums vis tiek", "man vis vien",
                "vis vien", "bet koks", "bet kokia", "bet kokie", "bet kokios", "bet kokį", "bet kokią", "bet kuris", "bet kuri", "bet kas",
                "bet kada", "bet kaip", "man tas pats", "tas pats", "kaip patarsite", "kaip pasakysite", "kaip siūlysite", "neturiu pageidavimų",
                "neturime pageidavimų", "neturiu nuomonės", "neturime nuomonės", "neturiu preferencijų", "kaip norite", "vienodai", "man vienodai",
                "mums vienodai", "visiškai vienodai", "jūs specialist*", "jums geriau žin*", "spręskite patys", "patys spręs*", "pasitikiu jumis",
                "kaip jums atrodo", "kaip patar*", "kaip siūl*", "ką patarsi*", "kaip geriau",
            ],
            [Marker.DeclinesAlone] = ["praleisti", "praleiskite", "praleidžiu", "toliau", "vis tiek"],
            [Marker.Likewise] = ["irgi"],
            [Marker.Clause] =
            [
                "bet", "o", "tačiau", "nes", "kadangi", "todėl", "nors", "užtat", "vis dėlto", "verčiau", "geriau", "bet ir", "dabar", "užtai",
                "betgi",
            ],
            [Marker.If] = ["jei", "jeigu"],
            [Marker.Only] =
            [
                "tik", "tiktai", "vien", "vien tik", "išimtinai",
            ],
            [Marker.Correction] =
            [
                "oi ne", "oj ne", "ai ne", "oi", "palauk*", "tiksliau", "tiksliau sakant", "tfu", "tai yra ne", "atsiprašau", "ne ne", "ne palauk*",
                "norėjau pasakyti", "suklydau", "pataisau", "čia ne", "apsigalvo*", "persigalvo*",
            ],
            [Marker.Aside] =
            [
                "kaimyn*", "kiti turi", "kiti nori", "kiti stato*", "žmonės prisigalvoj*", "žmonės stato*", "visi stato*", "anksčiau", "seniau", "kadaise", "kažkada", "vaikystė*", "turėjo*", "turėjau", "pas", "praeity*", "norėjo", "svajojo",
                "pataria", "patarė", "siūlo", "siūlė", "vaikai buvom*", "vaikas buvau", "buvom* vaikai", "sakė", "sako kad", "žmonės sako", "ankstesn* savinink*", "buvę savinink*", "senoj*", "pusbrol*", "svetim*", "gyvenom*", "gyvenau", "augom", "užaug*",
            ],
            [Marker.Question] =
            [
                "kodėl", "ką", "kaip", "kiek", "kam", "koks", "kokia", "kokie", "kokios", "kokį", "kokią", "kur", "kas", "argi",
            ],
            [Marker.Inquiry] =
            [
                "ką patar*", "ką siūl*", "ką rekomend*", "kaip manot*", "ką manot*", "kaip galvojat*", "kas geriau", "kuri geriau", "kuris geriau",
                "ką pasiūl*", "o kaip jūs",
            ],
            [Marker.Relative] = ["kuris", "kuri*", "kurį", "kurią"],
            [Marker.And] = ["ir", "bei", "taip pat", "plius"],
            [Marker.Or] =
            [
                "ar", "ar net", "ir arba", "arba", "ar tai",
            ],
            [Marker.Subject] =
            [
                "jie", "ten", "čia",
            ],
            [Marker.Self] =
            [
                "mes", "aš", "mums", "man", "pas mus", "pas mane", "pas save", "pas mumis",
            ],
            [Marker.Affirmation] =
            [
                "yra", "turiu", "turi", "turim", "turime", "turėsi*", "turėti", "turėt*", "bus", "noriu", "nori", "norim", "norime", "norė*", "reik*", "taip",
                "planuo*", "pageidau*", "renkuosi", "renkamės", "mėgst*", "patinka", "naudos*", "naudoj*",
            ],
            [Marker.Place] = ["prie", "šalia", "ant", "netoli", "greta"],
            [Marker.Behind] = ["už"],
        },
        Joints = new Dictionary<NumberJoint, string[]>
        {
            [NumberJoint.About] = ["apie", "maždaug", "apytiksliai", "kokie", "kokių", "bus", "būna", "dažniausiai", "paprastai", "iki", "iš", "viso", "dabar", "gal", "tik", "daugiausia", "mažiausiai", "bent", "kažkur", "per", "virš", "beveik", "ne daugiau", "ne daugiau kaip", "nedaugiau"],
            [NumberJoint.To] = ["iki"],
            [NumberJoint.Between] = ["tarp"],
            [NumberJoint.Times] = ["x", "х", "ant"],
            [NumberJoint.Myself] = ["aš"],
        },
        Numbers =
        [
            .. LanguageData.Simple(NumberRole.Unit,
                (0, "nulis nulio"), (1, "vienas viena vieno vienos vieną vienam vienai vienu vieniems"), (2, "du dvi dviejų dviem dveji dvejų dvejetas"), (3, "trys trijų tris trims trimis treji trejų trejetas"),
                (4, "keturi keturių keturis keturias keturios keturiems keturioms keturiais ketver*"), (5, "penki penkių penkis penkias penkios penkiems penkioms penkiais penker* penketas penketą"),
                (6, "šeši šešių šešis šešias šešios šešiems šešioms šešiais šešer* šešetas"), (7, "septyni septynių septynis septynias septynios septyniems septynioms septyniais septyner* septynetas"),
                (8, "aštuoni aštuonių aštuonis aštuonias aštuonios aštuoniems aštuonioms aštuoniais aštuoner* aštuonetas"),
                (9, "devyni devynių devynis devynias devynios devyniems devynioms devyniais devyner*"), (10, "dešimt dešimties dešimčiai dešimtį dešimčia dešimtis dešimtimi"),
                (11, "vienuolik*"), (12, "dvylik*"), (13, "trylik*"), (14, "keturiolik*"), (15, "penkiolik*"), (16, "šešiolik*"), (17, "septyniolik*"),
                (18, "aštuoniolik*"), (19, "devyniolik*")),
            .. LanguageData.Simple(NumberRole.Tens,
                (20, "dvidešimt*"), (30, "trisdešimt*"), (40, "keturiasdešimt*"), (50, "penkiasdešimt*"), (60, "šešiasdešimt*"), (70, "septyniasdešimt*"),
                (80, "aštuoniasdešimt*"), (90, "devyniasdešimt*")),
            .. LanguageData.Simple(NumberRole.Hundred, (100, "šimt*")),
            .. LanguageData.Simple(NumberRole.Multiplier, (1000, "tūkstan* tūkst tūkstukų k"), (1_000_000, "milijon* mln")),
            .. LanguageData.Simple(NumberRole.Multiplier, (1000, "štuk* gabal*")),
            .. LanguageData.Simple(NumberRole.Unit, (1.5m, "pusantro pusantros"), (50, "pusšimt*")),
            LanguageData.Part(0.5m, "pusė", "pusę", "puse"), LanguageData.Part(2, "pora", "porą", "poros"), LanguageData.AndHalf("su puse"),
            LanguageData.Dozens(6, "pustuzin*", "pusė tuzino", "pusę tuzino"), LanguageData.Dozens(12, "tuzin*"),
            .. LanguageData.OfPeople(
                (2, "dviese"), (3, "trise"), (4, "keturiese"), (5, "penkiese"), (6, "šešiese"), (7, "septyniese"), (8, "aštuoniese"), (9, "devyniese"),
                (10, "dešimtiese dešimtyje")),
        ],
        Units = new Dictionary<CountedUnit, string[]>
        {
            [CountedUnit.People] =
                ["žmon*", "žmog*", "asmen*", "asm", "suaug*", "sveči*", "svečias", "klient*", "dalyv*", "lankytoj*", "šeimos nari*", "iš mūsų", "vietų", "draug*", "biči*", "koleg*", "gimin*", "vyr*", "moter*", "galvų", "vienu metu"],
            [CountedUnit.Children] = ["vaik*", "anūk*"],
            [CountedUnit.Celsius] = ["laips*", "celsij*"],
            [CountedUnit.SquareMetres] =
                ["kvadrat*", "kv. m", "kv m", "kv. metr*", "kv metr*", "kvadratin* metr*", "kvadratin* m", "kv"],
            [CountedUnit.Euro] = ["euras", "eurai", "eurų", "eurus", "eurais", "eurams", "euriukų"],
            [CountedUnit.Metres] = ["metras", "metrai", "metrų", "metrus", "metrais", "metro"],
            [CountedUnit.Other] =
            [
                "kart*", "valand*", "val", "dien*", "savait*", "savaitgal*", "mėnes*", "mėn", "metai", "metukai", "metukų", "metų", "metus", "metams", "minut*", "min",
                "kilometr*", "kilovat*", "litr*", "aukšt*", "proc*", "kambar*", "arų", "arai", "arus", "hektar*", "ha", "dolerių", "litų", "kubin*",
                "kub*", "centimetr*", "voltų", "v", "faz*",
            ],
        },
        UnitsBefore = new Dictionary<CountedUnit, string[]>
        {
            [CountedUnit.People] = ["mes", "mūsų", "esame", "būsime", "mūsų yra", "mūsų šeimoje"],
        },
        YearWords = ["m", "m.", "metų", "metais", "metus", "ųjų", "ų", "aisiais"],
        Months =
        [
            ["saus*"], ["vasari*"], ["kov*"], ["baland*"], ["geguž*"], ["biržel*"], ["liep*"], ["rugpj*"], ["rugsėj*"], ["spal*"], ["lapkri*"], ["gruod*"],
        ],
    };
}
