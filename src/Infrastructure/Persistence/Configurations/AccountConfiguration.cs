using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.UserName).HasMaxLength(AccountLimits.Name).IsRequired();
        builder.Property(account => account.NormalizedUserName).HasMaxLength(AccountLimits.Name).IsRequired();
        builder.Property(account => account.Email).HasMaxLength(AccountLimits.Name).IsRequired();
        builder.Property(account => account.NormalizedEmail).HasMaxLength(AccountLimits.Name).IsRequired();
        builder.Property(account => account.DisplayName).HasMaxLength(AccountLimits.DisplayName);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();

        // Identity looks accounts up by both; of two that create the same account at once, one is refused.
        builder.HasIndex(account => account.NormalizedUserName).IsUnique().HasDatabaseName("accounts_name_key");
        builder.HasIndex(account => account.NormalizedEmail).IsUnique().HasDatabaseName("accounts_email_key");

        builder.Ignore(account => account.PhoneNumber);
        builder.Ignore(account => account.PhoneNumberConfirmed);
    }
}

/// <summary>The secret of the authenticator app and the recovery codes.</summary>
internal sealed class AccountTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("account_tokens").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.UserId).HasColumnName("account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId)
            .HasConstraintName("account_tokens_account_id_fkey").OnDelete(DeleteBehavior.Cascade);
    }
}
