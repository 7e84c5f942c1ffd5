using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.Property(told => told.Id).ValueGeneratedNever();
        builder.Property(told => told.Type).HasMaxLength(WebhookLimits.Type);
        builder.Property(told => told.Data).HasColumnType("jsonb");

        // Of two that hand it on at once one does.
        builder.Property(told => told.SpreadAt).IsConcurrencyToken();

        // Nothing is told twice of an interview; also finds what goes with it.
        builder.HasIndex(told => new { told.SessionId, told.Type, told.Subject }).IsUnique().HasDatabaseName("webhook_events_subject_key");
        builder.HasIndex(told => told.OccurredAt).HasDatabaseName("idx_webhook_events_occurred");
        builder.HasIndex(told => told.OccurredAt, "idx_webhook_events_new").HasFilter("spread_at IS NULL").HasDatabaseName("idx_webhook_events_new");
    }
}
