using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    private const int WordLength = 16;
    private const int LanguageLength = 5;

    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.HasOutsideWork("mail_messages");
        builder.Property(mail => mail.Kind).HasConversion<string>().HasMaxLength(WordLength);
        builder.Property(mail => mail.Route).HasConversion<string>().HasMaxLength(WordLength);
        builder.Property(mail => mail.Language).HasMaxLength(LanguageLength);
        builder.Property(mail => mail.MessageId).HasMaxLength(OutgoingMail.MaxMessageId);
        builder.HasOne<Session>().WithMany().HasForeignKey(mail => mail.SessionId)
            .HasConstraintName("mail_messages_session_id_fkey").OnDelete(DeleteBehavior.Cascade);

        // Whoever finishes an interview, and however often: its report is mailed once.
        builder.HasIndex(mail => new { mail.SessionId, mail.Kind }).IsUnique().HasDatabaseName("mail_messages_session_key");
    }
}
