using System.Net;
using AgentBrain.Domain.Jobs;
using AgentBrain.Web.Commands;
using AgentBrain.Web.Tests.Support;
using Npgsql;

namespace AgentBrain.Web.Tests.Webhooks;

/// <summary>Deliveries by the workers of running nodes.</summary>
public class WebhookNodesTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Jobs__Enabled"] = "true",
        ["Jobs__SweepSeconds"] = "0.2",
        ["Webhooks__AllowPrivateAddresses"] = "true",
        ["Webhooks__DeadlineSeconds"] = "60",
    };

    [Test]
    public async Task A_receiver_that_hangs_and_one_that_is_dead_hold_up_nobody_else()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString)
        {
            Settings = Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value),
        };
        app.StartServer();
        await using var hanging = await Receiver.StartAsync();
        await using var healthy = await Receiver.StartAsync();
        await using var dead = await Receiver.StartAsync();
        var (release, released) = (new TaskCompletionSource(), 0);
        hanging.Answer = async (context, _) =>
        {
            await Task.WhenAny(release.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
            Interlocked.Increment(ref released);
        };
        foreach (var receiver in (Receiver[])[hanging, dead, healthy])
            await WebhookApp.ConnectAsync(receiver.Url, app);
        await dead.DisposeAsync();

        // What comes first hangs; what comes later arrives nevertheless, again and again.
        await WebhookApp.HappenAsync(5, database);
        await hanging.ArrivalAsync();
        for (var number = 0; number < 5; number++)
            await healthy.ArrivalAsync();
        await WebhookApp.HappenAsync(5, database);
        for (var number = 0; number < 5; number++)
            await healthy.ArrivalAsync();

        hanging.Messages.Count.ShouldBe(1, "it holds one worker, with its first message");
        released.ShouldBe(0, "it has been hanging all the time");
        release.SetResult();
        for (var number = 1; number < 10; number++)
            await hanging.ArrivalAsync();
        healthy.Messages.Select(message => message.Id).Distinct().Count().ShouldBe(10);
    }

    [Test]
    public async Task Two_nodes_deliver_once_and_what_a_killed_one_had_in_hand_arrives_again_under_the_same_id()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        using var one = new AppProcess(database.ConnectionString, "Development") { Settings = Settings };
        using var other = new AppProcess(database.ConnectionString, "Development") { Settings = Settings };
        await Task.WhenAll(one.StartAsync(), other.StartAsync());
        var secret = await ConnectAsync(database, one, receiver.Url);

        await WebhookApp.HappenAsync(20, database);
        for (var number = 0; number < 20; number++)
            await receiver.ArrivalAsync();
        await UntilDoneAsync(database, 20);
        receiver.Messages.Select(message => message.Id).ShouldBeUnique();
        receiver.Messages.ShouldAllBe(message => message.IsSignedWith(secret));

        await other.KillAsync();
        receiver.Answer = (context, number) => number == 21 ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Receiver.Say(context, HttpStatusCode.NoContent);
        await WebhookApp.HappenAsync(1, database);
        await receiver.ArrivalAsync();
        await one.KillAsync();
        // Its lease would end by itself in half a minute.
        await database.ExecuteAsync("UPDATE webhook_deliveries SET leased_until = now() - interval '1 second' WHERE status = 'Running'");
        await one.StartAsync();
        await receiver.ArrivalAsync();

        await UntilDoneAsync(database, 21);
        receiver.Messages.Count.ShouldBe(22);
        receiver.Messages[21].Id.ShouldBe(receiver.Messages[20].Id);
        receiver.Messages[21].Body.ShouldBe(receiver.Messages[20].Body);
    }

    private static async Task<string> ConnectAsync(TestDatabase database, AppProcess node, string url)
    {
        var console = new CommandConsole(new StringReader(Staff.Password), TextWriter.Null, TextWriter.Null)
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = database.ConnectionString },
        };
        (await CommandLine.RunAsync(["admin", "create-user", "--email", "ona@example.org", "--role", "Administrator", "--password-stdin"], console)).ShouldBe(0);
        using var administrator = new Respondent(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, node.Address);
        await administrator.SignInAsync("ona@example.org", Staff.Password);
        await administrator.OpenAsync("/admin/webhooks/new");
        await administrator.SubmitAsync(administrator.Page.Form().With("Address", url));
        return administrator.Page.Document.QuerySelector("#secret").ShouldNotBeNull(administrator.Page.Body).GetAttribute("value")!;
    }

    private static async Task UntilDoneAsync(TestDatabase database, int count)
    {
        using var patience = new CancellationTokenSource(Receiver.Patience);
        await using var connection = await database.OpenConnectionAsync();
        await using var done = new NpgsqlCommand($"SELECT count(*) FROM webhook_deliveries WHERE status = '{WorkStatus.Done}'", connection);
        while ((long)(await done.ExecuteScalarAsync())! < count)
            await Task.Delay(50, patience.Token);
    }
}
