using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SkipRuleConfiguration : IEntityTypeConfiguration<SkipRule>
{
    public void Configure(EntityTypeBuilder<SkipRule> builder)
    {
        builder.ToTable("brain_skip_rules").HasKey(rule => rule.Id).HasName("brain_skip_rules_pkey");
        builder.Property(rule => rule.Id).HasColumnName("rule_id").HasMaxLength(BrainLimits.SkipRuleIdLength);
        builder.Property(rule => rule.ConditionSlot).HasMaxLength(BrainLimits.SkipRuleIdLength);
        builder.Property(rule => rule.ConditionType).HasMaxLength(BrainLimits.ConditionTypeLength);
        builder.Property(rule => rule.ConditionValues).HasColumnType("text[]");
        builder.Property(rule => rule.SkipQuestionIds).HasColumnType("text[]");
        builder.Property(rule => rule.Enabled).HasDefaultValue(true);
        builder.Property(rule => rule.CreatedAt).HasDefaultValueSql("now()");

        // Both from the legacy schema.
        builder.HasIndex(rule => rule.Enabled).HasDatabaseName("idx_skip_rules_enabled");
        builder.HasIndex(rule => rule.ConditionSlot).HasDatabaseName("idx_skip_rules_slot");
    }
}
