using System.Net;
using System.Text;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>Limits that the real server keeps.</summary>
public class RequestSizeTests
{
    private AgentBrainApp _app = null!;
    private Uri _address = null!;

    [OneTimeSetUp]
    public void Listen()
    {
        _app = new AgentBrainApp(SharedApp.Database.ConnectionString) { EnvironmentName = "Development" };
        _app.UseKestrel(0);
        _app.StartServer();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    [OneTimeTearDown]
    public async Task Close() => await _app.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_request_of_more_than_64_kB_is_too_large(bool chunked)
    {
        using var respondent = NewRespondent();
        await respondent.StartAsync("en");
        var form = respondent.Page.Form().With("Intent", "answer");

        using var tooLarge = new HttpRequestMessage(HttpMethod.Post, respondent.QuestionPath(1));
        tooLarge.Content = form.With("Answer", new string('x', 64 * 1024)).Content();
        tooLarge.Headers.TransferEncodingChunked = chunked;
        var refused = await respondent.SendAsync(tooLarge);
        refused.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        refused.Title.ShouldBe("That was too much text at once");
        refused.ErrorSummary.ShouldBeEmpty();

        var tooLong = await respondent.PostAsync(respondent.QuestionPath(1), form.With("Answer", new string('x', 60 * 1024)).Content());
        tooLong.Status.ShouldBe(HttpStatusCode.BadRequest);
        tooLong.ErrorSummary.ShouldHaveSingleItem().Target.ShouldBe("#answer");
        (await _app.AnswersAsync(respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_form_of_very_many_fields_is_refused()
    {
        using var respondent = NewRespondent();
        await respondent.StartAsync("en");
        var form = respondent.Page.Form().With("Choices", [.. Enumerable.Repeat("x", 1000)]);

        var refused = await respondent.PostAsync(respondent.QuestionPath(1), form.Content());

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.ErrorSummary.ShouldBeEmpty();
        (await _app.AnswersAsync(respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_form_in_parts_is_read_like_any_other()
    {
        using var respondent = NewRespondent();
        await respondent.StartAsync("en");
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in respondent.Page.Form().With("Answer", "Rest.").With("Intent", "answer").Fields)
            parts.Add(new StringContent(value, Encoding.UTF8), name);

        (await respondent.PostAsync(respondent.QuestionPath(1), parts)).IsRedirect.ShouldBeTrue();
        (await _app.AnswersAsync(respondent.SessionId)).ShouldBe(["Rest."]);
    }

    [Test]
    public async Task The_server_does_not_name_itself()
    {
        using var respondent = NewRespondent();

        (await respondent.OpenAsync("/")).Headers.Contains("Server").ShouldBeFalse();
    }

    private Respondent NewRespondent() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, _address);
}
