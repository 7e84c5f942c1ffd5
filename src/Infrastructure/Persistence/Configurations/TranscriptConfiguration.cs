using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class TranscriptConfiguration : IEntityTypeConfiguration<Transcript>
{
    public void Configure(EntityTypeBuilder<Transcript> builder)
    {
        builder.ToTable("transcripts").HasKey(transcript => transcript.Id).HasName("transcripts_pkey");
        builder.Property(transcript => transcript.Id).UseSerialColumn();
        builder.Property(transcript => transcript.QuestionId).HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(transcript => transcript.Language).HasMaxLength(5).HasDefaultValue(Languages.Lithuanian);
        builder.Property(transcript => transcript.Confidence).HasPrecision(3, 2);
        builder.Property(transcript => transcript.DurationSeconds).HasPrecision(6, 2);
        builder.Property(transcript => transcript.CreatedAt).HasDefaultValueSql("now()");
        builder.HasOne<Session>().WithMany().HasForeignKey(transcript => transcript.SessionId)
            .HasConstraintName("transcripts_session_id_fkey").OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(transcript => transcript.RecordingId).IsUnique();

        // From the legacy schema.
        builder.HasIndex(transcript => transcript.SessionId).HasDatabaseName("idx_transcripts_session");
    }
}
