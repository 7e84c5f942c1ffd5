using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AgentBrain.Web.Common;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>
/// Somebody with a browser of their own. It is written down when a request goes to another host, a script fails or part of a page is refused;
/// <see cref="VisitorTests"/> lets no test pass with such a complaint.
/// </summary>
public sealed partial class Visitor : IAsyncDisposable
{
    /// <summary>Milliseconds to wait for what is to come; more than any page needs, since a machine that is busy otherwise may take its time.</summary>
    public const float Patience = 30_000;

    private readonly IBrowserContext _context;
    private readonly bool _withScripts;

    private Visitor(IBrowserContext context, IPage page, string language, bool withScripts)
    {
        _context = context;
        _withScripts = withScripts;
        Page = page;
        Text = new InterfaceText { Language = language };
    }

    public static ConcurrentQueue<string> Complaints { get; } = new();

    public IPage Page { get; }

    public InterfaceText Text { get; }

    public Guid SessionId => Guid.Parse(InterviewPath().Match(Page.Url).Groups[1].Value);

    /// <param name="language">The language that the browser asks for.</param>
    /// <param name="withScripts">Whether scripts run.</param>
    /// <param name="storageState">What an earlier browser remembers.</param>
    /// <param name="address">Where the application answers, if not at <see cref="Site.Address"/>.</param>
    /// <param name="browser">The browser, if not <see cref="Site.Browser"/>.</param>
    public static async Task<Visitor> ArriveAsync(string language, bool withScripts = true, string? storageState = null, string? address = null, IBrowser? browser = null)
    {
        address ??= Site.Address;
        var context = await (browser ?? Site.Browser).NewContextAsync(new()
        {
            BaseURL = address,
            IgnoreHTTPSErrors = true,
            JavaScriptEnabled = withScripts,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = storageState,
        });
        context.SetDefaultTimeout(Patience);
        var visitor = new Visitor(context, await context.NewPageAsync(), language, withScripts);
        Watch(context, address);
        return visitor;
    }

    /// <summary>Somebody with an account of their own in this role, signed in to the workspace.</summary>
    /// <param name="role">One of the roles.</param>
    /// <param name="email">Their address; one that nobody has when null.</param>
    /// <param name="site">The application and where it answers, if not <see cref="Site"/>.</param>
    public static async Task<Visitor> SignedInAsync(string role, string? email = null, (AgentBrainApp App, string Address)? site = null)
    {
        var (app, address) = site ?? (Site.App, Site.Address);
        email ??= $"{role.ToLowerInvariant()}-{Guid.NewGuid():N}@example.org";
        await app.CreateAccountAsync(email, role);
        var visitor = await ArriveAsync("en", address: address);
        await visitor.OpenAsync("/admin/sign-in");
        await visitor.SignInAsync(email, StaffAccounts.Password);
        return visitor;
    }

