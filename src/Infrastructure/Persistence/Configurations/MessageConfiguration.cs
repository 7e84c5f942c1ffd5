using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages").HasKey(message => message.Id).HasName("messages_pkey");
        builder.Property(message => message.Id).UseSerialColumn();
        builder.Property(message => message.Role).HasMaxLength(16);
        builder.Property(message => message.QuestionId).HasMaxLength(BrainLimits.QuestionIdLength);
        builder.Property(message => message.Input).HasJsonColumn();
        builder.Property(message => message.CreatedAt).HasDefaultValueSql("now()");

        // Both from the legacy schema.
        builder.HasIndex(message => message.SessionId).HasDatabaseName("idx_messages_session");
        builder.HasIndex(message => new { message.SessionId, message.Round }).HasDatabaseName("idx_messages_round");

        // Each place in a conversation once, each submission once, and one answer to each question. The last holds only for answers with a
        // submission, since the legacy service asked some questions again.
        builder.HasIndex(message => new { message.SessionId, message.Sequence }).IsUnique().HasDatabaseName("messages_sequence_key");
        builder.HasIndex(message => new { message.SessionId, message.SubmissionId }).IsUnique().HasDatabaseName("messages_submission_key")
            .HasFilter("submission_id IS NOT NULL");
        builder.HasIndex(message => new { message.SessionId, message.QuestionId }).IsUnique().HasDatabaseName("messages_answer_key")
            .HasFilter("submission_id IS NOT NULL");
    }
}
