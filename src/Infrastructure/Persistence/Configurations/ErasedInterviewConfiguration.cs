using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ErasedInterviewConfiguration : IEntityTypeConfiguration<ErasedInterview>
{
    public void Configure(EntityTypeBuilder<ErasedInterview> builder)
    {
        // Without a foreign key: what it is about is gone.
        builder.ToTable("erased_interviews").HasKey(erased => erased.SessionId);
        builder.Property(erased => erased.SessionId).ValueGeneratedNever();
        builder.Property(erased => erased.Language).HasMaxLength(5);
        builder.Property(erased => erased.LinkHashes).HasColumnType("bytea[]").HasDefaultValueSql("'{}'::bytea[]");
        builder.HasIndex(erased => erased.ErasedAt).HasDatabaseName("idx_erased_interviews_erased");
    }
}
