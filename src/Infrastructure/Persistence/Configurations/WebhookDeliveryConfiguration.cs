using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.HasOutsideWork("webhook_deliveries");
        builder.HasOne<WebhookEvent>().WithMany().HasForeignKey(delivery => delivery.EventId)
            .HasConstraintName("webhook_deliveries_event_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => delivery.EndpointId)
            .HasConstraintName("webhook_deliveries_endpoint_id_fkey").OnDelete(DeleteBehavior.Cascade);

        // However often an event is handed on, each endpoint gets it once.
        builder.HasIndex(delivery => new { delivery.EventId, delivery.EndpointId }).IsUnique().HasDatabaseName("webhook_deliveries_event_key");
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.CreatedAt }).HasDatabaseName("idx_webhook_deliveries_endpoint");
    }
}
