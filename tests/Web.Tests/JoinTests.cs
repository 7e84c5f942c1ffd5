using System.Net;
using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>How the first account and all others come to be.</summary>
public partial class JoinTests
{
    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;

    [SetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _app = new AgentBrainApp(_database.ConnectionString);
        _app.StartServer();
    }

    [TearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task The_first_start_logs_a_link_that_creates_the_first_administrator_once()
    {
        var link = LinksIn(_app).ShouldHaveSingleItem();
        using var person = _app.NewRespondent();

        var page = await person.OpenAsync(link);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        await person.SubmitAsync(person.Page.Form().With("Email", "rasa@example.org").With("DisplayName", "Rasa").With("Password", Staff.Password));
        person.Page.Address.AbsolutePath.ShouldBe("/admin/sign-in");
        await person.SignInAsync("RASA@example.org", Staff.Password);
        person.Reply.IsRedirect.ShouldBeTrue();

        (await Of(accounts => accounts.FindByEmailAsync("rasa@example.org", CancellationToken.None)))!.Roles.ShouldBe([Roles.Administrator]);
        using var late = _app.NewRespondent();
        (await late.OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AuditAsync()).ShouldContain(("account.created", "rasa@example.org", "rasa@example.org"));
    }

    [Test]
    public void Behind_something_that_speaks_TLS_the_log_names_the_path_and_no_address_that_fails() =>
        _app.Log.Lines.ShouldContain(line => line.Text.Contains("at the address under which people reach this application: /admin/join/", StringComparison.Ordinal));

    [Test]
    public async Task Each_start_logs_a_link_of_its_own_until_there_is_an_account_and_then_none_works()
    {
        var link = LinksIn(_app).ShouldHaveSingleItem();
        await using (var second = new AgentBrainApp(_database.ConnectionString))
        {
            second.StartServer();
            LinksIn(second).ShouldHaveSingleItem().ShouldNotBe(link);
        }
        await _app.NewAccountAsync(Roles.Author);
        await using (var third = new AgentBrainApp(_database.ConnectionString))
        {
            third.StartServer();
            LinksIn(third).ShouldBeEmpty();
        }

        using var person = _app.NewRespondent();
        (await person.OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Of_many_who_use_links_of_the_first_start_at_once_one_becomes_administrator()
    {
        var links = new List<string>(LinksIn(_app));
        await using var second = new AgentBrainApp(_database.ConnectionString);
        second.StartServer();
        links.AddRange(LinksIn(second));
        var forms = new List<(Respondent Person, HtmlForm Form)>();
        for (var number = 0; number < 6; number++)
        {
            var person = _app.NewRespondent();
            await person.OpenAsync(links[number % 2]);
            forms.Add((person, person.Page.Form().With("Email", $"person{number}@example.org").With("Password", Staff.Password)));
        }

        await Task.WhenAll(forms.Select(form => form.Person.SubmitAsync(form.Form)));

        forms.Count(form => form.Person.Reply.IsRedirect).ShouldBe(1);
        forms.Count(form => form.Person.Reply.Status == HttpStatusCode.NotFound).ShouldBe(5);
        (await Of(accounts => accounts.ListAsync(CancellationToken.None))).Count.ShouldBe(1);
        forms.ForEach(form => form.Person.Dispose());
    }

    [Test]
    public async Task One_invitation_that_is_sent_many_times_at_once_makes_one_account_and_breaks_nothing()
    {
        using var administrator = await _app.NewStaffAsync(Roles.Administrator);
        var email = $"{Guid.NewGuid():N}@example.org";
        await administrator.OpenAsync("/admin/accounts/invite");
        await administrator.SubmitAsync(administrator.Page.Form().With("Email", email).With("Chosen", Roles.Author));
        var link = administrator.Page.Document.QuerySelector("#link").ShouldNotBeNull(administrator.Page.Body).GetAttribute("value")!;
        var people = new List<Respondent>();
        for (var number = 0; number < 5; number++)
        {
            people.Add(_app.NewRespondent());
            await people[number].OpenAsync(link);
        }

        await Task.WhenAll(people.Select(person => person.SubmitAsync(person.Page.Form().With("Password", Staff.Password))));

        people.Count(person => person.Reply.IsRedirect).ShouldBe(1);
        people.Count(person => person.Reply.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest).ShouldBe(4);
        _app.Log.Lines.ShouldAllBe(line => !line.Text.Contains(email));
        people.ForEach(person => person.Dispose());
    }

    [TestCase("", "Enter a password.")]
    [TestCase("eleven char", "Use 12 characters or more. A few words that do not belong together are good.")]
    [TestCase("eeeeeeeeeeeeeeee", "This password is one of those that are tried first. Choose another one.")]
    [TestCase("Administrator", "This password is one of those that are tried first. Choose another one.")]
    [TestCase("rasa@example.org 1", "Do not make the password of your e-mail address or the name of this product.")]
    [TestCase("Agent Brain 2026", "Do not make the password of your e-mail address or the name of this product.")]
    public async Task A_password_that_breaks_a_rule_is_refused_and_the_link_goes_on_working(string password, string problem)
    {
        using var person = _app.NewRespondent();
        await person.OpenAsync(LinksIn(_app).Single());

        await person.SubmitAsync(person.Page.Form().With("Email", "rasa@example.org").With("Password", password));

        person.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        person.Page.ErrorSummary.ShouldBe([(problem, "#Password")]);
        await person.SubmitAsync(person.Page.Form().With("Email", "rasa@example.org").With("Password", Staff.Password));
        person.Reply.IsRedirect.ShouldBeTrue();
    }

    [TestCase("twelve chars", true)]
    [TestCase("du žodžiai ir ne daugiau", true)]
    [TestCase("ėžėšėčėųėąėę", true)]
    [TestCase("e\u0307e\u0307e\u0307e\u0307e\u0307abcdef", false, Description = "11 once they are composed")]
    [TestCase("\ud800 half of something", false)]
    [TestCase("no character \ufffe at all", false)]
    public void A_password_is_judged_by_its_length_as_composed(string password, bool kept) => (PasswordRules.Problem(password, null) is null).ShouldBe(kept);

    [Test]
    public void A_password_may_be_long_but_not_endless()
    {
        var longest = string.Concat(Enumerable.Range(100, 32).Select(number => $"{number} "));
        PasswordRules.Problem(longest, null).ShouldBeNull();
        PasswordRules.Problem(longest + "e", null).ShouldBe("Use 128 characters or fewer.");
    }

    [TestCase("abcdefghijkl")]
    [TestCase("qwertyuiopas")]
    [TestCase("poiuytrewqlk")]
    [TestCase("111111222222")]
    [TestCase("letmeinletmein")]
    [TestCase("iloveyou1234")]
    [TestCase("!!welcome12345")]
    [TestCase("saunasaunasauna")]
    public void A_password_that_anybody_would_guess_is_refused(string password) =>
        PasswordRules.Problem(password, null).ShouldBe("This password is one of those that are tried first. Choose another one.");

    [TestCase("correct horse battery staple")]
    [TestCase("michael!849302758193")]
    [TestCase("849302758193")]
    [TestCase("žalia pušis prie upės")]
    [TestCase("баня у тихого озера")]
    [TestCase("password of my own invention")]
    public void A_password_of_one_s_own_is_kept(string password) => PasswordRules.Problem(password, "rasa@example.org").ShouldBeNull();

    private static List<string> LinksIn(AgentBrainApp app) => [.. app.Log.Lines.Select(line => Link().Match(line.Text)).Where(match => match.Success).Select(match => match.Value)];

    [GeneratedRegex("/admin/join/[0-9a-f]{64}")]
    private static partial Regex Link();

    private async Task<T> Of<T>(Func<IAccounts, Task<T>> query)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<IAccounts>());
    }

    private async Task<List<(string Action, string? Subject, string Actor)>> AuditAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<IApplicationDbContext>().AuditEntries.ToListAsync();
        return [.. entries.Select(entry => (entry.Action, entry.Subject, entry.Actor))];
    }
}
