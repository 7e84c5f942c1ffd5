using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ResumeLinkConfiguration : IEntityTypeConfiguration<ResumeLink>
{
    public void Configure(EntityTypeBuilder<ResumeLink> builder)
    {
        builder.ToTable("resume_links");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.HasOne<Session>().WithMany().HasForeignKey(link => link.SessionId)
            .HasConstraintName("resume_links_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(link => link.TokenHash).IsUnique().HasDatabaseName("resume_links_token_key");
        builder.HasIndex(link => link.SessionId).HasDatabaseName("idx_resume_links_session");
    }
}
