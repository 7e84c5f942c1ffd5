using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Accounts in the application's context. It saves nothing itself, so that a change and its audit entry are stored together or not at all.</summary>
public sealed class AccountStore : UserOnlyStore<Account, AgentBrainDbContext, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>>
{
    public AccountStore(AgentBrainDbContext context, IdentityErrorDescriber? describer = null)
        : base(context, describer) => AutoSaveChanges = false;

    // The store of Identity attaches the account anew, and so forgets under which stamp it was loaded: the second change to one account before
    // a save would always be refused. What the context has loaded it keeps track of.
    public override Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return Task.FromResult(IdentityResult.Success);
    }
}
