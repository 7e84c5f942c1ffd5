using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Testing;

/// <summary>
/// The whole application as it starts in production: its own start-up makes the database ready. Only the logging provider is replaced, and
/// the limits on the number of forms are lifted, refusals answered at once and the end comes without notice where a test does not set them.
/// </summary>
public sealed class AgentBrainApp(string connectionString) : WebApplicationFactory<Program>
{
    /// <summary>An address that browsers and HSTS treat as any other host.</summary>
    public static readonly Uri Address = new("https://agentbrain.test");

    private const string Unlimited = "1000000";

    public string EnvironmentName { get; init; } = Environments.Production;

    /// <summary>Configuration, for example <c>RateLimits:StartsPerMinute</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes to the services.</summary>
    public Action<IServiceCollection>? ChangeServices { get; init; }

    public LogSpy Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseStaticWebAssets();

        // As published and as eng/run.sh does: files as they were built, compressed.
        builder.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        builder.UseSetting("ConnectionStrings:AgentBrain", connectionString);
        builder.UseSetting("Database:MigrateOnStart", "true");
        builder.UseSetting("Database:WatchForDrift", "false");
        builder.UseSetting("Jobs:Enabled", "false");
        // Files of no mail in its database are removed from a node's folder.
        builder.UseSetting("Mail:Folder", Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}"));
        builder.UseSetting("Privacy:SealStoredContacts", "false");
        foreach (var limit in (string[])["StartsPerMinute", "AnswersPerMinute", "RecordingsPerMinute", "FeedbackPerMinute", "ResumesPerMinute", "SignInsPerMinute", "ReadsPerMinute", "CallsPerKeyPerMinute", "CallsPerMinute"])
            builder.UseSetting($"RateLimits:{limit}", Unlimited);
        builder.UseSetting("SignIn:RefusalMilliseconds", "0");
        builder.UseSetting("Shutdown:ReadinessSeconds", "0");
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        if (ChangeServices is not null)
            builder.ConfigureServices(ChangeServices);
    }
}
