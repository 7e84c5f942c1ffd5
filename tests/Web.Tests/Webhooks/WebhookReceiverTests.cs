using System.Net;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Webhooks;

/// <summary>Deliveries over HTTP, to receivers that do what receivers do.</summary>
public class WebhookReceiverTests
{
    private Receiver _receiver = null!;
    private Guid _endpoint;

    [SetUp]
    public async Task Connect()
    {
        await WebhookApp.ForgetAsync();
        _receiver = await Receiver.StartAsync();
        _endpoint = await WebhookApp.ConnectAsync(_receiver.Url);
    }

    [TearDown]
    public async Task Disconnect() => await _receiver.DisposeAsync();

    [Test]
    public async Task A_finished_interview_arrives_signed()
    {
        using var respondent = WebhookApp.App.NewRespondent();
        await respondent.ReachReportAsync("en");

        await WebhookApp.WorkAsync();

        var message = _receiver.Messages.ShouldHaveSingleItem();
        message.Request.ShouldBe("POST /hooks");
        message.IsSignedWith(WebhookApp.Secret).ShouldBeTrue();
        message.IsSignedWith("whsec_" + Convert.ToBase64String(new byte[32])).ShouldBeFalse();
        (message with { Body = [.. message.Body, (byte)' '] }).IsSignedWith(WebhookApp.Secret).ShouldBeFalse();
        message.Headers["content-type"].ShouldBe("application/json");
        message.Headers.Keys.ShouldNotContain("traceparent");
        message.Json["type"]!.GetValue<string>().ShouldBe(WebhookTypes.InterviewCompleted);
        message.Json["data"]!["session_id"]!.GetValue<Guid>().ShouldBe(respondent.SessionId);
        (await DeliveryAsync()).Status.ShouldBe(WorkStatus.Done);
    }

    [Test]
    public async Task A_receiver_in_trouble_gets_it_again_under_the_same_id_and_signed_anew()
    {
        _receiver.Answer = (context, number) => Receiver.Say(context, number == 1 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, "Ask ona@example.org");
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();
        (await DeliveryAsync()).LastError.ShouldBe("The receiver answered 500; only 200 to 299 count as received.");
        await WebhookApp.LetTimePassAsync();
        await WebhookApp.WorkAsync();

        _receiver.Messages.Select(message => message.Id).Distinct().ShouldHaveSingleItem().ShouldStartWith("msg_");
        _receiver.Messages.ShouldAllBe(message => message.IsSignedWith(WebhookApp.Secret));
        _receiver.Messages.Count.ShouldBe(2);
        (await DeliveryAsync()).Status.ShouldBe(WorkStatus.Done);
        (await AttemptsAsync()).Select(attempt => (attempt.Status, attempt.Excerpt)).ShouldBe([(500, "Ask ***"), (200, "Ask ***")]);
    }

    [Test]
    public async Task A_receiver_that_is_gone_is_disabled()
    {
        _receiver.Answer = (context, _) => Receiver.Say(context, HttpStatusCode.Gone);
        await WebhookApp.HappenAsync(2);

        await WebhookApp.WorkAsync();

        _receiver.Messages.Count.ShouldBe(1);
        (await WebhookApp.App.ReadAsync(db => db.WebhookEndpoints.AsNoTracking().SingleAsync())).DisabledBecause.ShouldBe(WebhookDisabling.Gone);
    }

    [TestCase(HttpStatusCode.Found)]
    [TestCase(HttpStatusCode.TemporaryRedirect)]
    [TestCase(HttpStatusCode.PermanentRedirect)]
    public async Task Redirects_are_not_followed(HttpStatusCode status)
    {
        await using var other = await Receiver.StartAsync();
        _receiver.Answer = (context, _) =>
        {
            context.Response.Headers.Location = other.Url;
            return Receiver.Say(context, status);
        };
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        other.Messages.ShouldBeEmpty();
        (await DeliveryAsync()).Status.ShouldBe(WorkStatus.Waiting);
        (await AttemptsAsync()).ShouldHaveSingleItem().Status.ShouldBe((int)status);
    }

