using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class RecordingConfiguration : IEntityTypeConfiguration<Recording>
{
    private const int WordLength = 16;
    private const int MediaTypeLength = 32;

    public void Configure(EntityTypeBuilder<Recording> builder)
    {
        builder.HasOutsideWork("recordings");
        builder.Property(recording => recording.Purpose).HasConversion<string>().HasMaxLength(WordLength);
        builder.Property(recording => recording.QuestionId).HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(recording => recording.Language).HasMaxLength(5);
        builder.Property(recording => recording.MediaType).HasMaxLength(MediaTypeLength);
        builder.Property(recording => recording.Seconds).HasPrecision(6, 2);
        builder.Property(recording => recording.Problem).HasConversion<string>().HasMaxLength(WordLength);
        builder.HasOne<Session>().WithMany().HasForeignKey(recording => recording.SessionId).OnDelete(DeleteBehavior.Cascade);
        // In this direction, because a table of an adopted database may be unlogged: nothing that is logged can refer to it.
        builder.HasOne(recording => recording.Transcript).WithOne().HasForeignKey<Transcript>(transcript => transcript.RecordingId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(recording => new { recording.SessionId, recording.Number }).IsUnique();
        builder.HasIndex(recording => new { recording.SessionId, recording.SubmissionId }).IsUnique();
    }
}

internal sealed class RecordingAudioConfiguration : IEntityTypeConfiguration<RecordingAudio>
{
    public void Configure(EntityTypeBuilder<RecordingAudio> builder)
    {
        builder.ToTable("recording_audio").HasKey(audio => audio.RecordingId);
        builder.HasOne<Recording>().WithOne().HasForeignKey<RecordingAudio>(audio => audio.RecordingId).OnDelete(DeleteBehavior.Cascade);
    }
}
