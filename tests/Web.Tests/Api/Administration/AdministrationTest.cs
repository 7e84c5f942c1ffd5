using System.Net;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>The application and the database of the tests of the administration, which publish brains and delete what there is.</summary>
[SetUpFixture]
public sealed class AdministrationApp
{
    internal static TestDatabase Database { get; private set; } = null!;

    internal static AgentBrainApp App { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Database = await TestDatabase.CreateAsync();
        App = new AgentBrainApp(Database.ConnectionString);
        App.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>Tests of calls of the administration, each with the key of an administrator.</summary>
public abstract class AdministrationTest
{
    private protected const string Facts = "{*: {value: string, confidence: number}}";
    private protected const string Flags = "[{code: string, severity: string, note: string, evidence: [string]}]";

    private protected HttpClient Administrator { get; private set; } = null!;

    private protected static AgentBrainApp App => AdministrationApp.App;

    [SetUp]
    public async Task OpenAsync() => Administrator = App.NewProgram(await KeyAsync(Roles.Administrator));

    [TearDown]
    public void Close() => Administrator.Dispose();

    /// <summary>A new key of a role.</summary>
    private protected static async Task<string> KeyAsync(string role, bool revoked = false)
    {
        var token = SecretToken.Create();
        var text = ApiKey.Prefix + token.Reveal();
        var key = ApiKey.Create($"tests as {role}", role, token.Hash, text[^ApiKey.EndingLength..], "Tests", DateTimeOffset.UtcNow);
        if (revoked)
            key.Revoke(DateTimeOffset.UtcNow);
        await App.ReadAsync(async db =>
        {
            db.Add(key);
            return await db.SaveChangesAsync();
        });
        return text;
    }

    private protected static async Task<HttpClient> ProgramAsync(string role) => App.NewProgram(await KeyAsync(role));

    /// <summary>Runs SQL with one value.</summary>
    private protected static Task<int> ExecuteAsync(FormattableString sql) => App.ReadAsync(db => db.Database.ExecuteSqlAsync(sql));

    private protected static Task<List<T>> QueryAsync<T>(FormattableString sql) => App.ReadAsync(db => db.Database.SqlQuery<T>(sql).ToListAsync());

    /// <summary>An interview that was held through the API, with a report.</summary>
    private protected static async Task<Guid> InterviewAsync(string words = "To rent it out to guests, for soft steam with an electric heater.", int? rating = null)
    {
        using var program = App.NewProgram();
        var started = (await program.SendAsync("session/start", new { language = "en" })).Json;
        var id = started["session_id"]!.GetValue<Guid>();
        var transcripts = new[] { new { question_id = started["questions"]![0]!["id"]!.GetValue<string>(), text = words } };
        (await program.SendAsync($"session/{id}/answer", new { transcripts })).Status.ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync($"session/{id}/finalize", new { contact_info = new { name = "Ona", email = "ona@example.org", phone = "+370 600 12345" } })).Status.ShouldBe(HttpStatusCode.OK);
        if (rating is not null)
            (await program.SendAsync($"session/{id}/feedback", new { rating, feedback_text = "Thank you, Ona" })).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }
}
