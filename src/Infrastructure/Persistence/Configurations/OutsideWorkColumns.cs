using AgentBrain.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

/// <summary>The columns that all outside work has.</summary>
internal static class OutsideWorkColumns
{
    private const int StatusLength = 16;

    /// <summary>Maps them. The index of what is due is as short as the list of what is not done.</summary>
    public static void HasOutsideWork<T>(this EntityTypeBuilder<T> builder, string table)
        where T : OutsideWork
    {
        builder.ToTable(table);
        builder.Property(work => work.Id).ValueGeneratedNever();
        builder.Property(work => work.Status).HasConversion<string>().HasMaxLength(StatusLength);
        builder.Property(work => work.LastError).HasMaxLength(OutsideWork.MaxError);
        builder.Property(work => work.Version).IsRowVersion();
        builder.HasIndex(work => work.NextAttemptAt).HasFilter("ended_at IS NULL").HasDatabaseName($"idx_{table}_due");
    }
}
