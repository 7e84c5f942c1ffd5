using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Privacy;

/// <summary>The consent text that ships with the application, for those who publish no other.</summary>
public static class ShippedConsent
{
    /// <summary>The text, with names of periods in braces.</summary>
    public static LocalizedText Text { get; } = new(Lithuanian, English, Russian);

    private const string Lithuanian =
        """
        - Saugome jūsų atsakymus, tai, ką iš jų supratome, ir parengtą ataskaitą, kad galėtumėte prie jų grįžti.
        - Vardo, el. pašto ir telefono klausiame tik pabaigoje. El. paštas ir telefonas neprivalomi, o visi kontaktiniai duomenys saugomi užšifruoti.
        - Saugome atsakymus ir ataskaitą ({answers_period}), nebaigtą pokalbį ({unfinished_period}) ir kontaktinius duomenis ({contact_period}).
        - Juos skaito tik šios svetainės ekspertai ir administratoriai. Duomenų neparduodame ir nenaudojame reklamai.
        - Bet kada galite viską, ką saugome apie jus, atsisiųsti arba ištrinti.
        ---
        # Ką saugome

        - Pokalbio kalbą, klausimus, jūsų atsakymus ir jų pakeitimus, jų laiką ir tai, ką iš jų supratome.
        - Ataskaitą, jūsų įvertinimą ir atsiliepimą, jei juos paliekate.
        - Vardą, el. pašto adresą ir telefono numerį, jei juos paliekate. Jie duomenų bazėje užšifruoti.
        - Jei atsakote balsu – įrašą ir jo tekstą, kurį patvirtinate.
        - Slapuką, pagal kurį ši naršyklė atpažįsta jūsų pokalbį. Kitų slapukų, sekimo ir reklamos čia nėra.

        # Kiek laiko

        - Atsakymus ir ataskaitą: {answers_period}
        - Nebaigtą pokalbį: {unfinished_period}
        - Kontaktinius duomenis: {contact_period}
        - Balso įrašus: {audio_period}
        - Jums išsiųstų laiškų kopijas: {mail_period}

        Dienos skaičiuojamos nuo ataskaitos parengimo, nebaigto pokalbio – nuo paskutinio veiksmo, įrašų ir laiškų – nuo jų sukūrimo. Joms praėjus duomenys ištrinami; lieka tik skaičiai, iš kurių niekas negali jūsų atpažinti.

        # Kam naudojame ir kas skaito

        Atsakymus naudojame jūsų ataskaitai parengti ir klausimams tobulinti. Juos skaito tik tie, kurie šioje svetainėje vertina pokalbius arba ją prižiūri. Jūsų kontaktinius duomenis mato tik tie iš jų, kuriems jų reikia.

        # Jūsų teisės

        Ataskaitos puslapyje ir pagal nuorodą, kuria tęsiate pokalbį, galite atsisiųsti viską, ką apie jus saugome, ir viską ištrinti. Sutikimą galite bet kada atšaukti: tam ištrinkite pokalbį. Tai neturi įtakos tam, kas padaryta iki tol.
        """;

    private const string English =
        """
        - We store your answers, what we understood of them and the report that we make of them, so that you can come back to them.
        - We ask for your name, e-mail address and telephone number only at the end. E-mail and telephone are optional, and all contact details are stored encrypted.
        - We keep your answers and your report ({answers_period}), an interview that you do not finish ({unfinished_period}) and your contact details ({contact_period}).
        - Only the experts and administrators of this site read them. We do not sell your data or use them for advertising.
        - You can download or erase everything that we store about you at any time.
        ---
        # What we store

        - The language of the interview, the questions, your answers and how you changed them, their times, and what we understood of them.
        - Your report, and your rating and comment if you leave them.
        - Your name, e-mail address and telephone number if you leave them. They are encrypted in the database.
        - If you speak an answer: the recording, and its text as you confirm it.
        - A cookie by which this browser recognizes your interview. There are no other cookies, no tracking and no advertising here.

        # How long

        - Your answers and your report: {answers_period}
        - An interview that you do not finish: {unfinished_period}
        - Your contact details: {contact_period}
        - Recordings: {audio_period}
        - Copies of messages that we sent you: {mail_period}

        Days count from when the report was made; for an interview that you do not finish from the last thing you did, for recordings and messages from when they were made. After so many days they are erased. What stays are figures by which nobody can recognize you.

        # What for, and who reads it

        We use your answers to prepare your report and to improve the questions. Only those read them who review interviews on this site or look after it. Your contact details are shown only to those among them who need them.

        # Your rights

        On the page of your report, and by the link with which you continue your interview, you can download everything that we store about you, and erase all of it. You can withdraw your consent at any time by erasing the interview. This does not change what was done before.
        """;

    private const string Russian =
        """
        - Мы храним ваши ответы, то, что мы из них поняли, и подготовленный отчёт, чтобы вы могли к ним вернуться.
        - Имя, электронную почту и телефон мы спрашиваем только в конце. Почта и телефон необязательны, а все контактные данные хранятся в зашифрованном виде.
        - Мы храним ответы и отчёт ({answers_period}), незаконченную беседу ({unfinished_period}) и контактные данные ({contact_period}).
        - Их читают только эксперты и администраторы этого сайта. Мы не продаём данные и не используем их для рекламы.
        - В любой момент вы можете скачать или удалить всё, что мы о вас храним.
        ---
        # Что мы храним

        - Язык беседы, вопросы, ваши ответы и их изменения, их время и то, что мы из них поняли.
        - Отчёт, а также вашу оценку и отзыв, если вы их оставите.
        - Имя, адрес электронной почты и номер телефона, если вы их оставите. В базе данных они зашифрованы.
        - Если вы отвечаете голосом – запись и её текст, который вы подтвердили.
        - Cookie, по которому этот браузер узнаёт вашу беседу. Других cookie, слежки и рекламы здесь нет.

        # Как долго

        - Ответы и отчёт: {answers_period}
        - Незаконченная беседа: {unfinished_period}
        - Контактные данные: {contact_period}
        - Записи голоса: {audio_period}
        - Копии отправленных вам писем: {mail_period}

        Дни считаются со дня подготовки отчёта, для незаконченной беседы – с последнего действия, для записей и писем – с их создания. После этого данные удаляются; остаются только цифры, по которым вас никто не узнает.

        # Для чего и кто читает

        Ответы нужны, чтобы подготовить ваш отчёт и улучшить вопросы. Их читают только те, кто на этом сайте оценивает беседы или следит за его работой. Ваши контактные данные видят лишь те из них, кому они нужны.

        # Ваши права

        На странице отчёта и по ссылке, с помощью которой вы продолжаете беседу, можно скачать всё, что мы о вас храним, и всё удалить. Согласие можно отозвать в любой момент – для этого удалите беседу. На то, что было сделано раньше, это не влияет.
        """;
}
