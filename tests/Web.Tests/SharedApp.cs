using Microsoft.Extensions.Logging;

namespace AgentBrain.Web.Tests;

/// <summary>The application and the database that all tests share whose respondents do not meet. Nothing that they do may end in an unhandled exception.</summary>
[SetUpFixture]
public class SharedApp
{
    public static TestDatabase Database { get; private set; } = null!;

    public static AgentBrainApp App { get; private set; } = null!;

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
        App.Log.Lines.Where(line => line.Level >= LogLevel.Error && line.Text.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).Select(line => line.Text).ShouldBeEmpty();
    }
}
