using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class BrainConfigEntryConfiguration : IEntityTypeConfiguration<BrainConfigEntry>
{
    public void Configure(EntityTypeBuilder<BrainConfigEntry> builder)
    {
        builder.ToTable("brain_config").HasKey(entry => entry.Key).HasName("brain_config_pkey");
        builder.Property(entry => entry.Key).HasMaxLength(BrainLimits.ConfigKeyLength);
        builder.Property(entry => entry.UpdatedAt).HasDefaultValueSql("now()");
    }
}
