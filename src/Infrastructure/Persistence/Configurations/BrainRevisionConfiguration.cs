using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class BrainRevisionConfiguration : IEntityTypeConfiguration<BrainRevision>
{
    private const int Sha256HexLength = 64;

    public void Configure(EntityTypeBuilder<BrainRevision> builder)
    {
        builder.ToTable("brain_revisions");
        builder.Property(revision => revision.Document).HasJsonColumn(BrainDocument.Json);
        builder.Property(revision => revision.Checksum).HasMaxLength(Sha256HexLength);
        builder.Property(revision => revision.PublishedBy).HasMaxLength(AccountLimits.Name);
    }
}
