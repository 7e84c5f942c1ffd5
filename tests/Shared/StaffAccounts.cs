using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Testing;

/// <summary>Accounts of people who work in the workspace.</summary>
public static class StaffAccounts
{
    public const string Password = "a sauna of spruce logs";

    /// <summary>Creates an account with <see cref="Password"/>.</summary>
    public static async Task CreateAccountAsync(this AgentBrainApp app, string email, params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IAccounts>().CreateAsync(email, null, roles, Password, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<IApplicationDbContext>().SaveChangesAsync(CancellationToken.None);
    }
}
