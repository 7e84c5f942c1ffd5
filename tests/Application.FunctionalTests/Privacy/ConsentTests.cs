using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Privacy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>What respondents agree to says how long what is kept, and is kept to.</summary>
public sealed class ConsentTests : CanaryTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task What_is_kept_without_a_limit_is_told_to_be_kept_until_it_is_erased()
    {
        await SetAsync((RetentionKind.ContactDetails, null), (RetentionKind.Answers, null), (RetentionKind.Audio, 30), (RetentionKind.Mail, 1));

        (await SendAsync(new EnsureConsentPublished())).ShouldBeTrue();

        var text = (await QueryAsync(db => db.ConsentTexts.SingleAsync())).Text;
        text.En.ShouldNotBeNull().ShouldContain("your answers and your report (until you erase it), an interview that you do not finish (until you erase it) and your contact details (until you erase it)");
        text.En.ShouldContain("Recordings: 30 days");
        text.En.ShouldContain("messages that we sent you: 1 day\n");
        text.Lt.ShouldNotBeNull().ShouldContain("atsakymus ir ataskaitą (kol patys ištrinsite)");
        text.Lt.ShouldContain("Balso įrašus: 30 d.");
        text.Ru.ShouldNotBeNull().ShouldContain("ответы и отчёт (пока вы сами не удалите)");
        text.Ru.ShouldContain("Записи голоса: 30 дн.");
        foreach (var written in new[] { text.Lt, text.En, text.Ru })
        {
            written.ShouldNotContain("730");
            written.ShouldNotContain("{");
        }
    }

    [Test]
    public async Task A_number_of_a_period_without_a_limit_is_refused_and_its_words_are_not()
    {
        await SetAsync((RetentionKind.Answers, null), (RetentionKind.Mail, 7));
        AsStaff(Roles.Administrator);
        var draft = new PublishConsent("Laiškai {mail_days} d.", "Answers {answers_days} days", "Письма {mail_period}", 0);

        (await Should.ThrowAsync<ValidationException>(() => SendAsync(draft))).Errors.ShouldHaveSingleItem().ErrorMessage
            .ShouldBe("{answers_days} has no limit at present: write {answers_period}, which says so.");
        (await Should.ThrowAsync<ValidationException>(() => SendAsync(draft with { En = "{other_period}" }))).Errors.ShouldHaveSingleItem();

        var published = await SendAsync(draft with { En = "Answers: {answers_period}" });
        (published.Text.Lt, published.Text.En, published.Text.Ru).ShouldBe(("Laiškai 7 d.", "Answers: until you erase it", "Письма 7 дн."));
    }

    [Test]
    public async Task A_longer_period_does_not_hold_for_those_who_agreed_to_a_shorter_one()
    {
        await SetAsync((RetentionKind.Answers, 10), (RetentionKind.ContactDetails, 5), (RetentionKind.Unfinished, 3), (RetentionKind.Audio, 2), (RetentionKind.Mail, 2));
        await SendAsync(new EnsureConsentPublished());
        var agreed = await EverythingAsync();
        var holder = Respondent;
        var unfinished = await StartAsync();
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE sessions SET consent_version = 1, consented_at = now()"));
        var silent = await EverythingAsync();
        AsStaff(Roles.Administrator);
        var before = (await SendAsync(new GetRetention())).Periods.ToDictionary(period => period.Kind, period => period.Days);
        await SendAsync(new SaveRetention { Before = before, Days = new Dictionary<RetentionKind, int?> { [RetentionKind.Answers] = 100, [RetentionKind.ContactDetails] = null, [RetentionKind.Unfinished] = 50 } });

        (await SendAsync(new GetRetention())).ToldOtherwise.ShouldBe(
            [new PeriodView(RetentionKind.ContactDetails, 5), new PeriodView(RetentionKind.Answers, 10), new PeriodView(RetentionKind.Unfinished, 3)], ignoreOrder: true);
        AsRespondent(holder);
        var own = await SendAsync(new GetOwnData(agreed));
        (own.ContactDays, own.InterviewDays).ShouldBe((5, 10));
        Clock.Advance(TimeSpan.FromDays(11));
        var due = await SendAsync(new PreviewRetention());
        due.Counts.Where(count => count.Count > 0 && count.Kind is RetentionKind.Answers or RetentionKind.Unfinished or RetentionKind.ContactDetails)
            .Select(count => (count.Kind, count.Count)).ShouldBe([(RetentionKind.ContactDetails, 1), (RetentionKind.Answers, 1), (RetentionKind.Unfinished, 1)], ignoreOrder: true);
        (await SendAsync(new PreviewRetention { Kind = RetentionKind.Answers })).Due.Items.ShouldHaveSingleItem().SessionId.ShouldBe(agreed);
        await ApplyRetentionAsync();

        (await QueryAsync(db => db.ErasedInterviews.Select(erased => erased.SessionId).ToListAsync())).ShouldBe([agreed, unfinished], ignoreOrder: true);
        (await SessionAsync(silent)).ContactSealed.ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromDays(90));
        await ApplyRetentionAsync();
        (await CountAsync<ErasedInterview>()).ShouldBe(3);
    }

    private static Task SetAsync(params (RetentionKind Kind, int? Days)[] periods) =>
        AddAsync([.. periods.Select(period => RetentionPeriod.Of(period.Kind, period.Days, Clock.GetUtcNow()))]);
}
