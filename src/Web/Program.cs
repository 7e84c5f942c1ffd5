using AgentBrain.Application;
using AgentBrain.Infrastructure;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web;
using AgentBrain.Web.Commands;
using AgentBrain.Web.Operation;
using Microsoft.Extensions.Options;

if (CommandLine.IsCommand(args))
    return await CommandLine.RunAsync(args, CommandConsole.OfProcess);

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services
        .AddInfrastructure(builder.Configuration)
        .AddApplication(builder.Configuration["AutoMapper:LicenseKey"])
        .AddWeb(builder.Configuration, builder.Environment);

    builder.Logging.AddOperationLog(builder.Configuration, builder.Environment);

    await builder.Build().UseWeb().RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Failures));
    return 1;
}
catch (DatabaseNotReadyException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
