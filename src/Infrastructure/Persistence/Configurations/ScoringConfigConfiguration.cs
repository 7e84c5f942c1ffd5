using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ScoringConfigConfiguration : IEntityTypeConfiguration<ScoringConfig>
{
    private const string LegacyWeights =
        """'{"risk": 2.0, "round_fit": 1.5, "missing_slot": 3.0, "asked_penalty": -5.0, "base_priority": 0.1, "required_slot_bonus": 2.0}'::jsonb""";

    public void Configure(EntityTypeBuilder<ScoringConfig> builder)
    {
        builder.ToTable("brain_scoring_config").HasKey(config => config.Key).HasName("brain_scoring_config_pkey");
        builder.Property(config => config.Key).HasColumnName("config_key").HasMaxLength(BrainLimits.SlotKeyLength).HasDefaultValue(ScoringConfig.DefaultKey);
        builder.Property(config => config.Weights).HasJsonColumn(BrainDocument.Json).HasDefaultValueSql(LegacyWeights);
        builder.Property(config => config.UpdatedAt).HasDefaultValueSql("now()");
    }
}
