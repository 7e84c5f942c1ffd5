using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class FeedbackEntryConfiguration : IEntityTypeConfiguration<FeedbackEntry>
{
    public void Configure(EntityTypeBuilder<FeedbackEntry> builder)
    {
        builder.ToTable("feedback", table => table.HasCheckConstraint("feedback_rating_check", "rating >= 1 AND rating <= 5"))
            .HasKey(entry => entry.Id).HasName("feedback_pkey");
        builder.Property(entry => entry.Id).HasDefaultValueSql("gen_random_uuid()");
        builder.Property(entry => entry.Comment).HasColumnName("feedback_text");
        builder.Property(entry => entry.Superseded).HasDefaultValue(false);
        builder.Property(entry => entry.CreatedAt).HasDefaultValueSql("now()");
        builder.HasOne<Session>().WithMany().HasForeignKey(entry => entry.SessionId)
            .HasConstraintName("feedback_session_id_fkey").OnDelete(DeleteBehavior.Cascade);

        // From the legacy schema.
        builder.HasIndex(entry => entry.CreatedAt).HasDatabaseName("idx_feedback_created_at").IsDescending();
        builder.HasIndex(entry => entry.Rating).HasDatabaseName("idx_feedback_rating");
        builder.HasIndex(entry => entry.SessionId, "idx_feedback_session_id").HasDatabaseName("idx_feedback_session_id");

        // One feedback per session.
        builder.HasIndex(entry => entry.SessionId, "feedback_session_key").IsUnique().HasDatabaseName("feedback_session_key").HasFilter("NOT superseded");
    }
}
