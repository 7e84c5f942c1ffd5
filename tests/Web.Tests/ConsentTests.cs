using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

/// <summary>What respondents agree to before the first question.</summary>
public class ConsentTests
{
    [TestCase("lt", "Saugome jūsų atsakymus", "Pažymėkite, kad sutinkate, kitaip pokalbio pradėti negalime")]
    [TestCase("en", "We store your answers", "Tick that you agree, or the interview cannot start")]
    [TestCase("ru", "Мы храним ваши ответы", "Отметьте, что вы согласны: иначе беседу начать нельзя")]
    public async Task Nothing_starts_without_agreement(string language, string point, string error)
    {
        using var respondent = SharedApp.App.NewRespondent(language);
        await respondent.OpenAsync($"/?lang={language}");
        var box = respondent.Page.Document.QuerySelector("#agreed")!;
        box.HasAttribute("checked").ShouldBeFalse("it is not ticked before");
        respondent.Page.Text(".consent-points").ShouldContain(point);
        respondent.Page.Text(".consent-points").ShouldContain("730");
        respondent.Page.Body.ShouldNotContain("_period}");
        var form = respondent.Page.Form().With("Language", language);

        await respondent.SubmitAsync(form);

        respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        respondent.Page.ErrorSummary.ShouldBe([(error, "#agreed")]);
        var submission = Guid.Parse(form["SubmissionId"]!);
        (await SharedApp.App.ReadAsync(db => db.Sessions.AnyAsync(session => session.StartSubmissionId == submission))).ShouldBeFalse();

        // What was ticked stays ticked where something else is wrong.
        await respondent.SubmitAsync(respondent.Page.Form().With("Language", "xx").With("Agreed", "true"));
        respondent.Page.Document.QuerySelector("#agreed")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Test]
    public async Task An_interview_keeps_what_was_agreed_to_and_when()
    {
        using var respondent = SharedApp.App.NewRespondent();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        await respondent.StartAsync("en");

        var stored = await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == respondent.SessionId));
        stored.ConsentVersion.ShouldBe(1);
        stored.ConsentedAt!.Value.ShouldBeInRange(before, DateTimeOffset.UtcNow.AddSeconds(1));
    }

    [Test]
    public async Task Every_version_can_be_read()
    {
        using var respondent = SharedApp.App.NewRespondent();

        foreach (var (language, title) in new[] { ("lt", "Jūsų teisės"), ("en", "Your rights"), ("ru", "Ваши права") })
            (await respondent.OpenAsync($"/consent/1?lang={language}")).Body.ShouldContain(title);
        (await respondent.OpenAsync("/consent?lang=en")).Body.ShouldContain("Your rights");
        (await respondent.OpenAsync("/consent/999")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Programs_read_the_text_and_may_say_that_it_was_agreed_to()
    {
        using var program = SharedApp.App.NewProgram();

        var consent = await program.ReadAsync("consent?language=en");
        consent.Json["version"]!.GetValue<int>().ShouldBe(1);
        consent.Json["text"]!.GetValue<string>().ShouldContain("Your rights");
        JsonShape.Of(consent.Text).ShouldBe("{version: number, language: string, points: string, text: string, published_at: time}");
        (await program.ReadAsync("consent?language=de")).Errors.Keys.ShouldBe(["language"]);

        var started = await program.SendAsync("session/start", new { language = "en", consent_version = 1 });
        var id = started.Json["session_id"]!.GetValue<Guid>();
        (await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == id))).ConsentVersion.ShouldBe(1);
        var silent = (await program.SendAsync("session/start")).Json["session_id"]!.GetValue<Guid>();
        (await SharedApp.App.ReadAsync(db => db.Sessions.SingleAsync(session => session.Id == silent))).ConsentVersion.ShouldBeNull();
        (await program.SendAsync("session/start", new { consent_version = 77 })).Errors.Keys.ShouldBe(["consent_version"]);
    }

    [Test]
    public async Task A_new_version_holds_for_those_who_start_after_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        app.StartServer();
        using var early = app.NewRespondent();
        var link = await early.MakeLinkAsync("en");
        using var reading = app.NewRespondent();
        await reading.OpenAsync("/?lang=en");
        using var administrator = await app.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync("/admin/consent");
        var form = administrator.Page.Form(".card");
        form["En"]!.ShouldContain("{answers_period}");
        var changed = form.With("En", "- We keep it for {answers_days} days.\n---\n### New").With("Lt", "- Saugome {answers_days} d.").With("Ru", "");

        (await administrator.SubmitAsync(changed)).Status.ShouldBe(HttpStatusCode.BadRequest);
        administrator.Page.ErrorSummary.ShouldBe([("Write the Russian text; all three languages are needed.", "#Ru")]);
        await administrator.PostAsync("/admin/consent?handler=Preview", changed.With("Ru", "- {answers_days} дн.").Content()).ContinueWith(reply => reply.Result.Body.ShouldContain("We keep it for 730 days."), TaskScheduler.Default);
        await administrator.SubmitAsync(administrator.Page.Form(".card").With("Ru", "- {answers_days} дн."));
        administrator.Page.Body.ShouldContain("Version 2 is published");
        (await administrator.PostAsync("/admin/consent", changed.With("Ru", "- другое").Content())).Status.ShouldBe(HttpStatusCode.Conflict);

        await reading.SubmitAsync(reading.Page.Form().With("Language", "en").With("Agreed", "true"));
        reading.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        reading.Page.ErrorSummary.ShouldBe([("The text has changed meanwhile. Read it and tick that you agree", "#agreed")]);
        reading.Page.Document.QuerySelector("#agreed")!.HasAttribute("checked").ShouldBeFalse();
        await reading.SubmitAsync(reading.Page.Form().With("Language", "en").With("Agreed", "true"));
        reading.Page.Status.ShouldBe(HttpStatusCode.OK);

        await early.OpenAsync(early.InterviewPath);
        await early.AnswerAsync("Rest.");
        (await app.ReadAsync(db => db.Sessions.OrderBy(session => session.CreatedAt).Select(session => session.ConsentVersion).ToListAsync())).ShouldBe([1, 2]);
        using var elsewhere = app.NewRespondent();
        (await elsewhere.OpenAsync(link)).Document.QuerySelector("main a[href^='/consent/1']").ShouldNotBeNull();
        (await elsewhere.OpenAsync("/consent/1?lang=en")).Body.ShouldContain("This is an earlier version");
        (await app.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "consent.published"))).ShouldBe(1);
        using var author = await app.NewStaffAsync(Roles.Author);
        (await author.OpenAsync("/admin/consent")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
