using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class WorkingCopyStampConfiguration : IEntityTypeConfiguration<WorkingCopyStamp>
{
    public void Configure(EntityTypeBuilder<WorkingCopyStamp> builder)
    {
        builder.ToTable("brain_working_copy", table => table.HasCheckConstraint("brain_working_copy_one_row", $"id = {WorkingCopyStamp.TheOnly}"));
        builder.Property(stamp => stamp.Id).ValueGeneratedNever();
        builder.Property(stamp => stamp.Version).IsConcurrencyToken();
        // Publishing leaves the version as it is. A revision gets its number before the working copy is written: of two that are published at once,
        // the second begins anew and sees the first, so that a newer number is always a later brain.
        builder.Property(stamp => stamp.PublishedAt).IsConcurrencyToken();
        builder.Property(stamp => stamp.ChangedBy).HasMaxLength(AccountLimits.Name);
        builder.Property(stamp => stamp.StaleTexts).HasJsonColumn(BrainDocument.Json).HasDefaultValueSql("'[]'::jsonb");
    }
}
