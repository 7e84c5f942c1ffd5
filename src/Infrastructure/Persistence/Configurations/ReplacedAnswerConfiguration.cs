using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ReplacedAnswerConfiguration : IEntityTypeConfiguration<ReplacedAnswer>
{
    public void Configure(EntityTypeBuilder<ReplacedAnswer> builder)
    {
        builder.ToTable("replaced_answers");
        builder.Property(replaced => replaced.Id).ValueGeneratedNever();
        builder.Property(replaced => replaced.QuestionId).HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(replaced => replaced.Input).HasJsonColumn();

        // An answer is replaced once.
        builder.HasIndex(replaced => new { replaced.SessionId, replaced.SubmissionId }).IsUnique().HasDatabaseName("replaced_answers_submission_key");
    }
}
