using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    private const int ReasonLength = 16;

    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        // Places are as many as workers: of those who create one at once no more than that succeed.
        builder.ToTable("webhook_endpoints", table => table.HasCheckConstraint("webhook_endpoints_place_check", $"place BETWEEN 1 AND {WebhookLimits.Endpoints}"));
        builder.Property(endpoint => endpoint.Id).ValueGeneratedNever();
        builder.Property(endpoint => endpoint.Url).HasMaxLength(WebhookLimits.Url);
        builder.Property(endpoint => endpoint.Description).HasMaxLength(WebhookLimits.Description);
        builder.Property(endpoint => endpoint.Types).HasColumnType("text[]");
        builder.Property(endpoint => endpoint.ProtectedSecret).HasMaxLength(WebhookLimits.ProtectedSecret);
        builder.Property(endpoint => endpoint.PreviousSecret).HasMaxLength(WebhookLimits.ProtectedSecret);
        builder.Property(endpoint => endpoint.DisabledBecause).HasConversion<string>().HasMaxLength(ReasonLength);
        builder.Property(endpoint => endpoint.CreatedBy).HasMaxLength(AccountLimits.Name);
        builder.Property(endpoint => endpoint.Version).IsConcurrencyToken();
        builder.HasIndex(endpoint => endpoint.Place).IsUnique().HasDatabaseName("webhook_endpoints_place_key");
    }
}
