using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Accounts in the application's context. It saves nothing itself, so that a change and its audit entry are stored together or not at all.</summary>
public sealed class AccountStore : UserOnlyStore<Account, AgentBrainDbContext, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>>
{
    public AccountStore(AgentBrainDbContext context, IdentityErrorDescriber? describer = null)
        : base(context, describer) => AutoSaveChanges = false;
}
