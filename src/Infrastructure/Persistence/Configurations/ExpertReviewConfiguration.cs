using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence.Configurations;

internal sealed class ExpertReviewConfiguration : IEntityTypeConfiguration<ExpertReview>
{
    public void Configure(EntityTypeBuilder<ExpertReview> builder)
    {
        builder.ToTable("expert_reviews", table => table.HasCheckConstraint("expert_reviews_overall_rating_check", "overall_rating >= 1 AND overall_rating <= 5"))
            .HasKey(review => review.Id).HasName("expert_reviews_pkey");
        builder.Property(review => review.Id).UseSerialColumn();
        builder.Property(review => review.ReviewerName).HasMaxLength(100);
        builder.Property(review => review.CreatedAt).HasDefaultValueSql("now()");

        // Reviews go with their session.
        builder.HasOne<Session>().WithMany().HasForeignKey(review => review.SessionId)
            .HasConstraintName("expert_reviews_session_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(review => review.QuestionReviews).WithOne().HasForeignKey(review => review.ExpertReviewId)
            .HasConstraintName("question_reviews_expert_review_id_fkey").OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(review => review.SummaryReviews).WithOne().HasForeignKey(review => review.ExpertReviewId)
            .HasConstraintName("summary_reviews_expert_review_id_fkey").OnDelete(DeleteBehavior.Cascade);

        // From the legacy schema.
        builder.HasIndex(review => review.SessionId).HasDatabaseName("idx_expert_reviews_session");
    }
}
