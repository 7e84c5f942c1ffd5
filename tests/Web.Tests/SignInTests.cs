using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

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
}
