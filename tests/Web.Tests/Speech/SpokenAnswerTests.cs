using System.Net;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Speech;

/// <summary>What the script of the question page and of the report asks of the server, and what those pages allow it.</summary>
public class SpokenAnswerTests
{
    private SpeechApp _speech = null!;
    private Uri _address = null!;
    private Respondent _respondent = null!;

    private string Recordings => $"/interview/{_respondent.SessionId}/recordings";

    [OneTimeSetUp]
    public async Task Listen()
    {
        _speech = await SpeechApp.StartAsync();
        // Over http, where cookies are not marked as secure.
        _speech.App.UseKestrel(0);
        _speech.App.StartServer();
        _address = new Uri(_speech.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    [OneTimeTearDown]
    public async Task Close() => await _speech.DisposeAsync();

    [SetUp]
    public async Task Start()
    {
        _respondent = NewRespondent();
        await _respondent.StartAsync("en");
        _speech.Service.Say(SpeechReply.Words("Rad, large."));
        _speech.Service.Forget();
    }

    [TearDown]
    public void Leave() => _respondent.Dispose();

    [Test]
    public async Task Where_a_service_is_configured_questions_and_the_report_may_use_the_microphone_and_nothing_else()
    {
        var question = _respondent.Page;
        await _respondent.AnswerToTheEndAsync();
        var check = _respondent.Page;
        var report = await _respondent.LeaveContactAsync("Ona");

        foreach (var page in (HtmlPage[])[question, report])
        {
            page.Has("[data-speak]").ShouldBeTrue(page.Address.AbsolutePath);
            page.Document.QuerySelector("[data-speak]")!.HasAttribute("hidden").ShouldBeTrue("nothing is offered without the script");
            page.Headers.GetValues("Permissions-Policy").Single().ShouldContain("microphone=self");
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("media-src blob:");
        }
        foreach (var page in (HtmlPage[])[check, await _respondent.GetAsync("/")])
        {
            page.Has("[data-speak]").ShouldBeFalse();
            page.Headers.GetValues("Permissions-Policy").Single().ShouldContain("microphone=()");
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("media-src");
        }
    }

    [Test]
    public async Task Without_one_there_is_nothing_but_typing()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");

        respondent.Page.Has("[data-speak], script[src*=speak], link[href*=speak]").ShouldBeFalse();
        respondent.Page.Headers.GetValues("Permissions-Policy").Single().ShouldContain("microphone=()");
        var refused = await respondent.SendAsync(Upload(respondent, Sounds.Wav(1)));
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        JsonNode.Parse(refused.Body)!["problem"]!.GetValue<string>().ShouldBe("NotOffered");
    }

    [Test]
    public async Task A_recording_goes_through_its_stages_and_into_the_answer()
    {
        var stored = Json(await _respondent.SendAsync(Upload(_respondent, Sounds.Wav(60))));
        stored["stage"]!.GetValue<string>().ShouldBe("Stored");
        var id = stored["id"]!.GetValue<string>();

        await _speech.WorkAsync(_respondent.SessionId);
        var ready = Json(await _respondent.GetAsync($"{Recordings}/{id}"));
        (ready["stage"]!.GetValue<string>(), ready["transcript"]!.GetValue<string>(), ready["unsure"]!.GetValue<bool>()).ShouldBe(("Ready", "Rad, large.", false));

        // Loaded again, the page still knows of it.
        await _respondent.OpenAsync(_respondent.QuestionPath(1));
        JsonNode.Parse(_respondent.Page.Document.QuerySelector("[data-speak]")!.GetAttribute("data-unused")!)!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(id);
        await _respondent.SubmitAsync(_respondent.Page.Form().With("Answer", "Red, large.").With("Recordings", id).With("Intent", "answer"));

        _respondent.Reply.IsRedirect.ShouldBeTrue();
        var transcript = (await _speech.TranscriptsAsync(_respondent.SessionId)).ShouldHaveSingleItem();
        (transcript.OriginalText, transcript.ConfirmedText).ShouldBe(("Rad, large.", "Red, large."));
        (await _speech.SoundsAsync(_respondent.SessionId)).ShouldBe(0);
    }

    [Test]
    public async Task A_comment_is_spoken_on_the_report()
    {
        await _respondent.ReachReportAsync("en");
        var id = Json(await _respondent.SendAsync(Upload(_respondent, Sounds.Wav(2), "Feedback")))["id"]!.GetValue<string>();
        await _speech.WorkAsync(_respondent.SessionId);

        await _respondent.SubmitAsync(_respondent.Page.Form().With("Rating", "5").With("Comment", "Good.").With("Recordings", id));

        (await _speech.TranscriptsAsync(_respondent.SessionId)).ShouldHaveSingleItem().ConfirmedText.ShouldBe("Good.");
        _respondent.Page.Has("[data-speak]").ShouldBeFalse("feedback is left once");
    }

    [Test]
    public async Task Without_its_token_nothing_is_taken()
    {
        using var request = Upload(_respondent, Sounds.Wav(1));
        request.Headers.Remove("RequestVerificationToken");

        (await _respondent.SendAsync(request)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _speech.SoundsAsync(_respondent.SessionId)).ShouldBe(0);
    }

    [Test]
    public async Task A_failure_is_told_and_tried_again_or_deleted()
    {
        _speech.Service.Say(SpeechReply.Error(503));
        var id = Json(await _respondent.SendAsync(Upload(_respondent, Sounds.Wav(2))))["id"]!.GetValue<string>();
        await _speech.WorkAsync(_respondent.SessionId);
        var failed = Json(await _respondent.GetAsync($"{Recordings}/{id}"));
        (failed["stage"]!.GetValue<string>(), failed["problem"]!.GetValue<string>()).ShouldBe(("Failed", "ServiceAway"));

        _speech.Service.Say(SpeechReply.Words("Now."));
        Json(await _respondent.SendAsync(Post(_respondent, $"{Recordings}/{id}?handler=again")))["stage"]!.GetValue<string>().ShouldBe("Stored");
        await _speech.WorkAsync(_respondent.SessionId);
        Json(await _respondent.GetAsync($"{Recordings}/{id}"))["transcript"]!.GetValue<string>().ShouldBe("Now.");

        (await _respondent.SendAsync(Post(_respondent, $"{Recordings}/{id}?handler=drop"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _respondent.GetAsync($"{Recordings}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _speech.TranscriptsAsync(_respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task What_cannot_be_taken_is_said_by_name()
    {
        await ExpectAsync("a text that calls itself webm"u8.ToArray(), HttpStatusCode.UnsupportedMediaType, "UnknownKind");
        await ExpectAsync([], HttpStatusCode.BadRequest, "Empty");
        await ExpectAsync(Sounds.Wav(190), HttpStatusCode.BadRequest, "TooLong");
        await ExpectAsync(new byte[Recording.MaxBytes + 1000], HttpStatusCode.RequestEntityTooLarge, "TooLarge");
        await ExpectAsync(new byte[Recording.MaxBytes + (100 * 1024)], HttpStatusCode.RequestEntityTooLarge, "TooLarge");
        (await _speech.SoundsAsync(_respondent.SessionId)).ShouldBe(0);

        async Task ExpectAsync(byte[] audio, HttpStatusCode status, string problem)
        {
            using var upload = Upload(_respondent, audio);
            // The server may refuse it before it has read it all.
            upload.Headers.ExpectContinue = true;
            var refused = await _respondent.SendAsync(upload);
            refused.Status.ShouldBe(status, problem);
            JsonNode.Parse(refused.Body)!["problem"]!.GetValue<string>().ShouldBe(problem);
        }
    }

    [Test]
    public async Task Others_find_nothing()
    {
        var id = Json(await _respondent.SendAsync(Upload(_respondent, Sounds.Wav(1))))["id"]!.GetValue<string>();
        using var stranger = NewRespondent();
        await stranger.StartAsync("en");

        (await stranger.GetAsync($"{Recordings}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/interview/{stranger.SessionId}/recordings/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.SendAsync(Post(stranger, $"{Recordings}/{id}?handler=drop"))).Status.ShouldBe(HttpStatusCode.NotFound);
        using var upload = Upload(stranger, Sounds.Wav(1));
        upload.RequestUri = new Uri(Recordings, UriKind.Relative);
        (await stranger.SendAsync(upload)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _speech.App.ReadAsync(db => db.Recordings.CountAsync(recording => recording.SessionId == _respondent.SessionId))).ShouldBe(1);
    }

    [Test]
    public async Task Too_many_at_once_are_asked_to_wait()
    {
        await using var limited = await SpeechApp.StartAsync(("RateLimits:RecordingsPerMinute", "1"));
        using var respondent = limited.App.NewRespondent();
        await respondent.StartAsync("en");

        (await respondent.SendAsync(Upload(respondent, Sounds.Wav(1)))).Status.ShouldBe(HttpStatusCode.OK);
        (await respondent.SendAsync(Upload(respondent, Sounds.Wav(1)))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static JsonNode Json(HtmlPage reply)
    {
        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Body);
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return JsonNode.Parse(reply.Body)!;
    }

    private static HttpRequestMessage Upload(Respondent respondent, byte[] audio, string purpose = "Answer")
    {
        var request = Post(respondent, $"/interview/{respondent.SessionId}/recordings");
        request.Content = SpeechApp.Form(respondent.Page.Form(), audio, purpose);
        return request;
    }

    private static HttpRequestMessage Post(Respondent respondent, string path) =>
        new(HttpMethod.Post, path) { Headers = { { "RequestVerificationToken", respondent.Page.Form()[HtmlForm.TokenField] } } };

    private Respondent NewRespondent() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, _address);
}
