using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class WebhookAttemptConfiguration : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Excerpt).HasMaxLength(WebhookLimits.Excerpt);
        builder.Property(attempt => attempt.Problem).HasMaxLength(WebhookLimits.Problem);
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId)
            .HasConstraintName("webhook_attempts_delivery_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(attempt => new { attempt.DeliveryId, attempt.SentAt }).HasDatabaseName("idx_webhook_attempts_delivery");
    }
}
