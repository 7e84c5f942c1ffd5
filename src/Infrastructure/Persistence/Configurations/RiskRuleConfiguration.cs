using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class RiskRuleConfiguration : IEntityTypeConfiguration<RiskRule>
{
    public void Configure(EntityTypeBuilder<RiskRule> builder)
    {
        builder.ToTable("brain_risk_rules").HasKey(rule => rule.Id).HasName("brain_risk_rules_pkey");

        // Codes are unique by a constraint that is looked at when all is stored (migration RiskCodesMayBeExchanged). It is not told of here: Entity
        // Framework would look for an order in which two rules could exchange their codes one after the other, and there is none.
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
