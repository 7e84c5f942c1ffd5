using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Webhooks;

/// <summary>Receivers in the workspace.</summary>
public class WebhookPagesTests
{
    private const string List = "/admin/webhooks";
    private Receiver _receiver = null!;
    private Respondent _administrator = null!;

    [SetUp]
    public async Task SignIn()
    {
        await WebhookApp.ForgetAsync();
        _receiver = await Receiver.StartAsync();
        _administrator = await WebhookApp.App.NewStaffAsync(Roles.Administrator);
    }

    [TearDown]
    public async Task SignOut()
    {
        _administrator.Dispose();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task A_receiver_is_connected_shown_its_secret_once_tried_paused_and_deleted()
    {
        (await _administrator.OpenAsync(List)).Text(".empty-state").ShouldContain("No receiver is connected");
        var secret = await ConnectAsync("Ticket system");
        var page = _administrator.Page.Address.AbsolutePath;
        (await _administrator.OpenAsync(page)).Body.ShouldNotContain(secret);
        (await _administrator.OpenAsync(List)).Text("tbody th").ShouldContain("Ticket system");

        await _administrator.OpenAsync(page);
        await PressAsync("Test");
        _administrator.Page.Title.ShouldBe("Delivery of test");
        _administrator.Page.Text("tbody").ShouldContain("200");
        var message = _receiver.Messages.ShouldHaveSingleItem();
        message.IsSignedWith(secret).ShouldBeTrue();
        _administrator.Page.Text("pre").ShouldContain(message.Id);
        _administrator.Page.Text("pre").ShouldContain(message.Headers["webhook-signature"]);

        await _administrator.SubmitAsync(_administrator.Page.Form());
        await WebhookApp.WorkAsync();
        _receiver.Messages.Select(sent => sent.Id).ShouldBe([message.Id, message.Id]);

        await _administrator.OpenAsync(page);
        await PressAsync("Disable");
        _administrator.Page.Text(".notice").ShouldBe("The receiver is disabled.");
        await PressAsync("Enable");
        await _administrator.OpenAsync($"{page}/delete");
        await _administrator.SubmitAsync(_administrator.Page.Form());
        _administrator.Page.Text(".notice").ShouldBe("The receiver Ticket system was deleted.");
        (await _administrator.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);

        var actions = await WebhookApp.App.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "Ticket system").OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
        actions.ShouldBe(["webhook.created", "webhook.tested", "webhook.sent_again", "webhook.disabled", "webhook.enabled", "webhook.deleted"]);
        (await _administrator.OpenAsync("/admin/audit?kind=webhook")).Body.ShouldNotContain(secret["whsec_".Length..]);
    }

    [Test]
    public async Task A_renewed_secret_is_shown_once_and_both_sign()
    {
        var first = await ConnectAsync("");
        var page = _administrator.Page.Address.AbsolutePath;
        await _administrator.OpenAsync($"{page}/renew");
        await _administrator.SubmitAsync(_administrator.Page.Form());
        var second = Secret();
        second.ShouldNotBe(first);

        await PressAsync("Test");

        var message = _receiver.Messages.ShouldHaveSingleItem();
        (message.IsSignedWith(first), message.IsSignedWith(second)).ShouldBe((true, true));
        (await _administrator.OpenAsync(page)).Body.ShouldContain("the one before signs too");
        _administrator.Page.Body.ShouldNotContain(second);
    }

    [Test]
    public async Task What_cannot_be_is_said_at_its_field_and_keeps_what_was_entered()
    {
        await _administrator.OpenAsync($"{List}/new");
        await _administrator.SubmitAsync(_administrator.Page.Form().With("Address", "ftp://example.org").With("Description", "Kept").Without("Types"));

        _administrator.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _administrator.Page.ErrorSummary.ShouldBe([("Enter an address like https://example.org/hooks.", "#Address"), ("Choose at least one kind of event.", "#Types")], ignoreOrder: true);
        _administrator.Page.Form()["Description"].ShouldBe("Kept");
    }

    [Test]
    public async Task Private_addresses_are_refused_where_the_operator_did_not_allow_them()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        await administrator.OpenAsync($"{List}/new");
        await administrator.SubmitAsync(administrator.Page.Form().With("Address", "https://169.254.169.254/latest"));

        administrator.Page.ErrorSummary.ShouldHaveSingleItem().Message.ShouldContain("private network");
    }

    [Test]
    public async Task Who_changes_what_somebody_else_has_changed_sees_it_as_it_is()
    {
        await ConnectAsync("");
        var page = _administrator.Page.Address.AbsolutePath;
        await _administrator.OpenAsync($"{page}/edit");
        var stale = _administrator.Page.Form();
        await _administrator.SubmitAsync(stale.With("Description", "Theirs"));
        _administrator.Page.Text(".notice").ShouldBe("The settings were saved.");

        await _administrator.SubmitAsync(stale.With("Description", "Mine") with { Action = $"{page}/edit" });

        _administrator.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _administrator.Page.ErrorSummary.ShouldHaveSingleItem().Message.ShouldStartWith("Somebody else changed the receiver");
        _administrator.Page.Form()["Description"].ShouldBe("Theirs");
        await _administrator.SubmitAsync(_administrator.Page.Form().With("Description", "Mine then"));
        _administrator.Page.Title.ShouldBe("Mine then");
    }

    [Test]
    public async Task The_log_is_paged_and_filtered()
    {
        await ConnectAsync("");
        var page = _administrator.Page.Address.AbsolutePath;
        await WebhookApp.HappenAsync(51);
        await WebhookApp.WorkAsync();
        await _administrator.OpenAsync(page);
        await PressAsync("Test");

        (await _administrator.OpenAsync(page)).Text(".pager").ShouldContain("1 to 50 of 52");
        (await _administrator.OpenAsync($"{page}?p=2")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (await _administrator.OpenAsync($"{page}?type=test")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await _administrator.OpenAsync($"{page}?state=Failed")).Text(".empty-state").ShouldContain("No delivery passes");
        (await _administrator.OpenAsync($"{page}?state=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task There_are_no_more_than_twenty()
    {
        for (var number = 0; number < WebhookLimits.Endpoints - 1; number++)
            await WebhookApp.ConnectAsync($"http://127.0.0.1/{number}");
        await _administrator.OpenAsync($"{List}/new");
        var form = _administrator.Page.Form().With("Address", _receiver.Url);
        await _administrator.SubmitAsync(form);
        _administrator.Page.Has("#secret").ShouldBeTrue(_administrator.Page.Body);

        await _administrator.SubmitAsync(form with { Action = $"{List}/new" });

        _administrator.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await _administrator.OpenAsync(List)).Has($"a[href='{List}/new']").ShouldBeFalse();
    }

    [TestCase(Roles.Author)]
    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task They_are_for_administrators(string role)
    {
        using var staff = await WebhookApp.App.NewStaffAsync(role);
        (await staff.GetAsync(List)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<string> ConnectAsync(string description)
    {
        await _administrator.OpenAsync($"{List}/new");
        await _administrator.SubmitAsync(_administrator.Page.Form().With("Address", _receiver.Url).With("Description", description));
        return Secret();
    }

    private string Secret() => _administrator.Page.Document.QuerySelector("#secret").ShouldNotBeNull(_administrator.Page.Body).GetAttribute("value")!;

    private Task<HtmlPage> PressAsync(string handler) => _administrator.SubmitAsync(_administrator.Page.Form($"form[action*='handler={handler}']"));
}
