using System.IO.Compression;
using System.Net;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

/// <summary>Respondents download and erase what is stored of them, in any browser and without a script; programs do so with the session's token.</summary>
public class PersonalDataTests
{
    [TestCase("lt", "Jūsų duomenys", "Ištrinti šį pokalbį?", "Pokalbis ištrintas", "Šis pokalbis ištrintas")]
    [TestCase("en", "Your data", "Erase this interview?", "The interview is erased", "This interview was erased")]
    [TestCase("ru", "Ваши данные", "Удалить это интервью?", "Интервью удалено", "Это интервью удалено")]
    public async Task A_respondent_downloads_everything_and_erases_it_from_the_report(string language, string title, string question, string goodbye, string gone)
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.ReachReportAsync(language, "ZXPAGE words");
        var report = respondent.ReportPath;

        await respondent.OpenAsync(respondent.Page.Document.QuerySelector("main a[href$='/data']")!.GetAttribute("href")!);
        (respondent.Page.Title, respondent.Page.Language).ShouldBe((title, language));
        respondent.Page.Body.ShouldContain("Ona");
        respondent.Page.Body.ShouldContain(SessionReference.Of(respondent.SessionId));
        var file = (await respondent.GetAsync($"/interview/{respondent.SessionId}/data/download")).Response.Content;
        file.Headers.ContentType!.ToString().ShouldBe("application/zip");
        file.Headers.ContentDisposition!.FileName.ShouldBe($"interview-{SessionReference.Of(respondent.SessionId)}.zip");
        using (var archive = new ZipArchive(await file.ReadAsStreamAsync()))
        {
            using var reader = new StreamReader(archive.GetEntry("interview.json")!.Open());
            (await reader.ReadToEndAsync()).ShouldContain("ZXPAGE words");
        }

        await respondent.OpenAsync(respondent.Page.Document.QuerySelector("main a[href$='/erase']")!.GetAttribute("href")!);
        respondent.Page.Title.ShouldBe(question);
        var form = respondent.Page.Form();
        await respondent.SubmitAsync(form);
        (respondent.Page.Status, respondent.Page.Title, respondent.Page.Language).ShouldBe((HttpStatusCode.OK, goodbye, language));
        ShouldTellTheBrowser();

        // The same form once more, the old address, and another browser.
        await respondent.SubmitAsync(form);
        (respondent.Page.Status, respondent.Page.Title, respondent.Page.Language).ShouldBe((HttpStatusCode.Gone, gone, language));
        ShouldTellTheBrowser();
        (await respondent.OpenAsync(report)).Status.ShouldBe(HttpStatusCode.Gone);
        using var other = SharedApp.App.NewRespondent("en");
        (await other.OpenAsync($"/interview/{respondent.SessionId}/data")).Title.ShouldBe(gone);
        (await respondent.OpenAsync("/")).Body.ShouldNotContain(respondent.SessionId.ToString());

        // It drops what was typed and never sent.
        void ShouldTellTheBrowser() => respondent.Page.Document.QuerySelector("[data-erased]")!.GetAttribute("data-erased").ShouldBe(respondent.SessionId.ToString());
    }

    [Test]
    public async Task Every_page_of_an_interview_leads_to_it_and_so_does_a_resume_link()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        foreach (var path in new[] { respondent.InterviewPath, respondent.CheckPath, respondent.SavePath, $"/interview/{respondent.SessionId}/data" })
            (await respondent.OpenAsync(path)).Has($"footer a[href='/interview/{respondent.SessionId}/data']").ShouldBeTrue(path);
        (await respondent.OpenAsync("/")).Has("footer a").ShouldBeFalse();
        var link = await respondent.MakeLinkAsync("en");

        using var other = SharedApp.App.NewRespondent();
        await other.OpenAsync(link);
        await other.SubmitAsync(other.Page.Form().With("To", "data"));
        other.Page.Address.AbsolutePath.ShouldBe($"/interview/{respondent.SessionId}/data");
        await other.OpenAsync($"/interview/{respondent.SessionId}/erase");
        await other.SubmitAsync(other.Page.Form());

        other.Page.Address.AbsolutePath.ShouldBe("/erased");
        var gone = await other.OpenAsync(link);
        (gone.Status, gone.Title).ShouldBe((HttpStatusCode.Gone, "This interview was erased"));
    }

    [Test]
    public async Task It_is_hidden_from_others_and_a_form_from_elsewhere_erases_nothing()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        using var other = SharedApp.App.NewRespondent();
        await other.StartAsync("en");
        foreach (var part in new[] { "data", "data/download", "erase" })
            (await other.GetAsync($"/interview/{respondent.SessionId}/{part}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await other.OpenAsync($"/interview/{other.SessionId}/erase");
        var form = other.Page.Form();
        (await other.PostAsync($"/interview/{respondent.SessionId}/erase", form.Content())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await respondent.PostAsync($"/interview/{respondent.SessionId}/erase", new FormUrlEncodedContent([]))).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await SharedApp.App.ReadAsync(db => db.Sessions.CountAsync(session => session.Id == respondent.SessionId))).ShouldBe(1);
    }

    [Test]
    public async Task Programs_need_the_token_and_are_told_afterwards()
    {
        using var anybody = SharedApp.App.NewProgram();
        var started = (await anybody.SendAsync("session/start")).Json;
        var path = $"session/{started["session_id"]!.GetValue<string>()}";
        using var holder = SharedApp.App.NewProgram(token: started["session_token"]!.GetValue<string>());

        (await anybody.ReadAsync($"{path}/data")).Problem(HttpStatusCode.NotFound);
        (await anybody.CallAsync(HttpMethod.Delete, $"{path}/data", content: null)).Problem(HttpStatusCode.NotFound);
        (await holder.ReadAsync($"{path}/data")).ContentHeaders.ContentType!.ToString().ShouldBe("application/zip");
        var erased = await holder.CallAsync(HttpMethod.Delete, $"{path}/data", content: null);
        (erased.Status, erased.Json["success"]!.GetValue<bool>()).ShouldBe((HttpStatusCode.OK, true));

        foreach (var call in new[] { await holder.CallAsync(HttpMethod.Delete, $"{path}/data", content: null), await holder.ReadAsync($"{path}/state"), await anybody.ReadAsync($"{path}/results") })
        {
            call.Problem(HttpStatusCode.Gone);
            call.Json["erased_at"]!.GetValue<DateTime>().ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(5));
        }
    }
}