    /// <summary>Fills in the form of the page for signing in, and waits for the page that it leads to.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Field("E-mail address").FillAsync(email);
        await Field("Password").FillAsync(password);
        await LeadOnAsync(() => Press("Sign in").ClickAsync());
    }

    /// <summary>A field of the workspace by its label.</summary>
    public ILocator Field(string label) => Page.Locator("main").GetByLabel(label, new() { Exact = true });

    /// <summary>A button of the workspace by its words.</summary>
    public ILocator Press(string words) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    /// <summary>A link of the workspace by its words.</summary>
    public ILocator Link(string words) => Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = words, Exact = true });

    /// <summary>Clicks and waits for the page that comes of it.</summary>
    public Task LeadOnAsync(ILocator clicked) => LeadOnAsync(() => clicked.ClickAsync());

    /// <summary>Follows a link of the workspace's navigation, and waits for its page.</summary>
    public Task NavigateAsync(string words) =>
        LeadOnAsync(Page.GetByRole(AriaRole.Navigation, new() { Name = "Workspace" }).GetByRole(AriaRole.Link, new() { Name = words, Exact = true }));

    /// <summary>The entries of the workspace's navigation.</summary>
    public Task<IReadOnlyList<string>> NavigationAsync() =>
        Page.GetByRole(AriaRole.Navigation, new() { Name = "Workspace" }).GetByRole(AriaRole.Link).AllInnerTextsAsync();

    /// <summary>What the page says of the last change.</summary>
    public Task<string> NoticeAsync() => Page.Locator(".notice[role=status]").InnerTextAsync();

    /// <summary>Presses the Tab key until the focus is on an element, which shows it.</summary>
    public async Task TabToAsync(ILocator element)
    {
        const int most = 250;
        for (var stop = 0; stop < most; stop++)
        {
            if (await element.EvaluateAsync<bool>("element => document.activeElement === element"))
            {
                await Page.FocusShouldBeSeenAsync();
                return;
            }
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The Tab key does not reach {element} on {Page.Url}.");
    }

    /// <summary>Answers without showing it: what lies at an address, with the same cookies.</summary>
    public Task<IAPIResponse> FetchAsync(string address) => _context.APIRequest.GetAsync(address);

    /// <summary>The same person in a second tab with the same page.</summary>
    public async Task<Visitor> OpenTabAsync()
    {
        var tab = new Visitor(_context, await _context.NewPageAsync(), Text.Language, _withScripts);
        await tab.OpenAsync(Page.Url);
        return tab;
    }

    public Task OpenAsync(string path) => Page.GotoAsync(path);

    public async Task StartAsync()
    {
        await OpenAsync("/");
        await Page.Locator($"#language-{Text.Language}").CheckAsync();
        await Page.Locator("#agreed").CheckAsync();
        await PressAsync("Start.Button");
    }

    /// <summary>Presses the button with this text and waits for what comes of it.</summary>
    public Task PressAsync(string key) => LeadOnAsync(() => Button(key).ClickAsync());

    /// <summary>Follows the link with this text and waits for its page.</summary>
    public Task FollowAsync(string key) =>
        LeadOnAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = Text[key], Exact = true }).ClickAsync());

    /// <summary>Follows the link whose address ends so, and waits for its page.</summary>
    public Task FollowAddressAsync(string end) => LeadOnAsync(() => Page.Locator($"a[href$='{end}']").First.ClickAsync());

    /// <summary>Goes on in another language, by the button in the header.</summary>
    public async Task SwitchLanguageAsync(string language)
    {
        await LeadOnAsync(() => Page.Locator($"header button[lang={language}]").ClickAsync());
        Text.Language = language;
    }

    /// <summary>Does something that leads to a new page, and waits for it.</summary>
    public async Task LeadOnAsync(Func<Task> act)
    {
        if (!_withScripts)
        {
            var loaded = new TaskCompletionSource();
            Page.Load += (_, _) => loaded.TrySetResult();
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
            return;
        }
        // A form leads back to the address that it came from, so that the address does not tell.
        var was = await Page.EvaluateAsync<double>("performance.timeOrigin");
        await act();
        await Page.WaitForFunctionAsync("was => performance.timeOrigin !== was && document.readyState === 'complete'", was);
    }

    public ILocator Button(string key) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = Text[key], Exact = true });

    public Task<string> HeadingAsync() => Page.Locator("h1").InnerTextAsync();

    public Task TypeAsync(string words) => Page.Locator("#answer").FillAsync(words);

    public Task PickAsync(int option) => Page.Locator(".chip").Nth(option).ClickAsync();

    public async Task<string> QuestionIdAsync()
    {
        (await IsAskedAsync()).ShouldBeTrue($"no question waits on {Page.Url}, but: {await HeadingAsync()}");
        return await Page.Locator("input[name=QuestionId]").InputValueAsync();
    }

    /// <summary>Answers the question that waits as <see cref="Replies"/> has it: in words, by an option or with "I don't know".</summary>
    public async Task ReplyAsync()
    {
        var question = await QuestionIdAsync();
        if (Replies.IsUnknown(question))
        {
            await PressAsync("Question.DontKnow");
            return;
        }
        if (Replies.PickFor(question) is { } option)
            await Page.Locator($".chip:has(input[value='{option}'])").ClickAsync();
        else
            await TypeAsync(Replies.To(question, Text.Language));
        await PressAsync("Question.Continue");
    }

    public async Task AnswerToTheEndAsync()
    {
        for (var turn = 0; await IsAskedAsync(); turn++)
        {
            turn.ShouldBeLessThan(20, "the interview has no end");
            await ReplyAsync();
        }
    }

    public async Task<bool> IsAskedAsync() => await Page.Locator("#answer").CountAsync() > 0;

    /// <summary>Whether the check page shows the answers word for word; a few are not folded away.</summary>
    public async Task<bool> SeesAnswersAsync() => await Page.Locator("details.answers[open]").CountAsync() > 0;

    /// <summary>From the check page to the contact page.</summary>
    public Task LeadToContactAsync() => FollowAsync("Check.Continue");

    public async Task LeaveContactAsync()
    {
        await Page.Locator("#name").FillAsync(Replies.Name);
        await PressAsync("Contact.Button");
    }

    /// <summary>From the start page to the stars, with a comment.</summary>
    public async Task RespondAsync(int stars = 4, string comment = "Clear questions.")
    {
        await StartAsync();
        await AnswerToTheEndAsync();
        await LeadToContactAsync();
        await LeaveContactAsync();
        await Page.Locator(".star").Nth(stars - 1).ClickAsync();
        await Page.Locator("#comment").FillAsync(comment);
        await PressAsync("Feedback.Button");
    }

    public Task<string> StorageStateAsync() => _context.StorageStateAsync();

    /// <summary>Cuts the connection to the world, or mends it.</summary>
    public Task SetOfflineAsync(bool offline) => _context.SetOfflineAsync(offline);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static void Watch(IBrowserContext context, string address)
    {
        context.Request += (_, request) =>
        {
            // What the page has recorded itself lies at an address of its own kind.
            if (!request.Url.StartsWith(address + "/", StringComparison.Ordinal) && !request.Url.StartsWith($"blob:{address}/", StringComparison.Ordinal))
                Complaints.Enqueue($"Requested: {request.Url}");
        };
        context.Response += (_, response) =>
        {
            if (response is { Status: >= 400, Request.ResourceType: "stylesheet" or "script" or "image" or "font" })
                Complaints.Enqueue($"{response.Status}: {response.Url}");
        };
        context.WebError += (_, error) => Complaints.Enqueue(error.Error);
        context.Console += (_, message) =>
        {
            // Chromium mentions every page with an error status and every request without a connection; those are expected here. htmx mentions
            // requests that a later one takes the place of; those that fail it calls htmx:sendError.
            if (message.Type is "error" or "warning"
                && !message.Text.StartsWith("htmx:sendAbort", StringComparison.Ordinal)
                && !message.Text.StartsWith("htmx:afterRequest", StringComparison.Ordinal)
                && !message.Text.StartsWith("Failed to load resource: the server responded with a status of", StringComparison.Ordinal)
                && message.Text != "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")
                Complaints.Enqueue(message.Text);
        };
    }

    [GeneratedRegex("/interview/([0-9a-f-]{36})")]
    private static partial Regex InterviewPath();
}
