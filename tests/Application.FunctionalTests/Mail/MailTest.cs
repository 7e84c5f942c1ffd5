using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.FunctionalTests.Mail;

/// <summary>Tests of an application that is connected to a mail server of their own.</summary>
public abstract class MailTest : FunctionalTest
{
    private protected const string Name = "Žydrūnė Ąžuolaitė";
    private protected const string Email = "zydrune@example.lt";

    private ServiceProvider? _services;
    private IServiceProvider? _used;

    private protected SmtpServer Server { get; private set; } = null!;

    private protected override IServiceProvider Services => _used ?? _services!;

    [SetUp]
    public async Task Connect()
    {
        Server = new SmtpServer();
        _services = Node(SettingsOf(Server));
        await PublishBrainAsync();
    }

    [TearDown]
    public async Task Disconnect()
    {
        await _services!.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Sends requests to another node; null for the usual one.</summary>
    private protected void Use(IServiceProvider? node) => _used = node;

    private protected static Dictionary<string, string?> SettingsOf(SmtpServer server) => new()
    {
        ["Mail:Host"] = SmtpServer.Host,
        ["Mail:Port"] = $"{server.Port}",
        ["Mail:AuthorityFile"] = server.AuthorityFile,
        ["Mail:From"] = "Sauna studio <reports@example.org>",
    };

    /// <summary>A node of the application.</summary>
    private protected static ServiceProvider Node(Dictionary<string, string?> settings, Action<IServiceCollection>? change = null) => TestServices.Build(
        TestHost.ConnectionString,
        services =>
        {
            services.AddSingleton(Clock);
            services.AddSingleton<IJobs>(TestHost.Jobs);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
            change?.Invoke(services);
        },
        settings: settings);

    /// <summary>An interview whose respondent left an address.</summary>
    private protected async Task<Guid> FinishWithAddressAsync()
    {
        var sessionId = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = Name, Email = Email });
        return sessionId;
    }

    private protected static Task<OutgoingMail> MailOfAsync(Guid sessionId) => QueryAsync(db => db.Mail.AsNoTracking().SingleAsync(mail => mail.SessionId == sessionId));

    /// <summary>Has the mail of an interview sent, if it is due.</summary>
    private protected async Task<OutgoingMail> SendMailOfAsync(Guid sessionId)
    {
        await SendAsync(new SendMail((await MailOfAsync(sessionId)).Id));
        return await MailOfAsync(sessionId);
    }

    private protected async Task<MailStage> StageAsync(Guid sessionId) => (await SendAsync(new GetMailProgress(sessionId))).Stage;
}
