using AgentBrain.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Actor).HasMaxLength(AccountLimits.Name);
        builder.Property(entry => entry.Action).HasMaxLength(AccountLimits.Action);
        builder.Property(entry => entry.Subject).HasMaxLength(AccountLimits.Subject);
        builder.Property(entry => entry.Before).HasColumnType("jsonb");
        builder.Property(entry => entry.After).HasColumnType("jsonb");

        // The log is read from its end, by whom and about what.
        builder.HasIndex(entry => entry.At).HasDatabaseName("idx_audit_entries_at").IsDescending();
        builder.HasIndex(entry => new { entry.Actor, entry.At }).HasDatabaseName("idx_audit_entries_actor");
        builder.HasIndex(entry => new { entry.Subject, entry.At }).HasDatabaseName("idx_audit_entries_subject");
    }
}
