using AgentBrain.Infrastructure.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class FingerprintKeyConfiguration : IEntityTypeConfiguration<FingerprintKey>
{
    public void Configure(EntityTypeBuilder<FingerprintKey> builder)
    {
        builder.ToTable("contact_fingerprint_keys");
        builder.Property(key => key.Id).ValueGeneratedNever();
    }
}
