using AgentBrain.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Name).HasMaxLength(AccountLimits.KeyName);
        builder.Property(key => key.Role).HasMaxLength(AccountLimits.Role);
        builder.Property(key => key.Ending).HasMaxLength(ApiKey.EndingLength);
        builder.Property(key => key.CreatedBy).HasMaxLength(AccountLimits.Name);

        // Of two that revoke a key at once, one does.
        builder.Property(key => key.RevokedAt).IsConcurrencyToken();

        // Every request that brings a key looks it up.
        builder.HasIndex(key => key.KeyHash).IsUnique().HasDatabaseName("api_keys_key_key");
    }
}
