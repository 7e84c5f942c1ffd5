using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ConsentTextConfiguration : IEntityTypeConfiguration<ConsentText>
{
    public void Configure(EntityTypeBuilder<ConsentText> builder)
    {
        builder.ToTable("consent_texts").HasKey(text => text.Version);
        builder.Property(text => text.Version).ValueGeneratedNever();
        builder.Property(text => text.PublishedBy).HasMaxLength(AccountLimits.Name);
        builder.Ignore(text => text.Source).Ignore(text => text.Text);
    }
}
