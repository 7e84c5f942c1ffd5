using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Operations;
using AgentBrain.Application.Privacy;
using AgentBrain.Application.Results;
using AgentBrain.Application.Webhooks;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Health;
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Infrastructure.Jobs;
using AgentBrain.Infrastructure.Language.Speech;
using AgentBrain.Infrastructure.Mail;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Adoption;
using AgentBrain.Infrastructure.Persistence.Backups;
using AgentBrain.Infrastructure.Persistence.Schema;
using AgentBrain.Infrastructure.Privacy;
using AgentBrain.Infrastructure.Reports;
using AgentBrain.Infrastructure.Understanding;
using AgentBrain.Infrastructure.Webhooks;
using Hangfire;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure;

/// <summary>Registers how things are done here.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DatabaseOptions>(configuration.GetSection(DatabaseOptions.Section));
        services.AddSingleton(new DatabaseConnection(configuration.GetConnectionString(AgentBrainDbContextOptions.ConnectionStringName)));

        services.AddSingleton<DatabaseMigrator>();

        // Ahead of every other background service, since others read the database.
        services.AddHostedService<DatabaseStartup>();
        services.AddHostedService<PublicationListener>();
        services.AddDbContextPool<AgentBrainDbContext>((provider, options) => options.UseAgentBrain(provider.GetRequiredService<DatabaseConnection>().Text));
        services.AddScoped<MigrationState>();
        services.AddSingleton<DatabaseDrift>();
        services.AddHostedService<DriftWatch>();
        services.AddScoped<IDatabaseInspection, DatabaseInspection>();
        services.AddScoped<IApplicationDbContext>(provider => provider.GetRequiredService<AgentBrainDbContext>());

        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section))
            .Validate(options => options.SweepSeconds is >= JobOptions.ShortestSweep and <= JobOptions.LongestSweep, $"Set Jobs:SweepSeconds to {JobOptions.ShortestSweep} to {JobOptions.LongestSweep}.")
            .ValidateOnStart();
        services.AddHangfire((provider, hangfire) => hangfire
            .UseLogProvider(new JobLog(provider.GetRequiredService<ILoggerFactory>()))
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(JobStore.Open(provider.GetRequiredService<DatabaseConnection>())));
        services.AddScoped<IJobs, HangfireJobs>();
        services.AddScoped<JobRunner>();
        services.AddHostedService<JobServer>();
        services.AddHostedService<Sweep>();
        services.AddMail(configuration);

        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section))
            .Validate(options => options.DeadlineSeconds is >= 1 and <= WebhookOptions.LongestDeadline, $"Set Webhooks:DeadlineSeconds to 1 to {WebhookOptions.LongestDeadline}.")
            .Validate(options => string.IsNullOrEmpty(options.Proxy) || Uri.TryCreate(options.Proxy, UriKind.Absolute, out _), "Webhooks:Proxy is not an address: write it like http://proxy.example.org:3128.")
            .ValidateOnStart();
        services.AddSingleton<GuardedConnections>();
        services.AddSingleton<IWebhookAddresses, WebhookAddresses>();
        services.AddSingleton<IWebhookSecrets, WebhookSecrets>();
        services.AddSingleton<IWebhookSender, WebhookSender>();

        services.AddScoped<IStoredRows, StoredRows>();
        services.AddHostedService<ForgottenFiles>();
        services.AddScoped<DatabaseBackup>();
        services.AddScoped<DatabaseRestore>();

        services.AddKeys(configuration);
        services.Configure<PrivacyOptions>(configuration.GetSection(PrivacyOptions.Section));

        services.AddSingleton<FingerprintKeys>();
        services.AddSingleton<IContactSeal, ContactSeal>();
        services.AddHostedService<ContactSealing>();

        services.AddReadiness();
        services.AddIdentityCore<Account>(WorkspaceIdentity.Configure)
            .AddUserStore<AccountStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = WorkspaceIdentity.PasswordIterations);
        services.AddScoped<IAccounts, Accounts>();
        services.AddScoped<ApiKeys>();

        services.AddSingleton<DatabaseAdoption>();
        services.AddSingleton<IInterviewFigures, StoredFigures>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IShippedBrain, ShippedBrain>();
        services.AddSingleton<IBrainText, BrainYaml>();
        services.AddSingleton<IAnswerInterpreter>(new MeasuredInterpreter(new LexicalAnswerInterpreter()));
        services.AddSingleton<IReportTemplate, LiquidReportTemplate>();
        services.AddSpeech(configuration);
        return services;
    }
}
