using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>The authenticator app: turning it on, signing in with it, and getting out without it.</summary>
public sealed class SecondFactorTests
{
    private const string Page = "/admin/account/second-factor";
    private const string CodePage = "/admin/sign-in/code";
    private readonly Clock _clock = new();
    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _app = new AgentBrainApp(_database.ConnectionString) { ChangeServices = services => services.AddSingleton<TimeProvider>(_clock) };
        _app.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Turning_it_on_takes_the_password_and_a_first_code_and_gives_recovery_codes_once()
    {
        var email = await _app.NewAccountAsync(Roles.Author);
        using var author = await SignedInAsync(email);
        using var elsewhere = await SignedInAsync(email);
        await author.OpenAsync(Page);
        await author.SubmitAsync(author.Page.Form().With("Password", "not the password"));
        author.Page.ErrorSummary.ShouldBe([("The password is wrong.", "#Password")]);

        await author.SubmitAsync(author.Page.Form().With("Password", Staff.Password));
        var key = author.Page.Document.QuerySelector("#secret")!.GetAttribute("value")!;
        key.ShouldMatch("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$");
        author.Page.Document.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href").ShouldBe(
            $"otpauth://totp/Agent%20Brain:{Uri.EscapeDataString(email)}?secret={key.Replace(" ", "", StringComparison.Ordinal)}&issuer=Agent%20Brain");
        author.Page.Has("svg.qr-code path").ShouldBeTrue();

        await author.SubmitAsync(author.Page.Form("form[action*=Confirm]").With("Code", "000000"));
        author.Page.ErrorSummary.Single().Message.ShouldStartWith("The code is wrong.");
        (await elsewhere.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.OK);

