using System.Data;
using System.Globalization;
using AgentBrain.Application.Common;
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
using AgentBrain.Infrastructure.Identity;
using AgentBrain.Infrastructure.Privacy;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The product's database.</summary>
public sealed class AgentBrainDbContext(DbContextOptions<AgentBrainDbContext> options)
    : DbContext(options), IApplicationDbContext, IDataProtectionKeyContext
{
    // What every call about an interview asks for. Otherwise EF finds out anew each time that it knows the query, which takes longer than the query.
    private static readonly Func<AgentBrainDbContext, Guid, CancellationToken, Task<Session?>> SessionById =
        EF.CompileAsyncQuery((AgentBrainDbContext db, Guid id, CancellationToken _) => db.Sessions.SingleOrDefault(session => session.Id == id));

    private static readonly Func<AgentBrainDbContext, Guid, IAsyncEnumerable<TurnView>> TurnsOfSession =
        EF.CompileAsyncQuery((AgentBrainDbContext db, Guid id) => db.Messages
            .Where(message => message.SessionId == id)
            .OrderBy(message => message.Sequence)
            .Select(message => new TurnView(message.Role, message.QuestionId, message.Content, message.Round)));

    private static readonly Func<AgentBrainDbContext, CancellationToken, Task<int?>> NewestRevisionId =
        EF.CompileAsyncQuery((AgentBrainDbContext db, CancellationToken _) => db.BrainRevisions.Max(revision => (int?)revision.Id));

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<ReplacedAnswer> ReplacedAnswers => Set<ReplacedAnswer>();

    public DbSet<ResumeLink> ResumeLinks => Set<ResumeLink>();

    public DbSet<SessionAccess> SessionAccesses => Set<SessionAccess>();

    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    public DbSet<Transcript> Transcripts => Set<Transcript>();

    public DbSet<Recording> Recordings => Set<Recording>();

    public DbSet<RecordingAudio> RecordingAudios => Set<RecordingAudio>();

    public DbSet<DecisionRecord> DecisionRecords => Set<DecisionRecord>();

    public DbSet<OutgoingMail> Mail => Set<OutgoingMail>();

    public DbSet<FeedbackEntry> Feedback => Set<FeedbackEntry>();

    public DbSet<BrainRevision> BrainRevisions => Set<BrainRevision>();

    public DbSet<Slot> Slots => Set<Slot>();

    public DbSet<BrainQuestion> Questions => Set<BrainQuestion>();

    public DbSet<RiskRule> RiskRules => Set<RiskRule>();

    public DbSet<SkipRule> SkipRules => Set<SkipRule>();

    public DbSet<ScoringConfig> ScoringConfigs => Set<ScoringConfig>();

    public DbSet<BrainConfigEntry> BrainConfig => Set<BrainConfigEntry>();

    public DbSet<SkillVersion> SkillVersions => Set<SkillVersion>();

    public DbSet<LearnedRule> LearnedRules => Set<LearnedRule>();

    public DbSet<ExpertReview> ExpertReviews => Set<ExpertReview>();

    public DbSet<WorkingCopyStamp> WorkingCopyStamps => Set<WorkingCopyStamp>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<AccountInvitation> AccountInvitations => Set<AccountInvitation>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ErasedInterview> ErasedInterviews => Set<ErasedInterview>();

    public DbSet<RetentionPeriod> RetentionPeriods => Set<RetentionPeriod>();

    public DbSet<DriftCheck> DriftChecks => Set<DriftCheck>();

    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();

    public DbSet<FingerprintKey> FingerprintKeys => Set<FingerprintKey>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public Task<T> InSnapshotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => Database.CreateExecutionStrategy().ExecuteAsync(
        async () =>
        {
            ChangeTracker.Clear();
            await using var transaction = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var result = await work();
            await transaction.CommitAsync(cancellationToken);
            return result;
        });

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Also for a single statement, which would be its own commit: see UninterruptedCommit.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public Task SavePublicationAsync(CancellationToken cancellationToken) => Database.CurrentTransaction is not null
        ? SaveAndNotifyAsync(cancellationToken)
        : Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            await SaveAndNotifyAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            ChangeTracker.AcceptAllChanges();
        });

    public Task<Session?> LoadSessionAsync(Guid sessionId, CancellationToken cancellationToken) => SessionById(this, sessionId, cancellationToken);

    public IAsyncEnumerable<TurnView> TurnsAsync(Guid sessionId) => TurnsOfSession(this, sessionId);

    // By hand, since the state of an interview of the legacy service is kept to the letter but for what is taken out.
    public async Task<bool> StoreSealedAsync(Session session, SealedContact? contact, string? full, string? summary, CancellationToken cancellationToken)
    {
        // The number as text: it is of a type of its own.
        var version = session.Version.ToString(CultureInfo.InvariantCulture);
        var stored = contact is null
            ? await Database.ExecuteSqlAsync($"UPDATE sessions SET contact_settled = true WHERE session_id = {session.Id} AND xmin::text = {version}", cancellationToken)
            : await Database.ExecuteSqlAsync(
                $"""
                UPDATE sessions SET contact_sealed = {contact.Text}, contact_email_hash = {contact.EmailHash}, contact_settled = true,
                    contact_name = NULL, contact_email = NULL, contact_phone = NULL, final_report = {full}, report_summary = {summary},
                    state = CASE WHEN jsonb_typeof(state) = 'object' THEN state #- ARRAY['contact_info'] #- ARRAY['earlier', 'state', 'contact_info'] ELSE state END
                WHERE session_id = {session.Id} AND xmin::text = {version}
                """,
                cancellationToken);
        return stored > 0;
    }

    public Task<int?> NewestRevisionIdAsync(CancellationToken cancellationToken) => NewestRevisionId(this, cancellationToken);

    // Heard of when this is committed, and not at all otherwise.
    private async Task SaveAndNotifyAsync(CancellationToken cancellationToken)
    {
        await SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
        await Database.ExecuteSqlRawAsync($"NOTIFY {PublicationListener.Channel}", cancellationToken);
    }

    // Indexes are named and chosen by hand: several foreign keys of the legacy schema have none.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AgentBrainDbContext).Assembly);

        // Column defaults serve people and programs that write by hand. The application always says what it means: otherwise
        // a false or a 0 would silently become the column's default.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.ValueGenerated == ValueGenerated.OnAdd && (property.TryGetDefaultValue(out _) || property.GetDefaultValueSql() is not null))
                property.ValueGenerated = ValueGenerated.Never;
        }
    }
}
