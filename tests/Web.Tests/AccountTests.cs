using System.Net;
using System.Security.Claims;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

/// <summary>Administrators manage accounts, and all their own.</summary>
public class AccountTests
{
    private const string NewPassword = "seven quiet birches";

    [TestCase("/admin/accounts")]
    [TestCase("/admin/accounts/invite")]
    public async Task Accounts_are_for_administrators(string address)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        (await author.GetAsync(address)).Status.ShouldBe(HttpStatusCode.Forbidden);

        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        (await administrator.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Somebody_who_is_invited_creates_an_account_with_the_roles_they_were_given_once()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = $"{Guid.NewGuid():N}@example.org";
        var link = await InviteAsync(administrator, email, Roles.Author, Roles.Reviewer);
        (await administrator.OpenAsync("/admin/accounts")).Body.ShouldContain(email);

        using var guest = SharedApp.App.NewRespondent();
        await guest.OpenAsync(link);
        await guest.SubmitAsync(guest.Page.Form().With("Email", "other@example.org").With("Password", Staff.Password));
        await guest.SignInAsync(email, Staff.Password);

        guest.Reply.IsRedirect.ShouldBeTrue(guest.Page.Body);
        (await FindAsync(email)).Roles.ShouldBe([Roles.Author, Roles.Reviewer]);
        (await guest.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_invitation_that_was_withdrawn_or_replaced_does_not_work()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = $"{Guid.NewGuid():N}@example.org";
        var first = await InviteAsync(administrator, email, Roles.Author);
        var second = await InviteAsync(administrator, email, Roles.Author);

        using var guest = SharedApp.App.NewRespondent();
        (await guest.GetAsync(first)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync(second)).Status.ShouldBe(HttpStatusCode.OK);

        await administrator.OpenAsync("/admin/accounts");
        var row = administrator.Page.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains(email, StringComparison.Ordinal));
        await administrator.SubmitAsync(HtmlForm.Of(row.QuerySelector("form")!));
        (await guest.GetAsync(second)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_invitation_needs_an_address_without_account_and_a_role()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var taken = await SharedApp.App.NewAccountAsync(Roles.Author);
        await administrator.OpenAsync("/admin/accounts/invite");

        await administrator.SubmitAsync(administrator.Page.Form().With("Email", "nothing"));
        administrator.Page.ErrorSummary.ShouldBe([("Enter an e-mail address, for example name@example.org.", "#Email"), ("Choose at least one role.", "#Chosen")], administrator.Page.Body);

        await administrator.SubmitAsync(administrator.Page.Form().With("Email", "zero\u200bwidth@example.org").With("Chosen", Roles.Author));
        administrator.Page.ErrorSummary.ShouldBe([("Enter an e-mail address of letters, digits and signs that can be seen.", "#Email")]);

        await administrator.SubmitAsync(administrator.Page.Form().With("Email", taken.ToUpperInvariant()).With("Chosen", Roles.Author));
        administrator.Page.ErrorSummary.ShouldBe([("There is an account with this e-mail address.", "#Email")]);
    }

    [Test]
    public async Task Changing_the_password_ends_all_sessions_the_present_one_too_and_the_old_password()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Analyst);
        using var here = SharedApp.App.NewRespondent();
        using var elsewhere = SharedApp.App.NewRespondent();
        await here.SignInAsync(email, Staff.Password);
        await elsewhere.SignInAsync(email, Staff.Password);

