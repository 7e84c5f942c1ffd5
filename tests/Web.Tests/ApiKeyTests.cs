using System.Net;
using System.Security.Claims;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>Keys of programs.</summary>
public class ApiKeyTests
{
    private const string Address = "/admin/keys";

    [Test]
    public async Task A_key_is_shown_once_stored_as_a_hash_and_stands_for_its_role_until_it_is_revoked()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var name = $"export {Guid.NewGuid():N}";

        var key = await CreateAsync(administrator, name, Roles.Analyst);

        (await administrator.OpenAsync(Address)).Body.ShouldNotContain(key);
        var row = () => administrator.Page.Document.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(name, StringComparison.Ordinal));
        row().TextContent.ShouldContain("never");
        (await StoredAsync(name)).KeyHash.ShouldNotBe(System.Text.Encoding.UTF8.GetBytes(key));

        var program = (await AuthenticateAsync(key)).Principal.ShouldNotBeNull();
        program.Identity!.Name.ShouldBe($"key {name}");
        program.FindAll(ClaimTypes.Role).Select(claim => claim.Value).ShouldBe([Roles.Analyst]);
        (await StoredAsync(name)).LastUsedAt.ShouldNotBeNull();

        await administrator.SubmitAsync(HtmlForm.Of(row().QuerySelector("form")!));
        row().TextContent.ShouldContain("Revoked");
        (await AuthenticateAsync(key)).Failure.ShouldNotBeNull();
    }

    [Test]
    public async Task Looking_again_at_the_page_of_a_new_key_makes_no_other_and_shows_it_no_more()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var name = $"reloaded {Guid.NewGuid():N}";
        await CreateAsync(administrator, name, Roles.Analyst);

        administrator.Reply.IsRedirect.ShouldBeTrue();
        (await administrator.OpenAsync(administrator.Page.Address.PathAndQuery)).Has("#key").ShouldBeFalse();
        (await StoredAsync(name)).RevokedAt.ShouldBeNull();
    }

    [Test]
    public async Task Of_two_who_revoke_a_key_at_once_one_does()
    {
        var name = $"twice {Guid.NewGuid():N}";
        var people = new List<Respondent>();
        using var first = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        await CreateAsync(first, name, Roles.Analyst);
        var key = (await StoredAsync(name)).Id.ToString();
        for (var number = 0; number < 4; number++)
        {
            people.Add(await SharedApp.App.NewStaffAsync(Roles.Administrator));
            await people[number].OpenAsync(Address);
        }

        await Task.WhenAll(people.Select(person => person.SubmitAsync((person.Page.Form() with { Action = $"{Address}?handler=Revoke" }).With("key", key))));

        people.Count(person => person.Page.Text(".notice") == "The key was revoked.").ShouldBe(1);
        (await SharedApp.App.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "api_key.revoked" && entry.Subject == name))).ShouldBe(1);
        people.ForEach(person => person.Dispose());
    }

    [TestCase("nothing like a key")]
    [TestCase("agentbrain_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task An_unknown_key_stands_for_nobody(string key) => (await AuthenticateAsync(key)).Failure.ShouldNotBeNull();

    [Test]
    public async Task A_key_opens_no_page()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var key = await CreateAsync(administrator, "pages", Roles.Administrator);
        using var program = SharedApp.App.NewRespondent();
        program.Headers.Add("X-Admin-Key", key);

        (await program.GetAsync(Address)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_key_needs_a_name_and_a_role()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync(Address);

        await administrator.SubmitAsync(administrator.Page.Form().With("Role", "King"));

        administrator.Page.ErrorSummary.ShouldBe([("Say what the key is for.", "#Name"), ("Choose a role.", "#Role")]);
    }

    [Test]
    public async Task Keys_are_for_administrators()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        (await author.GetAsync(Address)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<string> CreateAsync(Respondent administrator, string name, string role)
    {
        await administrator.OpenAsync(Address);
        await administrator.SubmitAsync(administrator.Page.Form().With("Name", name).With("Role", role));
        return administrator.Page.Document.QuerySelector("#key").ShouldNotBeNull(administrator.Page.Body).GetAttribute("value")!;
    }

    private static async Task<AuthenticateResult> AuthenticateAsync(string key)
    {
        await using var scope = SharedApp.App.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers[ApiKeyAuthentication.Header] = key;
        return await context.AuthenticateAsync(ApiKeyAuthentication.SchemeName);
    }

    private static async Task<ApiKey> StoredAsync(string name)
    {
        await using var scope = SharedApp.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IApplicationDbContext>().ApiKeys.AsNoTracking().SingleAsync(key => key.Name == name);
    }
}
