using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace AgentBrain.Web.Tests.Support;

/// <summary>
/// Somebody with a browser of their own: keeps cookies, sends forms with their hidden fields, follows redirects after a form. What they do
/// starts from the page that they look at.
/// </summary>
public sealed class Respondent : IDisposable
{
    private readonly HttpClient _browser;

    public Respondent(HttpMessageHandler transport, Uri address)
    {
        _browser = new HttpClient(new CookieContainerHandler(Cookies) { InnerHandler = transport }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpRequestHeaders Headers => _browser.DefaultRequestHeaders;

    /// <summary>The page that they look at.</summary>
    public HtmlPage Page { get; private set; } = null!;

    /// <summary>What the server said to the last form, before any redirect.</summary>
    public HtmlPage Reply { get; private set; } = null!;

    public Guid SessionId { get; private set; }

    /// <summary>Leads to wherever the interview stands.</summary>
    public string InterviewPath => $"/interview/{SessionId}";

    public string CheckPath => $"/interview/{SessionId}/check";

    public string ContactPath => $"/interview/{SessionId}/contact";

    public string ReportPath => $"/interview/{SessionId}/report";

    public string SavePath => $"/interview/{SessionId}/save";

    public string QuestionPath(int number) => $"/interview/{SessionId}/{number}";

    public string FactPath(string slotKey) => $"/interview/{SessionId}/facts/{slotKey}";

    public async Task<HtmlPage> OpenAsync(string path)
    {
        Page = await FollowAsync(await GetAsync(path));
        return Page;
    }

    /// <summary>One request, no redirect followed.</summary>
    public async Task<HtmlPage> GetAsync(string path) => await HtmlPage.ReadAsync(await _browser.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    public async Task<HtmlPage> SendAsync(HttpRequestMessage request) => await HtmlPage.ReadAsync(await _browser.SendAsync(request));

    public async Task<HtmlPage> PostAsync(string path, HttpContent content) => await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });

    /// <summary>Sends a form and looks at what comes of it.</summary>
    public async Task<HtmlPage> SubmitAsync(HtmlForm form)
    {
        Reply = await PostAsync(form.Action.Length > 0 ? form.Action : Page.Address.ToString(), form.Content());
        Page = await FollowAsync(Reply);
        return Page;
    }

    public async Task<HtmlPage> StartAsync(string language)
    {
        await OpenAsync("/");
        await SubmitAsync(Page.Form().With("Language", language).With("Agreed", "true"));
        SessionId = Guid.Parse(Page.Address.Segments[2].TrimEnd('/'));
        return Page;
    }

    /// <summary>Answers with words, with options, or with both.</summary>
    public Task<HtmlPage> AnswerAsync(string text, params string[] choices) =>
        SubmitAsync(Page.Form().With("Answer", text).With("Choices", choices).With("Intent", "answer"));

    public Task<HtmlPage> DeclineAsync() => SubmitAsync(Page.Form().With("Intent", "dont-know"));

    /// <summary>Answers whatever is asked, by words, options and "I don't know" in turn, until nothing more is asked.</summary>
    public async Task<HtmlPage> AnswerToTheEndAsync(string words = "")
    {
        for (var turn = 0; Page.Has("[name=QuestionId]"); turn++)
        {
            turn.ShouldBeLessThan(20, "the interview has no end");
            var options = Page.Document.QuerySelectorAll("[name=Choices]").Select(box => box.GetAttribute("value")!).ToList();
            if (turn % 4 == 3)
                await DeclineAsync();
            else if (options.Count > 1 && turn % 2 == 0)
                await AnswerAsync(words, options[0], options[^1]);
            else
                await AnswerAsync(words.Length > 0 ? words : "Du žodžiai, two words, два слова.");
        }
        return Page;
    }

    public async Task<HtmlPage> LeaveContactAsync(string name, string email = "", string phone = "")
    {
        if (!Page.Has("#name"))
            await OpenAsync(Page.Document.QuerySelector("a[href$='/contact']")?.GetAttribute("href") ?? ContactPath);
        return await SubmitAsync(Page.Form().With("Name", name).With("Email", email).With("Phone", phone));
    }

    public Task<HtmlPage> LeaveFeedbackAsync(string rating, string comment = "") =>
        SubmitAsync(Page.Form().With("Rating", rating).With("Comment", comment));

    public async Task<HtmlPage> ReachContactAsync(string language, string words = "")
    {
        await StartAsync(language);
        await AnswerToTheEndAsync(words);
        return await OpenAsync(ContactPath);
    }

    public async Task<HtmlPage> ReachReportAsync(string language, string words = "")
    {
        await ReachContactAsync(language, words);
        return await LeaveContactAsync("Ona");
    }

    public async Task<HtmlPage> ReachSaveAsync(string language)
    {
        await StartAsync(language);
        return await OpenAsync(SavePath);
    }

    /// <summary>Starts an interview where none is started, and makes a link to it.</summary>
    public async Task<string> MakeLinkAsync(string language)
    {
        if (SessionId == Guid.Empty)
            await StartAsync(language);
        await OpenAsync(SavePath);
        await SubmitAsync(Page.Form());
        return Page.Document.QuerySelector("#link")!.GetAttribute("value")!;
    }

    /// <summary>Takes an interview up by its link.</summary>
    public async Task<HtmlPage> ResumeAsync(string link)
    {
        await OpenAsync(link);
        await SubmitAsync(Page.Form());
        if (Page.Address.Segments is [_, "interview/", var id, ..])
            SessionId = Guid.Parse(id.TrimEnd('/'));
        return Page;
    }

    /// <summary>Sets a fact by hand: to the options, or to "I don't know" where there are none.</summary>
    public async Task<HtmlPage> SetFactAsync(string slotKey, params string[] options)
    {
        await OpenAsync(FactPath(slotKey));
        return await SubmitAsync(Page.Form().With("Options", options).With("Intent", options.Length > 0 ? "save" : "dont-know"));
    }

    public async Task<HtmlPage> FinishEarlyAsync()
    {
        await OpenAsync(CheckPath);
        return await SubmitAsync(Page.Form().With("Intent", "finish"));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<HtmlPage> FollowAsync(HtmlPage page)
    {
        for (var hop = 0; page.IsRedirect; hop++)
        {
            hop.ShouldBeLessThan(5, "the redirects have no end");
            page = await GetAsync(new Uri(page.Address, page.Headers.Location!).ToString());
        }
        return page;
    }
}
