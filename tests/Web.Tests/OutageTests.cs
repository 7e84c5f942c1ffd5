using System.Net;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentBrain.Web.Tests;

public class OutageTests
{
    [Test]
    public async Task A_database_that_goes_away_is_an_excuse_and_when_it_comes_back_nothing_is_lost()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timeout = 5 };
        await using var way = new TcpProxy(connection.Host!, connection.Port);
        way.Restore();
        (connection.Host, connection.Port) = ("127.0.0.1", way.Port);
        await using var app = new AgentBrainApp(connection.ConnectionString);
        using var respondent = app.NewRespondent("lt");
        await respondent.StartAsync("lt");
        await respondent.AnswerAsync("Poilsiui.");
        var form = respondent.Page.Form().With("Answer", "Dviese.").With("Intent", "answer");

        way.Cut();
        ShouldBeUnavailable(await respondent.GetAsync("/"));
        ShouldBeUnavailable(await respondent.GetAsync(respondent.QuestionPath(1)));
        ShouldBeUnavailable(await respondent.PostAsync(respondent.QuestionPath(1), form.Content()));
        (await respondent.GetAsync("/css/site.css")).Status.ShouldBe(HttpStatusCode.OK);

        way.Restore();
        await respondent.SubmitAsync(form);
        respondent.Page.Status.ShouldBe(HttpStatusCode.OK);
        (await app.AnswersAsync(respondent.SessionId)).ShouldBe(["Poilsiui.", "Dviese."]);
    }

    [Test]
    public async Task Ended_connections_go_unnoticed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var respondent = app.NewRespondent();
        await respondent.StartAsync("en");

        for (var time = 0; time < 3; time++)
        {
            await OnServerAsync(database, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
            await respondent.AnswerAsync($"Answer {time}");
            respondent.Reply.IsRedirect.ShouldBeTrue();
        }

        (await app.AnswersAsync(respondent.SessionId)).ShouldBe(["Answer 0", "Answer 1", "Answer 2"]);
    }

    [Test]
    public async Task A_database_that_is_renamed_for_a_while_is_an_excuse_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var respondent = app.NewRespondent("lt");
        await respondent.StartAsync("lt");

        await OnServerAsync(
            database,
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'",
            $"ALTER DATABASE {database.Name} RENAME TO {database.Name}_away");
        var reply = await respondent.GetAsync(respondent.QuestionPath(1));
        await OnServerAsync(database, $"ALTER DATABASE {database.Name}_away RENAME TO {database.Name}");

        ShouldBeUnavailable(reply);
        (await respondent.OpenAsync(respondent.InterviewPath)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_server_that_takes_no_changes_for_a_while_is_an_excuse_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var respondent = app.NewRespondent("lt");
        await respondent.StartAsync("lt");
        var form = respondent.Page.Form().With("Answer", "Poilsiui.").With("Intent", "answer");
        var end = $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'";

        await OnServerAsync(database, $"ALTER DATABASE {database.Name} SET default_transaction_read_only = on", end);
        ShouldBeUnavailable(await respondent.PostAsync(respondent.QuestionPath(1), form.Content()));

        // The connections that are open now take no changes: they are not tried again and again.
        await OnServerAsync(database, $"ALTER DATABASE {database.Name} SET default_transaction_read_only = off");
        await respondent.SubmitAsync(form);
        respondent.Reply.IsRedirect.ShouldBeTrue(respondent.Page.Title);
        (await app.AnswersAsync(respondent.SessionId)).ShouldBe(["Poilsiui."]);
    }

    [TestCase("lt", "Įvyko klaida mūsų sistemoje", "Netrukus grįšime – kūrename krosnį")]
    [TestCase("en", "Something went wrong on our side", "Back shortly – the stove is warming up")]
    [TestCase("ru", "Что-то пошло не так на нашей стороне", "Скоро вернёмся – растапливаем печь")]
    public async Task What_breaks_is_owned_up_to_in_the_language_of_the_browser(string language, string broken, string away)
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString)
        {
            ChangeServices = services => services.AddSingleton<IAnswerInterpreter, FailingInterpreter>(),
        };
        using var respondent = app.NewRespondent(language);
        await respondent.StartAsync("en");

        await respondent.AnswerAsync("break");
        respondent.Page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        respondent.Page.Title.ShouldBe(broken);
        respondent.Page.Body.ShouldNotContain("secret detail");
        var code = new InterfaceText { Language = language }["ErrorPage.TraceId", ""].Trim();
        respondent.Page.Text("p.small").ShouldStartWith(code);
        respondent.Page.Text("p.small").Length.ShouldBeGreaterThan(code.Length + 10);

        await respondent.OpenAsync(respondent.InterviewPath);
        await respondent.AnswerAsync("time out");
        respondent.Page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        respondent.Page.Title.ShouldBe(away);
        (await app.AnswersAsync(respondent.SessionId)).ShouldBeEmpty();
    }

    private static void ShouldBeUnavailable(HtmlPage page)
    {
        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers.RetryAfter.ShouldNotBeNull();
        page.Title.ShouldBe("Netrukus grįšime – kūrename krosnį");
        page.Has(".site-header").ShouldBeTrue();
    }

    private static async Task OnServerAsync(TestDatabase database, params string[] statements)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private sealed class FailingInterpreter : IAnswerInterpreter
    {
        public ValueTask<Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken) =>
            throw (answer.Text == "break" ? new InvalidOperationException("secret detail") : new TimeoutException());
    }
}
