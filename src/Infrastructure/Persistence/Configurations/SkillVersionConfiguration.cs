using AgentBrain.Domain.Skills;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SkillVersionConfiguration : IEntityTypeConfiguration<SkillVersion>
{
    public void Configure(EntityTypeBuilder<SkillVersion> builder)
    {
        builder.ToTable("skill_versions").HasKey(version => version.Id).HasName("skill_versions_pkey");
        builder.Property(version => version.Id).UseSerialColumn();
        builder.Property(version => version.Version).HasMaxLength(20);
        builder.Property(version => version.Name).HasMaxLength(100).HasDefaultValue("pirtis_design_skill");
        builder.Property(version => version.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(version => version.ApprovedBy).HasMaxLength(100);
        builder.Property(version => version.IsActive).HasDefaultValue(false);
        builder.HasOne<SkillVersion>().WithMany().HasForeignKey(version => version.ParentVersionId)
            .HasConstraintName("skill_versions_parent_version_id_fkey").OnDelete(DeleteBehavior.NoAction);

        // At most one version is active.
        builder.HasIndex(version => version.IsActive).IsUnique().HasDatabaseName("idx_skill_versions_active").HasFilter("is_active = true");
    }
}