        await here.OpenAsync("/admin/account");
        await here.SubmitAsync(PasswordForm(here, "not the password", NewPassword));
        here.Page.ErrorSummary.ShouldBe([("The present password is wrong.", "#Present")]);
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);

        using var thief = SharedApp.App.NewRespondent();
        thief.Headers.Add("Cookie", $"__Host-agentbrain.workspace={here.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-agentbrain.workspace").Value}");
        (await thief.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);

        await here.SubmitAsync(PasswordForm(here, Staff.Password, NewPassword));
        here.Page.Address.AbsolutePath.ShouldBe("/admin/sign-in");
        here.Page.Text(".notice").ShouldStartWith("Your password was changed, and you were signed out everywhere.");
        (await thief.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.SignInAsync(email, Staff.Password)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await elsewhere.SignInAsync(email, NewPassword);
        elsewhere.Reply.IsRedirect.ShouldBeTrue();
    }

    [Test]
    public async Task Somebody_signed_in_cannot_go_on_guessing_the_password_of_their_locked_account()
    {
        using var person = await SharedApp.App.NewStaffAsync(Roles.Analyst);
        await person.OpenAsync("/admin/account");
        for (var time = 0; time < 5; time++)
            await person.SubmitAsync(PasswordForm(person, "not the password", NewPassword));

        foreach (var present in new[] { "not the password", Staff.Password })
        {
            await person.SubmitAsync(PasswordForm(person, present, NewPassword));
            person.Page.ErrorSummary.ShouldBe([("Too many wrong passwords came before. Wait 15 minutes, then try again.", "#Present")]);
        }
    }

    [Test]
    public async Task A_session_can_be_ended_from_another_one_but_not_by_somebody_else()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Analyst);
        using var here = SharedApp.App.NewRespondent();
        using var elsewhere = SharedApp.App.NewRespondent();
        using var stranger = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        await here.SignInAsync(email, Staff.Password);
        await elsewhere.SignInAsync(email, Staff.Password);
        await here.OpenAsync("/admin/account");
        here.Page.Document.QuerySelectorAll("main tbody tr").Length.ShouldBe(2);
        var form = HtmlForm.Of(here.Page.Document.QuerySelector("main tbody form")!);

        await stranger.OpenAsync("/admin/account");
        await stranger.SubmitAsync(form.With(HtmlForm.TokenField, stranger.Page.Form()[HtmlForm.TokenField]!));
        stranger.Page.Text(".notice").ShouldBe("0 sessions were ended.");
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);

        await here.SubmitAsync(form);
        here.Page.Text(".notice").ShouldBe("1 session was ended.");
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Disabling_ends_sessions_and_keeps_out_until_the_account_is_enabled()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var author = SharedApp.App.NewRespondent();
        await author.SignInAsync(email, Staff.Password);
        var address = $"/admin/accounts/{(await FindAsync(email)).Id}";

        await DisableAsync(administrator, address);
        (await author.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await author.SignInAsync(email, Staff.Password)).Status.ShouldBe(HttpStatusCode.BadRequest);

        await PressAsync(administrator, address, "Enable");
        await author.SignInAsync(email, Staff.Password);
        author.Reply.IsRedirect.ShouldBeTrue();
    }

    [Test]
    public async Task A_session_that_begins_after_all_were_ended_by_a_password_judged_before_is_none()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        var before = await JudgedAsync(email);
        var address = $"/admin/accounts/{before.Id}";

        await DisableAsync(administrator, address);
        await PressAsync(administrator, address, "Enable");

        (await BeginsAsync(before)).ShouldBeFalse();
        (await BeginsAsync(await JudgedAsync(email))).ShouldBeTrue();

        static async Task<JudgedAccount> JudgedAsync(string email)
        {
            await using var scope = SharedApp.App.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<IAccounts>().CheckPasswordAsync(email, Staff.Password, CancellationToken.None)).Account.ShouldNotBeNull();
        }

        static async Task<bool> BeginsAsync(JudgedAccount account)
        {
            var sessions = SharedApp.App.Services.GetRequiredService<WorkspaceSessions>();
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(WorkspaceSessions.StampClaim, account.Stamp)]);
            var key = await sessions.StoreAsync(new AuthenticationTicket(new ClaimsPrincipal(identity), WorkspaceSessions.Scheme));
            return await sessions.RetrieveAsync(key) is not null;
        }
    }

    [Test]
    public async Task Disabling_withdraws_the_invitations_of_the_account_and_names_its_keys()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Administrator);
        using var leaving = SharedApp.App.NewRespondent();
        await leaving.SignInAsync(email, Staff.Password);
        var link = await InviteAsync(leaving, $"{Guid.NewGuid():N}@example.org", Roles.Administrator);
        var name = $"left behind {Guid.NewGuid():N}";
        await leaving.OpenAsync("/admin/keys");
        await leaving.SubmitAsync(leaving.Page.Form().With("Name", name).With("Role", Roles.Analyst));
        var address = $"/admin/accounts/{(await FindAsync(email)).Id}";

        await administrator.OpenAsync($"{address}/disable");
        administrator.Page.Text("main").ShouldContain(name);
        administrator.Page.Has("main a[href='/admin/keys']").ShouldBeTrue();
        await administrator.SubmitAsync(administrator.Page.Form());

        using var guest = SharedApp.App.NewRespondent();
        (await guest.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Of_invitations_to_one_address_that_are_made_at_once_one_works()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var people = new List<Respondent>();
        for (var number = 0; number < 4; number++)
        {
            people.Add(await SharedApp.App.NewStaffAsync(Roles.Administrator));
            await people[number].OpenAsync("/admin/accounts/invite");
        }

        await Task.WhenAll(people.Select((person, number) =>
            person.SubmitAsync(person.Page.Form().With("Email", number % 2 == 0 ? email : email.ToUpperInvariant()).With("Chosen", Roles.Author))));

        using var guest = SharedApp.App.NewRespondent();
        var works = 0;
        foreach (var person in people)
        {
            var link = person.Page.Document.QuerySelector("#link").ShouldNotBeNull(person.Page.Body).GetAttribute("value")!;
            works += (await guest.GetAsync(link)).Status == HttpStatusCode.OK ? 1 : 0;
        }
        works.ShouldBe(1);
        people.ForEach(person => person.Dispose());
    }

    [Test]
    public async Task The_link_of_an_invitation_is_shown_once_and_looking_again_makes_no_other()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = $"{Guid.NewGuid():N}@example.org";
        await InviteAsync(administrator, email, Roles.Author);

        administrator.Reply.IsRedirect.ShouldBeTrue();
        administrator.Page.Text("main").ShouldContain(email);
        (await administrator.OpenAsync("/admin/accounts/invite")).Has("#link").ShouldBeFalse();
        (await SharedApp.App.ReadAsync(db => db.AccountInvitations.CountAsync(invitation => invitation.Email == email))).ShouldBe(1);
    }

    [Test]
    public async Task Ending_the_other_sessions_and_ending_one_are_different_things()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Analyst);
        using var here = SharedApp.App.NewRespondent();
        using var elsewhere = SharedApp.App.NewRespondent();
        await here.SignInAsync(email, Staff.Password);
        await elsewhere.SignInAsync(email, Staff.Password);
        await here.OpenAsync("/admin/account");

        await here.SubmitAsync(HtmlForm.Of(here.Page.Document.QuerySelector("main tbody form")!).Without("session"));
        here.Page.Text(".notice").ShouldBe("0 sessions were ended.");
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);

        await here.SubmitAsync(ButtonForm(here, "EndOthers"));
        here.Page.Text(".notice").ShouldBe("1 session was ended.");
        (await elsewhere.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Other_roles_hold_at_once_in_sessions_that_go_on()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var author = SharedApp.App.NewRespondent();
        await author.SignInAsync(email, Staff.Password);
        (await author.GetAsync("/admin/accounts")).Status.ShouldBe(HttpStatusCode.Forbidden);

        await administrator.OpenAsync($"/admin/accounts/{(await FindAsync(email)).Id}");
        await administrator.SubmitAsync(administrator.Page.Form().With("Chosen", Roles.Administrator));

        (await author.GetAsync("/admin/accounts")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Roles_that_somebody_else_changed_meanwhile_are_not_overwritten_but_shown()
    {
        using var first = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        using var second = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        var address = $"/admin/accounts/{(await FindAsync(email)).Id}";
        await first.OpenAsync(address);
        await second.OpenAsync(address);

        await first.SubmitAsync(first.Page.Form().With("Chosen", Roles.Reviewer));
        first.Reply.IsRedirect.ShouldBeTrue(first.Page.Body);
        await second.SubmitAsync(second.Page.Form().With("Chosen", Roles.Author, Roles.Analyst));

        second.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Page.ErrorSummary.Single().Message.ShouldStartWith("Somebody else changed the roles");
        second.Page.Document.QuerySelectorAll("[name=Chosen][checked]").Select(box => box.GetAttribute("value")).ShouldBe([Roles.Reviewer]);
        (await FindAsync(email)).Roles.ShouldBe([Roles.Reviewer]);

        await second.SubmitAsync(second.Page.Form().With("Chosen", Roles.Analyst));
        (await FindAsync(email)).Roles.ShouldBe([Roles.Analyst]);
    }

    [Test]
    public async Task An_administrator_unlocks_an_account_that_wrong_passwords_have_locked()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var author = SharedApp.App.NewRespondent();
        for (var time = 0; time < 5; time++)
            await author.SignInAsync(email, "not the password");

        await PressAsync(administrator, $"/admin/accounts/{(await FindAsync(email)).Id}", "Unlock");

        await author.SignInAsync(email, Staff.Password);
        author.Reply.IsRedirect.ShouldBeTrue();
    }

    [Test]
    public async Task Of_administrators_who_disable_one_another_at_once_one_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        app.StartServer();
        var people = new List<Respondent>();
        for (var number = 0; number < 4; number++)
            people.Add(await app.NewStaffAsync(Roles.Administrator));
        await people[0].OpenAsync("/admin/accounts");
        var addresses = people[0].Page.Document.QuerySelectorAll("main tbody a").Select(link => link.GetAttribute("href")!).ToList();
        addresses.Count.ShouldBe(4);

        // Each disables another one; which account is whose does not matter.
        var forms = new List<HtmlForm>();
        for (var number = 0; number < 4; number++)
        {
            await people[number].OpenAsync($"{addresses[number]}/disable");
            forms.Add(people[number].Page.Form() with { Action = $"{addresses[number]}/disable" });
        }
        await Task.WhenAll(people.Select((person, number) => person.PostAsync(forms[number].Action, forms[number].Content())));

        await using var scope = app.Services.CreateAsyncScope();
        var accounts = await scope.ServiceProvider.GetRequiredService<IAccounts>().ListAsync(CancellationToken.None);
        accounts.Count(account => account.DisabledAt is null).ShouldBeGreaterThanOrEqualTo(1);
        var last = accounts.First(account => account.DisabledAt is null);
        if (accounts.Count(account => account.DisabledAt is null) == 1)
        {
            using var administrator = app.NewRespondent();
            await administrator.SignInAsync(last.Email, Staff.Password);
            await DisableAsync(administrator, $"/admin/accounts/{last.Id}");
            administrator.Page.Status.ShouldBe(HttpStatusCode.Conflict);
            administrator.Page.ErrorSummary.Single().Message.ShouldStartWith("This is the last enabled administrator.");
        }
        people.ForEach(person => person.Dispose());
    }

    [Test]
    public async Task The_only_administrator_can_neither_be_disabled_nor_lose_the_role()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        app.StartServer();
        using var administrator = await app.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync("/admin/accounts");
        var address = administrator.Page.Document.QuerySelector("main tbody a")!.GetAttribute("href")!;

        await DisableAsync(administrator, address);
        administrator.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        await administrator.OpenAsync(address);
        await administrator.SubmitAsync(administrator.Page.Form().With("Chosen", Roles.Author));
        administrator.Page.Status.ShouldBe(HttpStatusCode.Conflict);

        (await administrator.GetAsync("/admin/accounts")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static HtmlForm PasswordForm(Respondent person, string present, string password) => person.Page.Form().With("Present", present).With("Password", password);

    private static HtmlForm ButtonForm(Respondent person, string handler) =>
        HtmlForm.Of(person.Page.Document.QuerySelector($"main form[action$='handler={handler}']").ShouldNotBeNull(person.Page.Body));

    private static async Task DisableAsync(Respondent person, string address)
    {
        await person.OpenAsync(address);
        await person.OpenAsync(person.Page.Document.QuerySelector("main a[href$='/disable']").ShouldNotBeNull(person.Page.Body).GetAttribute("href")!);
        person.Page.Text("main form").ShouldContain("signed out everywhere");
        await person.SubmitAsync(person.Page.Form());
    }

    private static async Task PressAsync(Respondent person, string address, string handler)
    {
        await person.OpenAsync(address);
        await person.SubmitAsync(ButtonForm(person, handler));
    }

    private static async Task<string> InviteAsync(Respondent administrator, string email, params string[] roles)
    {
        await administrator.OpenAsync("/admin/accounts/invite");
        await administrator.SubmitAsync(administrator.Page.Form().With("Email", email).With("Chosen", roles));
        return administrator.Page.Document.QuerySelector("#link").ShouldNotBeNull(administrator.Page.Body).GetAttribute("value")!;
    }

    private static async Task<AccountDetails> FindAsync(string email)
    {
        await using var scope = SharedApp.App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByEmailAsync(email, CancellationToken.None)).ShouldNotBeNull();
    }
}
