using System.Diagnostics;
using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

public class SignInTests
{
    private const string Page = "/admin/sign-out";

    [Test]
    public async Task Somebody_who_has_not_signed_in_is_asked_to()
    {
        using var stranger = SharedApp.App.NewRespondent();

        var reply = await stranger.GetAsync(Page);

        reply.Status.ShouldBe(HttpStatusCode.Redirect);
        reply.Headers.Location!.ToString().ShouldEndWith("/admin/sign-in?returnUrl=%2Fadmin%2Fsign-out");
    }

    [Test]
    public async Task What_htmx_asks_for_without_a_session_is_no_page_for_signing_in()
    {
        using var stranger = SharedApp.App.NewRespondent();
        stranger.Headers.Add("HX-Request", "true");

        var reply = await stranger.GetAsync("/admin/brain/questions");

        reply.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reply.Has("[name=Password]").ShouldBeFalse();
    }

    [Test]
    public async Task Signing_in_and_out_refusals_and_locks_leave_traces_without_what_was_typed()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        var id = (await SharedApp.App.ReadAsync(db => db.Accounts.SingleAsync(account => account.Email == email))).Id;
        var typed = $"{Guid.NewGuid():N}@example.org";
        using var person = SharedApp.App.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        await person.OpenAsync(Page);
        await person.SubmitAsync(person.Page.Form());
        await person.SignInAsync(typed, Staff.Password);
        for (var time = 0; time < 6; time++)
            await person.SignInAsync(email, "not the password");

        var entries = await SharedApp.App.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == email).OrderBy(entry => entry.Id).ToListAsync());
        entries.Select(entry => (entry.Action, entry.AccountId)).ShouldBe([("account.signed_in", id), ("account.signed_out", id), ("account.locked", (Guid?)null)], ignoreOrder: true);
        SharedApp.App.Log.Lines.Count(line => line.Text.Contains("was refused", StringComparison.Ordinal) && line.Text.Contains($"{id}", StringComparison.Ordinal)).ShouldBe(6);
        SharedApp.App.Log.Lines.ShouldAllBe(line => !line.Text.Contains(typed) && !line.Text.Contains(email));
    }

    [TestCase("control\u0001@example.org")]
    [TestCase("right\u202eto-left@example.org")]
    [TestCase("half\ud83d@example.org")]
    public async Task An_address_that_nobody_can_have_is_refused_like_any_other(string email)
    {
        using var person = SharedApp.App.NewRespondent();

        var page = await person.SignInAsync(email, "not the password");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorSummary.Single().Message.ShouldStartWith("The e-mail address or the password is wrong");
    }

    [Test]
    public void The_name_of_a_browser_is_cut_between_characters()
    {
        AccountSession.Begin([], Guid.Empty, "", new string('x', AccountLimits.Browser - 1) + "\U0001f600", DateTimeOffset.UnixEpoch).Browser
            .ShouldBe(new string('x', AccountLimits.Browser - 1));
        AccountSession.Begin([], Guid.Empty, "", new string('x', AccountLimits.Browser - 2) + "\U0001f600y", DateTimeOffset.UnixEpoch).Browser!.Length.ShouldBe(AccountLimits.Browser);
    }

    [Test]
    public async Task A_refusal_takes_as_long_as_any_other()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { Settings = new Dictionary<string, string> { ["SignIn:RefusalMilliseconds"] = "1500" } };
        app.StartServer();
        var email = await app.NewAccountAsync(Roles.Author);
        using var person = app.NewRespondent();
        await person.SignInAsync(email, "not the password");

        foreach (var address in new[] { email, "nobody@example.org" })
        {
            await person.OpenAsync("/admin/sign-in");
            var form = person.Page.Form().With("Email", address).With("Password", "not the password");
            var start = Stopwatch.GetTimestamp();
            await person.SubmitAsync(form);
            Stopwatch.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(1400));
            person.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Test]
    public async Task A_password_is_judged_once_however_many_others_are_counted_at_the_same_time()
    {
        const int People = 4;
        var hasher = new CountingHasher();
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { ChangeServices = services => services.AddSingleton<IPasswordHasher<Account>>(hasher) };
        app.StartServer();
        var email = await app.NewAccountAsync(Roles.Author);
        var people = Enumerable.Range(0, People).Select(_ => app.NewRespondent()).ToList();
        foreach (var person in people)
            await person.OpenAsync("/admin/sign-in");

        await Task.WhenAll(people.Select(person => person.SubmitAsync(person.Page.Form().With("Email", email).With("Password", "not the password"))));

        hasher.Judged.ShouldBe(People);
        (await app.ReadAsync(db => db.Accounts.SingleAsync(account => account.Email == email))).AccessFailedCount.ShouldBe(People);
        people.ForEach(person => person.Dispose());
    }

    [Test]
    public async Task Signing_out_ends_the_session_for_a_copy_of_the_cookie_too()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        (await author.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.OK);
        var copy = author.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("agentbrain.workspace", StringComparison.Ordinal)).Value;

        await author.OpenAsync(Page);
        await author.SubmitAsync(author.Page.Form());

        using var thief = SharedApp.App.NewRespondent();
        thief.Headers.Add("Cookie", $"__Host-agentbrain.workspace={copy}");
        (await thief.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await author.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_account_look_the_same()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var person = SharedApp.App.NewRespondent();

        var wrong = await person.SignInAsync(email, "not the password");
        var unknown = await person.SignInAsync("nobody@example.org", "not the password");

        foreach (var page in new[] { wrong, unknown })
        {
            page.Status.ShouldBe(HttpStatusCode.BadRequest);
            page.ErrorSummary.ShouldBe([("The e-mail address or the password is wrong, or too many wrong passwords came before: wait 15 minutes then.", "#Email")]);
        }
    }

    [Test]
    public async Task Five_wrong_passwords_lock_and_nobody_learns_which_one_is_right()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var person = SharedApp.App.NewRespondent();

        for (var time = 0; time < 5; time++)
            await person.SignInAsync(email, "not the password");

        var wrong = await person.SignInAsync(email, "not the password");
        var right = await person.SignInAsync(email, Staff.Password);

        right.Status.ShouldBe(HttpStatusCode.BadRequest);
        right.ErrorSummary.ShouldBe(wrong.ErrorSummary);
        right.Text("main").ShouldBe(wrong.Text("main"));
    }

    [Test]
    public async Task The_right_password_after_a_wrong_one_signs_in()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Author);
        using var person = SharedApp.App.NewRespondent();

        await person.SignInAsync(email, "not the password");
        await person.SignInAsync(email, Staff.Password);

        person.Reply.IsRedirect.ShouldBeTrue(person.Page.Body);
    }

    /// <summary>Counts what is judged. All ask for the account before the first is counted, so that they meet.</summary>
    private sealed class CountingHasher : PasswordHasher<Account>
    {
        private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(300);
        private int _judged;

        public int Judged => _judged;

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _judged);
            Thread.Sleep(Slowly);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
