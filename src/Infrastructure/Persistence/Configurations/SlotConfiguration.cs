using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SlotConfiguration : IEntityTypeConfiguration<Slot>
{
    public void Configure(EntityTypeBuilder<Slot> builder)
    {
        builder.ToTable("brain_slots").HasKey(slot => slot.Key).HasName("brain_slots_pkey");
        builder.Property(slot => slot.Key).HasColumnName("slot_key").HasMaxLength(BrainLimits.SlotKeyLength);
        builder.Property(slot => slot.LabelLt).HasMaxLength(BrainLimits.LabelLength);
        builder.Property(slot => slot.LabelEn).HasMaxLength(BrainLimits.LabelLength);
        builder.Property(slot => slot.LabelRu).HasMaxLength(BrainLimits.LabelLength);
        builder.Property(slot => slot.IsRequired).HasDefaultValue(false);
        builder.Property(slot => slot.PriorityWeight).HasPrecision(3, 2).HasDefaultValue(1.0m);
        builder.Property(slot => slot.Measure).HasConversion<string>().HasMaxLength(16);
        builder.Property(slot => slot.Options).HasJsonColumn(BrainDocument.Json).HasDefaultValueSql("'[]'::jsonb");
        builder.Property(slot => slot.Position).HasDefaultValue(0);
        builder.Property(slot => slot.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(slot => slot.UpdatedAt).HasDefaultValueSql("now()");
    }
}
