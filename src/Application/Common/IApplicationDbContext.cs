using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Mail;
using AgentBrain.Domain.Operations;
using AgentBrain.Domain.Privacy;
using AgentBrain.Domain.Reviews;
using AgentBrain.Domain.Skills;
using AgentBrain.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace AgentBrain.Application.Common;

/// <summary>The database as use cases see it. One <see cref="SaveChangesAsync"/> per command is its transaction.</summary>
public interface IApplicationDbContext
{
    /// <summary>Interviews. What stands in the place of erased ones is not among them; statistics alone count it.</summary>
    DbSet<Session> Sessions { get; }

    /// <summary>Turns of all conversations.</summary>
    DbSet<Message> Messages { get; }

    /// <summary>Answers that were changed since.</summary>
    DbSet<ReplacedAnswer> ReplacedAnswers { get; }

    /// <summary>Links by which interviews can be taken up elsewhere.</summary>
    DbSet<ResumeLink> ResumeLinks { get; }

    /// <summary>Browsers in which interviews were taken up.</summary>
    DbSet<SessionAccess> SessionAccesses { get; }

    /// <summary>Names that programs gave to their requests.</summary>
    DbSet<IdempotencyKey> IdempotencyKeys { get; }

    /// <summary>Spoken answers.</summary>
    DbSet<Transcript> Transcripts { get; }

    /// <summary>What respondents have spoken, without the sound.</summary>
    DbSet<Recording> Recordings { get; }

    /// <summary>The sound of recordings.</summary>
    DbSet<RecordingAudio> RecordingAudios { get; }

    /// <summary>Why each question was asked.</summary>
    DbSet<DecisionRecord> DecisionRecords { get; }

    /// <summary>Mail to respondents.</summary>
    DbSet<OutgoingMail> Mail { get; }

    /// <summary>Respondents' ratings.</summary>
    DbSet<FeedbackEntry> Feedback { get; }

    /// <summary>Experts' judgements of interviews.</summary>
    DbSet<ExpertReview> ExpertReviews { get; }

    /// <summary>Versions of the skill.</summary>
    DbSet<SkillVersion> SkillVersions { get; }

    /// <summary>Suggested changes of the skill.</summary>
    DbSet<LearnedRule> LearnedRules { get; }

    /// <summary>Published brains.</summary>
    DbSet<BrainRevision> BrainRevisions { get; }

    /// <summary>Slots of the working copy.</summary>
    DbSet<Slot> Slots { get; }

    /// <summary>Questions of the working copy.</summary>
    DbSet<BrainQuestion> Questions { get; }

    /// <summary>Risk rules of the working copy.</summary>
    DbSet<RiskRule> RiskRules { get; }

    /// <summary>Skip rules of the working copy.</summary>
    DbSet<SkipRule> SkipRules { get; }

    /// <summary>Scoring weights of the working copy.</summary>
    DbSet<ScoringConfig> ScoringConfigs { get; }

    /// <summary>Settings of the working copy.</summary>
    DbSet<BrainConfigEntry> BrainConfig { get; }

    /// <summary>What is known of the working copy as a whole; one row at most.</summary>
    DbSet<WorkingCopyStamp> WorkingCopyStamps { get; }

    /// <summary>Who changed what and when.</summary>
    DbSet<AuditEntry> AuditEntries { get; }

    /// <summary>Signed-in browsers.</summary>
    DbSet<AccountSession> AccountSessions { get; }

    /// <summary>Invitations to the workspace.</summary>
    DbSet<AccountInvitation> AccountInvitations { get; }

    /// <summary>Keys of programs.</summary>
    DbSet<ApiKey> ApiKeys { get; }

    /// <summary>Which interviews were erased.</summary>
    DbSet<ErasedInterview> ErasedInterviews { get; }

    /// <summary>How long what is kept.</summary>
    DbSet<RetentionPeriod> RetentionPeriods { get; }

    /// <summary>Comparisons of the database with its migrations.</summary>
    DbSet<DriftCheck> DriftChecks { get; }

    /// <summary>Where receivers are told of what happens.</summary>
    DbSet<WebhookEndpoint> WebhookEndpoints { get; }

    /// <summary>What receivers may want to know.</summary>
    DbSet<WebhookEvent> WebhookEvents { get; }

    /// <summary>Events on their way to endpoints.</summary>
    DbSet<WebhookDelivery> WebhookDeliveries { get; }

    /// <summary>What attempts to deliver came to.</summary>
    DbSet<WebhookAttempt> WebhookAttempts { get; }

    /// <summary>All of a kind; for what treats several kinds alike.</summary>
    DbSet<T> Set<T>()
        where T : class;

    /// <summary>What respondents agreed to.</summary>
    DbSet<ConsentText> ConsentTexts { get; }

    /// <summary>What was loaded and changed.</summary>
    ChangeTracker ChangeTracker { get; }

    /// <summary>Loads an interview; null when there is none.</summary>
    Task<Session?> LoadSessionAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>What was said in an interview, in order.</summary>
    IAsyncEnumerable<TurnView> TurnsAsync(Guid sessionId);

    /// <summary>Stores the sealed contact details of an interview in the place of those that it holds. Nothing else of it changes.</summary>
    /// <param name="session">The interview as it was read.</param>
    /// <param name="contact">Its contact details; null where it holds none, which is noted then.</param>
    /// <param name="full">Its full report without them; null where there is none.</param>
    /// <param name="summary">Its summary without them; null where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when somebody has changed or deleted it meanwhile: then nothing was stored.</returns>
    Task<bool> StoreSealedAsync(Session session, SealedContact? contact, string? full, string? summary, CancellationToken cancellationToken);

    /// <summary>Id of the newest revision; null when none is published.</summary>
    Task<int?> NewestRevisionIdAsync(CancellationToken cancellationToken);

    /// <summary>Stores all changes in one transaction.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed a row first.</exception>
    /// <exception cref="DbUpdateException">A constraint forbids the change.</exception>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Stores all changes in one transaction, among them a revision, of which every node hears.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed a row first.</exception>
    /// <exception cref="DbUpdateException">A constraint forbids the change.</exception>
    Task SavePublicationAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does work in one transaction, which sees the database as it is when the work begins. What others store meanwhile is not counted, and
    /// saving a change that meets theirs is refused as a whole.
    /// </summary>
    /// <param name="work">The work. It is done anew where the connection breaks, from an empty <see cref="ChangeTracker"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DbUpdateException">A change was refused.</exception>
    Task<T> InSnapshotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken);
}
