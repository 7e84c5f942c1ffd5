using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    private const string LegacyState =
        """'{"slots": {}, "risk_flags": [], "round_summary": null, "unknown_slots": [], "next_questions": [], "asked_question_ids": []}'::jsonb""";

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions").HasKey(session => session.Id).HasName("sessions_pkey");
        builder.Property(session => session.Id).HasColumnName("session_id").HasDefaultValueSql("gen_random_uuid()");
        // Rows of the legacy service may name no language that there is.
        builder.Property(session => session.Language).HasMaxLength(5).HasDefaultValue(Languages.Lithuanian)
            .HasConversion(language => language, stored => Languages.Nearest(stored));
        builder.Property(session => session.Round).HasDefaultValue(1);
        builder.Property(session => session.State).HasJsonColumn(state => StoredState.Write(state), json => StoredState.Read(json)).HasDefaultValueSql(LegacyState);
        builder.Property(session => session.OpensById).HasDefaultValue(true);
        builder.Property(session => session.QuestionCount).HasDefaultValue(0);
        builder.Property(session => session.EndedEarly).HasDefaultValue(false);
        builder.Property(session => session.FlagCodes).HasColumnType("text[]").HasDefaultValueSql("'{}'::text[]");
        builder.Property(session => session.ToldFlagCodes).HasColumnType("text[]").HasDefaultValueSql("'{}'::text[]");
        builder.Property(session => session.FilledSlots).HasColumnType("text[]").HasDefaultValueSql("'{}'::text[]");
        builder.Property(session => session.LastActivityAt).HasDefaultValueSql("now()");
        builder.Property(session => session.ContactSettled).HasDefaultValue(false);
        builder.Property(session => session.ContactName).HasMaxLength(TextLimits.ContactName);
        builder.Property(session => session.ContactEmail).HasMaxLength(TextLimits.ContactEmail);
        builder.Property(session => session.ContactPhone).HasMaxLength(TextLimits.ContactPhone);
        builder.Property(session => session.CreatedAt).HasDefaultValueSql("now()");

        // Kept by the trigger update_sessions_updated_at.
        builder.Property(session => session.UpdatedAt).HasDefaultValueSql("now()").ValueGeneratedOnAddOrUpdate();
        builder.Property(session => session.Version).IsRowVersion();

        // What stands in the place of erased interviews is counted by statistics, and no interview to anybody else.
        builder.HasQueryFilter(session => session.ErasedAt == null);

        builder.HasMany(session => session.Messages).WithOne().HasForeignKey(message => message.SessionId)
            .HasConstraintName("messages_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(session => session.Decisions).WithOne().HasForeignKey(record => record.SessionId)
            .HasConstraintName("decision_records_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(session => session.ReplacedAnswers).WithOne().HasForeignKey(replaced => replaced.SessionId)
            .HasConstraintName("replaced_answers_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(session => session.WebhookEvents).WithOne().HasForeignKey(told => told.SessionId)
            .HasConstraintName("webhook_events_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<BrainRevision>().WithMany().HasForeignKey(session => session.RevisionId)
            .HasConstraintName("sessions_revision_id_fkey").OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsentText>().WithMany().HasForeignKey(session => session.ConsentVersion)
            .HasConstraintName("sessions_consent_version_fkey").OnDelete(DeleteBehavior.Restrict);

        // From the legacy schema.
        builder.HasIndex(session => session.CompletedAt).HasDatabaseName("idx_sessions_completed").HasFilter("completed_at IS NOT NULL");
        builder.HasIndex(session => session.CreatedAt).HasDatabaseName("idx_sessions_created").IsDescending();
        builder.HasIndex(session => session.ContactEmailHash).HasDatabaseName("sessions_contact_email_hash");

        // Those that are still to be sealed, so that looking for none costs nothing. Of columns that no answer changes.
        builder.HasIndex(session => session.Id).HasDatabaseName("sessions_contact_unsealed")
            .HasFilter("NOT contact_settled OR contact_name IS NOT NULL OR contact_email IS NOT NULL OR contact_phone IS NOT NULL");
        builder.HasIndex(session => session.ContactEmail).HasDatabaseName("idx_sessions_contact_email");

        // One interview per start form; also finds the interviews of a token.
        builder.HasIndex(session => new { session.TokenHash, session.StartSubmissionId }).IsUnique().HasDatabaseName("sessions_start_key");
    }
}
