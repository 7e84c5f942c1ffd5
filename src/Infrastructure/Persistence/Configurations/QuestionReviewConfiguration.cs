using AgentBrain.Domain.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class QuestionReviewConfiguration : IEntityTypeConfiguration<QuestionReview>
{
    public void Configure(EntityTypeBuilder<QuestionReview> builder)
    {
        builder.ToTable("question_reviews", table =>
                table.HasCheckConstraint("question_reviews_effectiveness_rating_check", "effectiveness_rating >= 1 AND effectiveness_rating <= 5"))
            .HasKey(review => review.Id).HasName("question_reviews_pkey");
        builder.Property(review => review.Id).UseSerialColumn();
        builder.Property(review => review.QuestionId).HasMaxLength(100);
        builder.Property(review => review.MissedOpportunities).HasColumnType("text[]");
    }
}
