using AgentBrain.Domain.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class DriftCheckConfiguration : IEntityTypeConfiguration<DriftCheck>
{
    private const int MigrationNameLength = 150;
    private const int OutcomeLength = 16;

    public void Configure(EntityTypeBuilder<DriftCheck> builder)
    {
        builder.ToTable("drift_checks");
        builder.Property(check => check.Migration).HasMaxLength(MigrationNameLength);
        builder.Property(check => check.Outcome).HasConversion<string>().HasMaxLength(OutcomeLength);
        builder.Property(check => check.Findings).HasJsonColumn();
    }
}
