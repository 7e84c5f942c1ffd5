using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class RetentionPeriodConfiguration : IEntityTypeConfiguration<RetentionPeriod>
{
    public void Configure(EntityTypeBuilder<RetentionPeriod> builder)
    {
        builder.ToTable("retention_periods", table => table.HasCheckConstraint("retention_periods_days_check", $"days >= 1 AND days <= {RetentionPeriod.MostDays}"))
            .HasKey(period => period.Kind);
        builder.Property(period => period.Kind).HasConversion(new EnumToStringConverter<RetentionKind>()).HasMaxLength(32);
        builder.Property(period => period.Version).IsRowVersion();
    }
}
