using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SessionAccessConfiguration : IEntityTypeConfiguration<SessionAccess>
{
    public void Configure(EntityTypeBuilder<SessionAccess> builder)
    {
        builder.ToTable("session_accesses").HasKey(access => new { access.SessionId, access.TokenHash });
        builder.HasOne<Session>().WithMany().HasForeignKey(access => access.SessionId)
            .HasConstraintName("session_accesses_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(access => access.TokenHash).HasDatabaseName("idx_session_accesses_token");
    }
}
