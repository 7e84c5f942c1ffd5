using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(kept => new { kept.SessionId, kept.Key });
        builder.Property(kept => kept.Key).HasMaxLength(IdempotencyKey.MaxLength);
        builder.Property(kept => kept.Reply).HasJsonColumn();
        builder.HasOne<Session>().WithMany().HasForeignKey(kept => kept.SessionId)
            .HasConstraintName("idempotency_keys_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
    }
}
