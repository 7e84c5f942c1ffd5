using AgentBrain.Domain.Skills;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class LearnedRuleConfiguration : IEntityTypeConfiguration<LearnedRule>
{
    public void Configure(EntityTypeBuilder<LearnedRule> builder)
    {
        builder.ToTable("skill_learned_rules").HasKey(rule => rule.Id).HasName("skill_learned_rules_pkey");
        builder.Property(rule => rule.Id).UseSerialColumn();
        builder.Property(rule => rule.SourceReviews).HasColumnType("integer[]").HasDefaultValueSql("'{}'::integer[]");
        builder.Property(rule => rule.ConfidenceScore).HasDefaultValue(0.0);
        builder.Property(rule => rule.Approved).HasDefaultValue(false);
        builder.Property(rule => rule.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(rule => rule.ApprovedBy).HasMaxLength(100);
        builder.Property(rule => rule.RuleType).HasMaxLength(50).HasDefaultValue("general");
        builder.Property(rule => rule.Metadata).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");

        // Both from the legacy schema.
        builder.HasIndex(rule => rule.RuleType).HasDatabaseName("idx_skill_learned_rules_type");
        builder.HasIndex(rule => rule.Metadata).HasDatabaseName("idx_skill_learned_rules_metadata").HasMethod("gin");
    }
}
