using System.Reflection;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Common.Behaviours;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Operations;
using AgentBrain.Application.Privacy;
using AgentBrain.Application.Webhooks;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application;

/// <summary>Registers the use cases.</summary>
public static class DependencyInjection
{
    /// <summary>Adds handlers, validators, behaviours and read projections.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? autoMapperLicenseKey)
    {
        var assembly = Assembly.GetExecutingAssembly();
        services.AddValidatorsFromAssembly(assembly, includeInternalTypes: true);
        services.AddAutoMapper(options => options.LicenseKey = autoMapperLicenseKey, assembly);
        services.AddSingleton<NewestRevision>();
        services.AddSingleton<CompiledBrains>();
        services.AddSingleton<AnalysedBrains>();
        services.AddScoped<SessionDoor>();
        services.AddSingleton<ContactBook>();
        services.AddScoped<IKeptDays, StoredKeptDays>();
        services.AddScoped<ReportWriter>();
        services.AddScoped<VisibleFeedback>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<WorkingCopyEditor>();
        services.AddScoped<DriftChecks>();
        services.AddScoped<InterviewEraser>();
        services.AddScoped<PersonalArchive>();
        services.AddScoped<Retention>();
        services.AddScoped<IPersonalFiles, MailFiles>();
        foreach (var kind in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IRetained))))
            services.AddScoped(typeof(IRetained), kind);
        services.AddScoped<WorkTurn>();
        services.AddSingleton<ReceiverTurns>();
        services.AddScoped<WebhookCourier>();
        services.AddScoped<SpokenWords>();
        foreach (var kind in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IDueWork))))
            services.AddScoped(typeof(IDueWork), kind);

        // MediatR 5 has no registration of its own; see docs/adr/0003.
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        var handlers =
            from type in assembly.GetTypes()
            where type is { IsAbstract: false, IsInterface: false }
            from service in type.GetInterfaces()
            where service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
            select (service, type);
        foreach (var (service, type) in handlers)
            services.AddScoped(service, type);

        // From the outside in.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        return services;
    }
}
