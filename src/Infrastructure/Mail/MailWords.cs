using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>What stands in a mail besides the report. <c>{0}</c> is the reference of the interview.</summary>
internal sealed record MailWords
{
    private static readonly MailWords Lithuanian = new()
    {
        Subject = "Jūsų pirties ataskaita {0}",
        Lead = "Ačiū už pokalbį. Čia jūsų ataskaita; ji pridėta ir kaip failas, kad galėtumėte ją išsisaugoti, atsispausdinti ar persiųsti.",
        Answer = "Turite klausimų? Tiesiog atsakykite į šį laišką ir nurodykite numerį {0}.",
        NoAnswer = "Šis laiškas parengtas automatiškai, atsakymų į jį niekas neskaito. Rašydami ar skambindami mums nurodykite numerį {0}.",
        Why = "Šį laišką gavote, nes šis adresas buvo nurodytas pokalbio pabaigoje. Jei nurodėte ne jūs, kažkas apsiriko – tiesiog ištrinkite šį laišką.",
        FileName = "pirties-ataskaita-{0}.md",
    };

    private static readonly MailWords English = new()
    {
        Subject = "Your sauna report {0}",
        Lead = "Thank you for the interview. Here is your report; it is attached as a file, too, so that you can keep it, print it or pass it on.",
        Answer = "Any questions? Just answer this message and quote the number {0}.",
        NoAnswer = "This message was written automatically, and nobody reads answers to it. When you write to us or call, quote the number {0}.",
        Why = "You receive this message because this address was left at the end of an interview. If that was not you, somebody has mistyped: please just delete this message.",
        FileName = "sauna-report-{0}.md",
    };

    private static readonly MailWords Russian = new()
    {
        Subject = "Отчёт о вашей бане {0}",
        Lead = "Спасибо за разговор. Вот ваш отчёт; он приложен и отдельным файлом, чтобы вы могли сохранить его, распечатать или переслать.",
        Answer = "Есть вопросы? Просто ответьте на это письмо и укажите номер {0}.",
        NoAnswer = "Это письмо составлено автоматически, ответы на него никто не читает. Когда будете писать или звонить нам, назовите номер {0}.",
        Why = "Вы получили это письмо, потому что этот адрес был указан в конце разговора. Если это были не вы, кто-то ошибся – просто удалите это письмо.",
        FileName = "отчёт-о-бане-{0}.md",
    };

    public required string Subject { get; init; }

    public required string Lead { get; init; }

    /// <summary>Where somebody reads answers.</summary>
    public required string Answer { get; init; }

    /// <summary>Where nobody does.</summary>
    public required string NoAnswer { get; init; }

    public required string Why { get; init; }

    public required string FileName { get; init; }

    public static MailWords In(string language) => language switch
    {
        Languages.Lithuanian => Lithuanian,
        Languages.Russian => Russian,
        _ => English,
    };
}