        await author.SubmitAsync(author.Page.Form("form[action*=Confirm]").With("Code", CodeNow(key)));
        var codes = Codes(author);
        codes.Count.ShouldBe(10);
        Uri.UnescapeDataString(author.Page.Document.QuerySelector("a[download]")!.GetAttribute("href")!).ShouldContain(codes[9]);
        (await elsewhere.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.Redirect);
        await author.OpenAsync(Page);
        author.Page.Body.ShouldNotContain(codes[0]);
        author.Page.Text("main").ShouldContain("10 recovery codes are left.");
        (await author.OpenAsync("/admin/account")).Text("main dl").ShouldContain("Second factor On");
    }

    [Test]
    public async Task Signing_in_then_takes_a_code_and_each_code_once()
    {
        var (email, key, _) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();

        await person.SignInAsync(email, Staff.Password);
        person.Page.Address.AbsolutePath.ShouldBe(CodePage);
        (await person.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);

        await person.SubmitAsync(person.Page.Form().With("Code", ""));
        person.Page.ErrorSummary.ShouldBe([("Enter the code.", "#Code")]);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));
        person.Page.ErrorSummary.Single().Message.ShouldStartWith("The code is wrong or was used before,");

        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", $" {CodeNow(key).Insert(3, " ")}"));
        (await person.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync(CodePage)).Headers.Location!.ToString().ShouldBe("/admin");

        using var listener = _app.NewRespondent();
        await listener.SignInAsync(email, Staff.Password);
        await listener.SubmitAsync(listener.Page.Form().With("Code", CodeNow(key)));
        listener.Page.ErrorSummary.Single().Message.ShouldStartWith("The code is wrong or was used before,");
    }

    [Test]
    public async Task The_page_that_asked_to_sign_in_is_where_the_code_leads()
    {
        var (email, key, _) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();
        await person.OpenAsync("/admin/feedback?min=2");
        await person.SubmitAsync(person.Page.Form().With("Email", email).With("Password", Staff.Password));

        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));

        person.Page.Address.PathAndQuery.ShouldBe("/admin/feedback?min=2");
    }

    [Test]
    public async Task A_recovery_code_works_once_and_is_entered_in_the_audit_log_without_being_told()
    {
        var (email, _, codes) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);

        await person.SubmitAsync(person.Page.Form().With("Code", codes[3].ToUpperInvariant()));

        person.Page.Text(".notice").ShouldStartWith("You used a recovery code. 9 codes are left;");
        using var again = _app.NewRespondent();
        await again.SignInAsync(email, Staff.Password);
        await again.SubmitAsync(again.Page.Form().With("Code", codes[3]));
        again.Page.ErrorSummary.Single().Message.ShouldStartWith("The code is wrong or was used before,");
        await again.SubmitAsync(again.Page.Form().With("Code", codes[4]));
        (await again.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
        var entries = await _app.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == email && entry.Action != "account.signed_in").OrderBy(entry => entry.Id).ToListAsync());
        entries.Select(entry => entry.Action).ShouldBe(["account.second_factor_on", "account.recovery_code_used", "account.recovery_code_used"], ignoreOrder: true);
        entries.ShouldAllBe(entry => !$"{entry.Before}{entry.After}".Contains(codes[3]) && !$"{entry.Before}{entry.After}".Contains(codes[4]));
    }

    [Test]
    public async Task Of_the_same_recovery_code_in_two_browsers_at_once_one_signs_in()
    {
        var (email, _, codes) = await WithSecondFactorAsync();
        var people = new List<Respondent>();
        for (var number = 0; number < 4; number++)
        {
            people.Add(_app.NewRespondent());
            await people[number].SignInAsync(email, Staff.Password);
        }

        await Task.WhenAll(people.Select(person => person.SubmitAsync(person.Page.Form().With("Code", codes[0]))));

        people.Count(person => person.Reply.IsRedirect).ShouldBe(1);
        people.ForEach(person => person.Dispose());
    }

    [Test]
    public async Task Wrong_codes_lock_the_account_and_what_is_stored_and_logged_tells_no_secret()
    {
        var (email, key, codes) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        for (var time = 0; time < 5; time++)
            await person.SubmitAsync(person.Page.Form().With("Code", "000000"));

        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));
        person.Page.ErrorSummary.Single().Message.ShouldStartWith("The code is wrong or was used before, or too many");
        await person.SignInAsync(email, Staff.Password);
        person.Page.ErrorSummary.Single().Message.ShouldStartWith("The e-mail address or the password is wrong, or too many");

        var stored = await _app.ReadAsync(db => db.Set<IdentityUserToken<Guid>>().Select(token => token.Value).ToListAsync());
        stored.ShouldAllBe(value => !codes.Any(code => value!.Contains(code)));
        var secret = key.Replace(" ", "", StringComparison.Ordinal);
        _app.Log.Lines.ShouldAllBe(line => !line.Text.Contains(secret) && !codes.Any(code => line.Text.Contains(code)));
    }

    [Test]
    public async Task Without_the_right_password_before_there_is_nothing_to_confirm()
    {
        using var person = _app.NewRespondent();

        (await person.GetAsync($"{CodePage}?ReturnUrl=%2Fadmin%2Ffeedback")).Headers.Location!.ToString().ShouldBe("/admin/sign-in?ReturnUrl=%2Fadmin%2Ffeedback");
        person.Headers.Add("Cookie", "__Host-agentbrain.second-step=CfDJ8made-up");
        (await person.GetAsync(CodePage)).Headers.Location!.ToString().ShouldBe("/admin/sign-in");
    }

    [Test]
    public async Task A_password_that_was_right_before_the_password_was_changed_is_worth_nothing_in_the_second_step()
    {
        var (email, key, codes) = await WithSecondFactorAsync();
        using var thief = _app.NewRespondent();
        await thief.SignInAsync(email, Staff.Password);
        using var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));
        await person.OpenAsync("/admin/account");
        await person.SubmitAsync(person.Page.Form("form:has([name=Present])").With("Present", Staff.Password).With("Password", "seven quiet birches"));
        person.Page.Text(".notice").ShouldStartWith("Your password was changed");

        await thief.SubmitAsync(thief.Page.Form().With("Code", codes[0]));

        thief.Page.Address.AbsolutePath.ShouldBe("/admin/sign-in");
        (await thief.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task New_recovery_codes_end_the_old_ones_and_turning_off_asks_for_the_password_alone_again()
    {
        var (email, key, old) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));

        await person.OpenAsync(Page);
        await person.SubmitAsync(Button(person, "Renew").With("Password", "not the password"));
        person.Page.ErrorSummary.ShouldBe([("The password is wrong.", "#Password")]);
        await person.SubmitAsync(Button(person, "Renew").With("Password", Staff.Password));
        Codes(person).Intersect(old).ShouldBeEmpty();

        using var other = _app.NewRespondent();
        await other.SignInAsync(email, Staff.Password);
        await other.SubmitAsync(other.Page.Form().With("Code", old[0]));
        other.Page.ErrorSummary.ShouldNotBeEmpty();

        await person.OpenAsync(Page);
        await person.SubmitAsync(Button(person, "TurnOff").With("Password", Staff.Password));
        person.Page.Text(".notice").ShouldStartWith("Your second factor is off.");
        (await other.SubmitAsync(other.Page.Form().With("Code", old[0]))).Address.AbsolutePath.ShouldBe("/admin/sign-in");
        await other.SignInAsync(email, Staff.Password);
        (await other.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Administrators_see_who_has_it_and_reset_it_which_ends_sessions()
    {
        var (email, key, _) = await WithSecondFactorAsync();
        using var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        _clock.Pass(30);
        await person.SubmitAsync(person.Page.Form().With("Code", CodeNow(key)));
        using var administrator = await _app.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync("/admin/accounts");
        var row = administrator.Page.Document.QuerySelectorAll("main tbody tr").Single(row => row.TextContent.Contains(email, StringComparison.Ordinal));
        row.Children[4].TextContent.ShouldBe("On");

        await administrator.OpenAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        await administrator.OpenAsync(administrator.Page.Document.QuerySelector("main a[href$='/reset-second-factor']")!.GetAttribute("href")!);
        administrator.Page.Title.ShouldBe($"Reset the second factor of {email}?");
        (await person.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
        await administrator.SubmitAsync(administrator.Page.Form());

        administrator.Page.Text(".notice").ShouldBe("The second factor is off, and the account was signed out everywhere.");
        administrator.Page.Has("main a[href$='/reset-second-factor']").ShouldBeFalse();
        (await person.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        await person.SignInAsync(email, Staff.Password);
        (await person.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
        (await _app.ReadAsync(db => db.AuditEntries.AnyAsync(entry => entry.Subject == email && entry.Action == "account.second_factor_reset"))).ShouldBeTrue();
    }

    private async Task<Respondent> SignedInAsync(string email)
    {
        var person = _app.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        return person;
    }

    /// <summary>An account whose second factor was turned on with the code of now.</summary>
    private async Task<(string Email, string Key, IReadOnlyList<string> Codes)> WithSecondFactorAsync()
    {
        var email = await _app.NewAccountAsync(Roles.Author);
        using var person = await SignedInAsync(email);
        await person.OpenAsync(Page);
        await person.SubmitAsync(person.Page.Form().With("Password", Staff.Password));
        var key = person.Page.Document.QuerySelector("#secret")!.GetAttribute("value")!;
        await person.SubmitAsync(person.Page.Form("form[action*=Confirm]").With("Code", CodeNow(key)));
        return (email, key, Codes(person));
    }

    private string CodeNow(string key) => Totp.CodeAt(key.Replace(" ", "", StringComparison.Ordinal), _clock.GetUtcNow());

    private static List<string> Codes(Respondent person) =>
        [.. person.Page.Document.QuerySelector("#codes").ShouldNotBeNull(person.Page.Body).TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    // One form with two buttons, each with an address of its own.
    private static HtmlForm Button(Respondent person, string handler) =>
        person.Page.Form() with { Action = person.Page.Document.QuerySelector($"button[formaction$='handler={handler}']")!.GetAttribute("formaction")! };

    private sealed class Clock : TimeProvider
    {
        private TimeSpan _ahead;

        // Stands in the middle of a step of 30 seconds, however long a test takes.
        private readonly DateTimeOffset _start = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 * 30) + 15);

        public override DateTimeOffset GetUtcNow() => _start + _ahead;

        public void Pass(int seconds) => _ahead += TimeSpan.FromSeconds(seconds);
    }
}
