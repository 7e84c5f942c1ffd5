using System.Net;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests;

public class LanguageTests
{
    [TestCase("", "lt", "lt")]
    [TestCase("", "ru-RU,ru;q=0.9,en;q=0.8", "ru")]
    [TestCase("", "de,lt;q=0.5,en;q=0.3", "lt")]
    [TestCase("", "de", "en")]
    [TestCase("", "*", "en")]
    [TestCase("", "xx-invalid-☃", "en")]
    [TestCase("?lang=lt", "ru", "lt")]
    [TestCase("?lang=RU", "en", "ru")]
    [TestCase("?lang=de", "ru", "ru")]
    [TestCase("?lang=%27%22%3E%3Cscript%3E", "lt", "lt")]
    public async Task The_start_page_speaks_the_language_that_is_asked_for(string query, string accepted, string spoken)
    {
        using var respondent = SharedApp.App.NewRespondent();
        respondent.Headers.TryAddWithoutValidation("Accept-Language", accepted);

        var page = await respondent.OpenAsync("/" + query);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Language.ShouldBe(spoken);
        page.Form()["Language"].ShouldBe(spoken);
        page.Text("[aria-current]").ShouldStartWith(spoken.ToUpperInvariant());
    }

    [TestCase("lt", "Šio puslapio čia nėra – arba jis priklauso kitai naršyklei", "Ši forma paseno", "Šios užklausos nesupratome")]
    [TestCase("en", "This page is not here – or it belongs to another browser", "This form has gone stale", "We could not understand this request")]
    [TestCase("ru", "Этой страницы здесь нет – или она открыта в другом браузере", "Эта форма устарела", "Мы не смогли разобрать этот запрос")]
    public async Task Errors_are_told_in_the_language_of_the_browser(string language, string notFound, string stale, string badRequest)
    {
        using var respondent = SharedApp.App.NewRespondent(language);

        (await respondent.OpenAsync("/nothing")).Title.ShouldBe(notFound);
        respondent.Page.Language.ShouldBe(language);
        (await respondent.PostAsync("/", new FormUrlEncodedContent([]))).Title.ShouldBe(stale);
        (await respondent.SendAsync(new HttpRequestMessage(HttpMethod.Trace, "/"))).Title.ShouldBe(badRequest);
    }

    [Test]
    public async Task An_interview_keeps_its_language_whatever_the_browser_asks_for()
    {
        using var respondent = SharedApp.App.NewRespondent("en");
        await respondent.StartAsync("lt");

        (await respondent.OpenAsync(respondent.QuestionPath(1) + "?lang=ru")).Language.ShouldBe("lt");
        respondent.Page.Text("button[value=dont-know]").ShouldBe("Nežinau");
    }
}
