using AgentBrain.Domain.Brain;
using AgentBrain.Web.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Web.Tests.Api;

public class LoadTests
{
    private const int Respondents = 200;

    [Test]
    public async Task Of_two_hundred_respondents_at_once_every_answer_is_stored_once_and_every_interview_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var http = app.NewApiClient();
        var client = new ApiClient(http, new ApiTraffic()) { Patience = TimeSpan.FromMinutes(5) };
        var seed = Random.Shared.Next();

        // A respondent that fails says with which seed.
        var ledgers = await Task.WhenAll(Enumerable.Range(0, Respondents).Select(number =>
            new ApiRespondent(client, Languages.All[number % Languages.All.Count], unchecked(seed + number)).PlayAsync()));

        (await StoredInterviews.ReadAsync(database.ConnectionString)).DifferencesFrom(ledgers).ShouldBeEmpty($"The seed was {seed}.");
        ledgers.Sum(ledger => ledger.Answers.Count).ShouldBeGreaterThan(2 * Respondents);
        app.Log.Lines.Where(line => line.Level >= LogLevel.Error && line.Text.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).Select(line => line.Text).ShouldBeEmpty();
    }
}
