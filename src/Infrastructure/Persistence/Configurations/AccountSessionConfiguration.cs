using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("account_sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Browser).HasMaxLength(AccountLimits.Browser);

        // Sessions from before the column end: no account has an empty stamp.
        builder.Property(session => session.AccountStamp).HasMaxLength(AccountLimits.Stamp).HasDefaultValue("");
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId)
            .HasConstraintName("account_sessions_account_id_fkey").OnDelete(DeleteBehavior.Cascade);

        // Every request of the workspace looks its session up.
        builder.HasIndex(session => session.KeyHash).IsUnique().HasDatabaseName("account_sessions_key_key");
        builder.HasIndex(session => session.AccountId).HasDatabaseName("idx_account_sessions_account");
    }
}
