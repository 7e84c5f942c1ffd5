using Microsoft.Extensions.Logging;

namespace AgentBrain.Web.Tests;

/// <summary>The application and the database that all tests share whose respondents do not meet. Nothing that they do may be logged as an error.</summary>
[SetUpFixture]
public class SharedApp
{
    private int _linesOfStart;

    public static TestDatabase Database { get; private set; } = null!;

    public static AgentBrainApp App { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Database = await TestDatabase.CreateAsync();
        App = new AgentBrainApp(Database.ConnectionString);
        App.StartServer();
        _linesOfStart = App.Log.Lines.Count;
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        App.Log.Lines.Skip(_linesOfStart).Where(line => line.Level >= LogLevel.Error).Select(line => line.Text).ShouldBeEmpty();
    }
}
