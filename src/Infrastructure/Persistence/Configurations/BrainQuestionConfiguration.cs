using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class BrainQuestionConfiguration : IEntityTypeConfiguration<BrainQuestion>
{
    public void Configure(EntityTypeBuilder<BrainQuestion> builder)
    {
        builder.ToTable("brain_questions").HasKey(question => question.Id).HasName("brain_questions_pkey");
        builder.Property(question => question.Id).HasColumnName("question_id").HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(question => question.BasePriority).HasDefaultValue(50);
        builder.Property(question => question.SlotCoverage).HasColumnType("text[]").HasDefaultValueSql("'{}'::text[]");
        builder.Property(question => question.RiskCoverage).HasColumnType("text[]").HasDefaultValueSql("'{}'::text[]");
        builder.Property(question => question.RequiresRisk).HasDefaultValue(false);
        builder.Property(question => question.Enabled).HasDefaultValue(true);
        builder.Property(question => question.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(question => question.UpdatedAt).HasDefaultValueSql("now()");

        // Both from the legacy schema.
        builder.HasIndex(question => question.Enabled).HasDatabaseName("idx_brain_questions_enabled");
        builder.HasIndex(question => question.RoundHint).HasDatabaseName("idx_brain_questions_round");
    }
}
