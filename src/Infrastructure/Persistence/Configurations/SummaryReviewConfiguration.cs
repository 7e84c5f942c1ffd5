using AgentBrain.Domain.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class SummaryReviewConfiguration : IEntityTypeConfiguration<SummaryReview>
{
    public void Configure(EntityTypeBuilder<SummaryReview> builder)
    {
        builder.ToTable("summary_reviews", table =>
            {
                table.HasCheckConstraint("summary_reviews_accuracy_rating_check", "accuracy_rating >= 1 AND accuracy_rating <= 5");
                table.HasCheckConstraint("summary_reviews_completeness_rating_check", "completeness_rating >= 1 AND completeness_rating <= 5");
            })
            .HasKey(review => review.Id).HasName("summary_reviews_pkey");
        builder.Property(review => review.Id).UseSerialColumn();
        builder.Property(review => review.MissingInsights).HasColumnType("text[]");
    }
}
