using AgentBrain.Application.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Registers how mail is sent.</summary>
internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value);
        services.AddSingleton<MailFolder>();
        services.AddSingleton<IMailFolder>(provider => provider.GetRequiredService<MailFolder>());
        services.AddSingleton<SmtpMailSender>();
        services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<MailOptions>().HasServer
            ? provider.GetRequiredService<SmtpMailSender>()
            : provider.GetRequiredService<MailFolder>());
        services.AddHostedService<MailNotice>();
        return services;
    }
}
