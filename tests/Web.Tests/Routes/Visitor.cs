using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Routes;

/// <summary>Somebody who tries every door: nobody in particular, the respondent of the interview in question, or somebody signed in in one role.</summary>
internal sealed class Visitor(string name, Func<Task<Respondent>> enter, Func<string?> sessionToken) : IDisposable
{
    private const string Workspace = "/admin";
    private const string Api = "/api/";
    private Respondent? _browser;

    public string Name { get; } = name;

    private bool IsStaff => Name is not (RouteTable.Anybody or RouteTable.Respondent);

    /// <summary>What comes of a request without fields but with a token that fits.</summary>
    public async Task<HtmlPage> TryAsync(string method, string address)
    {
        var browser = await BrowserAsync();
        if (address.StartsWith(Api, StringComparison.Ordinal))
        {
            var call = new HttpRequestMessage(new HttpMethod(method), address);
            if (sessionToken() is { } token)
                call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (method != HttpMethod.Get.Method)
            {
                call.Content = new StringContent("{}", Encoding.UTF8, "application/json");
                call.Headers.Add("RequestVerificationToken", await TokenAsync(address));
            }
            return await browser.SendAsync(call);
        }
        if (method == HttpMethod.Get.Method)
            return await browser.GetAsync(address);
        var form = new HtmlForm { Action = address, Fields = [KeyValuePair.Create(HtmlForm.TokenField, await TokenAsync(address))] };
        return await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), address) { Content = form.Content() });
    }

    public void Dispose() => _browser?.Dispose();

    // A token belongs to who is signed in, and outside the workspace and the API nobody is.
    private async Task<string> TokenAsync(string address)
    {
        var inside = address.StartsWith(Workspace, StringComparison.Ordinal) || (address.StartsWith(Api, StringComparison.Ordinal) && IsStaff);
        var page = await _browser!.OpenAsync(inside ? "/admin/account" : "/");
        return page.Form("form:has([name=__RequestVerificationToken])")[HtmlForm.TokenField]!;
    }

    // Some doors lead out: signing out, ending one's sessions.
    private async Task<Respondent> BrowserAsync()
    {
        if (_browser is null)
            return _browser = await enter();
        if (!IsStaff || (await _browser.GetAsync("/admin/account")).Status == HttpStatusCode.OK)
            return _browser;
        _browser.Dispose();
        return _browser = await enter();
    }
}
