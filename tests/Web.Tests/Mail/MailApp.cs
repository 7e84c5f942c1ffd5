using AgentBrain.Application.Mail;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests.Mail;

/// <summary>An application that writes its mail into a folder of its own. Mail is sent when a test says so.</summary>
internal sealed class MailApp : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private MailApp(TestDatabase database)
    {
        _database = database;
        Folder = Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}");
        App = new AgentBrainApp(database.ConnectionString) { Settings = new Dictionary<string, string> { ["Mail:Folder"] = Folder } };
    }

    public AgentBrainApp App { get; }

    public string Folder { get; }

    public static async Task<MailApp> StartAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>Id of the mail with the report of an interview.</summary>
    public Task<Guid> MailOfAsync(Guid sessionId) => App.ReadAsync(db => db.Mail.Where(mail => mail.SessionId == sessionId).Select(mail => mail.Id).SingleAsync());

    /// <summary>Does what the job of a mail does.</summary>
    public async Task<Guid> SendAsync(Guid sessionId)
    {
        var id = await MailOfAsync(sessionId);
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendMail(id));
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
