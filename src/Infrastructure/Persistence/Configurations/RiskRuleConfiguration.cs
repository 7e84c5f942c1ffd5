using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class RiskRuleConfiguration : IEntityTypeConfiguration<RiskRule>
{
    public void Configure(EntityTypeBuilder<RiskRule> builder)
    {
        builder.ToTable("brain_risk_rules").HasKey(rule => rule.Id).HasName("brain_risk_rules_pkey");

        // The legacy table has a unique constraint of this name, and keeps it. It is told of as the index that enforces it, because a code may
        // change, which Entity Framework allows no key.
        builder.HasIndex(rule => rule.Code).IsUnique().HasDatabaseName("brain_risk_rules_code_key");
        builder.Property(rule => rule.Id).HasColumnName("rule_id").HasMaxLength(BrainLimits.SlotKeyLength);
        builder.Property(rule => rule.Code).HasMaxLength(BrainLimits.SlotKeyLength);
        builder.Property(rule => rule.Severity).HasMaxLength(BrainLimits.SeverityLength).HasDefaultValue("medium");
        builder.Property(rule => rule.RuleJson).HasJsonColumn(BrainDocument.Json);
        builder.Property(rule => rule.Enabled).HasDefaultValue(true);
        builder.Property(rule => rule.CreatedAt).HasDefaultValueSql("now()");

        // From the legacy schema.
        builder.HasIndex(rule => rule.Enabled).HasDatabaseName("idx_brain_risk_rules_enabled");
    }
}
