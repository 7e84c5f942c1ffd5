using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class RetentionRunConfiguration : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> builder)
    {
        builder.HasOutsideWork("retention_runs");
        builder.HasIndex(run => run.Day).IsUnique().HasDatabaseName("retention_runs_day_key");
    }
}
