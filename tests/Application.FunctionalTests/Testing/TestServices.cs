using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;

namespace AgentBrain.Application.FunctionalTests.Testing;

/// <summary>The application as its host registers it, without the web.</summary>
internal static class TestServices
{
    /// <summary>When the clock of tests starts. It moves only when a test moves it.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static ServiceProvider Build(
        string? connectionString,
        Action<IServiceCollection>? configure = null,
        string environment = "Development",
        Dictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings)
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = connectionString })
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment, ContentRootPath = TestContext.CurrentContext.WorkDirectory });
        services.AddInfrastructure(configuration).AddApplication(autoMapperLicenseKey: null);
        services.AddSingleton<FakeTimeProvider>(new FakeTimeProvider(Start));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<FakeTimeProvider>());
        services.AddScoped<TestRespondent>();
        services.AddScoped<ICurrentRespondent>(provider => provider.GetRequiredService<TestRespondent>());
        services.AddScoped<TestAccount>();
        services.AddScoped<ICurrentAccount>(provider => provider.GetRequiredService<TestAccount>());
        configure?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }
}

/// <summary>Whoever a test lets speak.</summary>
internal sealed class TestRespondent : ICurrentRespondent
{
    public SecretToken? Token { get; set; }

    public bool IsProgram { get; set; }
}

/// <summary>Whoever a test lets work in the workspace.</summary>
internal sealed class TestAccount : ICurrentAccount
{
    public Guid? Id { get; set; }

    public string? Name { get; set; }

    public IReadOnlyCollection<string> Roles { get; set; } = [];
}
