using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class DecisionRecordConfiguration : IEntityTypeConfiguration<DecisionRecord>
{
    private const int StopReasonLength = 32;

    public void Configure(EntityTypeBuilder<DecisionRecord> builder)
    {
        builder.ToTable("decision_records");
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.Property(record => record.QuestionId).HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(record => record.StopReason).HasMaxLength(StopReasonLength);
        builder.Property(record => record.Details).HasJsonColumn();
        builder.HasOne<BrainRevision>().WithMany().HasForeignKey(record => record.RevisionId)
            .HasConstraintName("decision_records_revision_id_fkey").OnDelete(DeleteBehavior.Restrict);

        // One decision per step of an interview.
        builder.HasIndex(record => new { record.SessionId, record.Sequence }).IsUnique().HasDatabaseName("decision_records_sequence_key");
    }
}