    [TestCase("120", 120)]
    [TestCase("1000000", 86_400)]
    [TestCase("0", 5)]
    [TestCase("-1", 5)]
    [TestCase("soon", 5)]
    public async Task A_pause_that_is_asked_for_is_kept_within_bounds(string asked, int seconds)
    {
        _receiver.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = asked;
            return Receiver.Say(context, HttpStatusCode.ServiceUnavailable);
        };
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        // The row says when; that it is stored takes a moment.
        var delivery = await DeliveryAsync();
        var attempt = (await AttemptsAsync()).ShouldHaveSingleItem();
        (delivery.NextAttemptAt!.Value - attempt.SentAt).TotalSeconds.ShouldBeInRange(seconds, seconds + 30);
    }

    [Test]
    public async Task Of_an_endless_answer_little_is_read()
    {
        var (written, ended) = (0L, new TaskCompletionSource());
        _receiver.Answer = async (context, _) =>
        {
            try
            {
                // Without the limit it would never end.
                for (var block = new byte[64 * 1024]; ; written += block.Length)
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                ended.SetResult();
            }
        };
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        (await DeliveryAsync()).Status.ShouldBe(WorkStatus.Done, "the status says that it was taken");
        await ended.Task.WaitAsync(Receiver.Patience);
    }

    [Test]
    public async Task An_answer_that_drips_does_not_hold_up_the_next_message()
    {
        _receiver.Answer = async (context, _) =>
        {
            await context.Response.StartAsync();
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(".");
                await Task.Delay(100);
            }
        };
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        (await DeliveryAsync()).Status.ShouldBe(WorkStatus.Done);
        (await AttemptsAsync()).ShouldHaveSingleItem().Excerpt.ShouldNotBeNull().ShouldStartWith(".");
    }

    [Test]
    public async Task Who_says_nothing_is_left_at_the_deadline()
    {
        _receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        (await DeliveryAsync()).LastError.ShouldBe("There was no answer within 2 seconds.");
    }

    [Test]
    public async Task Who_is_not_there_is_tried_again()
    {
        await _receiver.DisposeAsync();
        await WebhookApp.HappenAsync();

        await WebhookApp.WorkAsync();

        var delivery = await DeliveryAsync();
        (delivery.Status, delivery.LastError).ShouldBe((WorkStatus.Waiting, "The receiver refused the connection."));
        _receiver = await Receiver.StartAsync();
    }

    [Test]
    public async Task Where_private_addresses_are_not_allowed_nothing_is_sent_to_one_whatever_was_saved()
    {
        await using var strict = new AgentBrainApp(WebhookApp.Database.ConnectionString);
        using var staff = await strict.NewStaffAsync(Domain.Accounts.Roles.Administrator);
        await staff.OpenAsync($"/admin/webhooks/{_endpoint}");
        await staff.SubmitAsync(staff.Page.Form("form[action*='handler=Test']"));

        _receiver.Messages.ShouldBeEmpty();
        staff.Page.Body.ShouldContain("https://");
        // Also by a name, where the address as it is written says nothing.
        await WebhookApp.Database.ExecuteAsync($"UPDATE webhook_endpoints SET url = replace(replace(url, 'http:', 'https:'), '127.0.0.1', 'localhost')");
        await staff.OpenAsync($"/admin/webhooks/{_endpoint}");
        await staff.SubmitAsync(staff.Page.Form("form[action*='handler=Test']"));

        staff.Page.Body.ShouldContain("belongs to this server or to a private network");
        _receiver.Messages.ShouldBeEmpty();
    }

    private static Task<WebhookDelivery> DeliveryAsync() => WebhookApp.App.ReadAsync(db => db.WebhookDeliveries.AsNoTracking().SingleAsync());

    private static Task<List<WebhookAttempt>> AttemptsAsync() => WebhookApp.App.ReadAsync(db => db.WebhookAttempts.AsNoTracking().OrderBy(attempt => attempt.SentAt).ToListAsync());
}
