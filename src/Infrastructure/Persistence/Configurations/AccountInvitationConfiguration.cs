using AgentBrain.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class AccountInvitationConfiguration : IEntityTypeConfiguration<AccountInvitation>
{
    public void Configure(EntityTypeBuilder<AccountInvitation> builder)
    {
        builder.ToTable("account_invitations");
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Email).HasMaxLength(AccountLimits.Name);
        builder.Property(invitation => invitation.NormalizedEmail).HasMaxLength(AccountLimits.Name);
        builder.PrimitiveCollection(invitation => invitation.Roles);
        builder.Property(invitation => invitation.InvitedBy).HasMaxLength(AccountLimits.Name);
        builder.Property(invitation => invitation.Version).IsConcurrencyToken();

        // Whoever opens a link is looked up by it.
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique().HasDatabaseName("account_invitations_token_key");

        // An address has one link at most, even when two administrators invite it at once.
        builder.HasIndex(invitation => invitation.NormalizedEmail).IsUnique().HasDatabaseName("account_invitations_open_email_key")
            .HasFilter("used_at IS NULL AND revoked_at IS NULL");
    }
}
