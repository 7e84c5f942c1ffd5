using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Privacy;

/// <summary>What an archive says about itself, in the language of the interview.</summary>
internal static class PersonalArchiveTexts
{
    /// <summary>The text of <c>README.txt</c>.</summary>
    public static string Readme(Session session, DateTimeOffset now)
    {
        var (reference, day) = (SessionReference.Of(session.Id), DateText.Day(now, session.Language));
        return session.Language switch
        {
            Languages.Lithuanian =>
                $"""
                Viskas, kas saugoma apie jūsų pokalbį {reference}. Parengta {day}

                interview.json      Pokalbis: klausimai ir atsakymai su laiku, kas iš jų suprasta, kontaktiniai duomenys, atsiliepimas, ekspertų vertinimai.
                stored.json         Tas pats taip, kaip įrašyta duomenų bazėje, lentelė po lentelės. Slaptų raktų čia nėra.
                report.md           Visa ataskaita, jei pokalbis baigtas.
                summary.md          Ataskaitos santrauka, jei pokalbis baigtas.
                Kiti aplankai       Garso įrašai ir laiškai, jei jų yra.

                """,
            Languages.Russian =>
                $"""
                Всё, что хранится о вашем интервью {reference}. Подготовлено {day}

                interview.json      Интервью: вопросы и ответы со временем, что из них понято, контактные данные, отзыв, оценки экспертов.
                stored.json         То же самое так, как записано в базе данных, таблица за таблицей. Секретных ключей здесь нет.
                report.md           Полный отчёт, если интервью завершено.
                summary.md          Краткое содержание отчёта, если интервью завершено.
                Другие папки        Аудиозаписи и письма, если они есть.

                """,
            _ =>
                $"""
                Everything that is stored of your interview {reference}. Made on {day}.

                interview.json      The interview: questions and answers with their times, what was understood, contact details, feedback, experts' reviews.
                stored.json         The same as it is written in the database, table by table. Secret keys are left out.
                report.md           The full report, if the interview is finished.
                summary.md          The summary of the report, if the interview is finished.
                Other folders       Recordings and mail, if there are any.

                """,
        };
    }
}
