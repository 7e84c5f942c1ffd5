using System.Net;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests;

public class RestartTests
{
    [Test]
    public async Task An_interview_goes_on_after_a_kill_between_any_two_steps()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var app = new AppProcess(database.ConnectionString, "Development");
        using var respondent = NewRespondent(app);
        var answers = new List<string>();

        await app.StartAsync();
        await respondent.OpenAsync("/");
        await RestartAsync();
        await respondent.SubmitAsync(respondent.Page.Form().With("Language", "en").With("Agreed", "true"));
        var path = respondent.Page.Address.AbsolutePath;

        while (respondent.Page.Has("[name=QuestionId]"))
        {
            // The form on the screen is from before the kill: its token and the cookies still have to fit.
            await RestartAsync();
            answers.Add($"Answer {answers.Count}");
            await respondent.AnswerAsync(answers[^1]);
            respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        }

        await RestartAsync();
        await respondent.LeaveContactAsync("Ona");
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        await RestartAsync();
        await respondent.LeaveFeedbackAsync("5");
        respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
        await RestartAsync();

        (await respondent.OpenAsync(path)).Text("#feedback-title").ShouldBe("Thank you – we received your feedback");
        answers.Count.ShouldBeGreaterThan(1);
        (await StoredAnswersAsync(database)).ShouldBe(answers);

        async Task RestartAsync()
        {
            await app.KillAsync();
            await app.StartAsync();
        }
    }

    [Test]
    public async Task A_form_that_was_under_way_when_the_server_was_killed_is_stored_once_when_it_is_sent_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var app = new AppProcess(database.ConnectionString, "Development");
        using var respondent = NewRespondent(app);
        await app.StartAsync();
        await respondent.StartAsync("en");
        var sent = 0;

        // Sooner and later: before, during and after the transaction.
        foreach (var delay in (int[])[0, 3, 8, 20])
        {
            if (!respondent.Page.Has("[name=QuestionId]"))
                break;
            var form = respondent.Page.Form().With("Answer", $"Answer {sent++}").With("Intent", "answer");
            var underWay = respondent.PostAsync(form.Action, form.Content());
            await Task.Delay(delay);
            await app.KillAsync();
            try
            {
                (await underWay).IsRedirect.ShouldBeTrue();
            }
            catch (HttpRequestException)
            {
                // Whether it was stored is not known; that is the point.
            }
            await app.StartAsync();

            await respondent.SubmitAsync(form);
            respondent.Reply.Status.ShouldBe(HttpStatusCode.Redirect);
            (await StoredAnswersAsync(database)).ShouldBe(Enumerable.Range(0, sent).Select(number => $"Answer {number}"));
        }
        sent.ShouldBeGreaterThan(1);
    }

    [Test]
    public async Task Production_without_a_database_ends_at_once_and_says_what_is_missing()
    {
        using var app = new AppProcess(connectionString: null, "Production");

        app.Launch();

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Errors.ShouldStartWith("No database is configured.");
        app.Errors.ShouldContain("ConnectionStrings__AgentBrain");
        app.Errors.ShouldNotContain("   at ");
    }

    [Test]
    public async Task A_database_that_cannot_be_reached_at_the_start_ends_it_with_a_message()
    {
        using var app = new AppProcess("Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=5", "Production");

        app.Launch();

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Errors.ShouldStartWith("The database cannot be used:");
        app.Errors.ShouldNotContain("   at ");
    }

    private static Respondent NewRespondent(AppProcess app) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, app.Address);

    private static async Task<List<string>> StoredAnswersAsync(TestDatabase database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT content FROM messages WHERE role = 'user' ORDER BY sequence";
        await using var reader = await command.ExecuteReaderAsync();
        var answers = new List<string>();
        while (await reader.ReadAsync())
            answers.Add(reader.GetString(0));
        return answers;
    }
}
