using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AgentBrain.Api.Load.Yardsticks;

/// <summary>EF Core as it is used where nothing but the rows matters: pooled contexts, compiled queries, SaveChanges.</summary>
internal sealed class EfYardstick(string connection, Script script) : IYardstick
{
    private static readonly Func<Rows, Guid, Task<SessionRead>> Session = EF.CompileAsyncQuery((Rows rows, Guid id) => rows.Sessions
        .Where(session => session.SessionId == id)
        .Select(session => new SessionRead(
            session.Round, session.State, session.FinalReport, session.CreatedAt, session.CompletedAt, session.ContactName, session.ContactEmail, session.ContactPhone))
        .Single());

    private static readonly Func<Rows, Guid, IAsyncEnumerable<Turn>> History = EF.CompileAsyncQuery((Rows rows, Guid id) => rows.Messages
        .Where(message => message.SessionId == id)
        .OrderBy(message => message.Sequence)
        .Select(message => new Turn(message.Role, message.QuestionId, message.Content, message.Round)));

    private static readonly Func<Rows, Guid, Task<SessionRow>> Tracked = EF.CompileAsyncQuery((Rows rows, Guid id) => rows.Sessions.Single(session => session.SessionId == id));

    private readonly PooledDbContextFactory<Rows> _contexts = new(new DbContextOptionsBuilder<Rows>().UseNpgsql(connection).UseSnakeCaseNamingConvention().Options);

    public async Task<StateReply> ReadAsync(Guid sessionId)
    {
        await using var rows = await _contexts.CreateDbContextAsync();
        var session = await Session(rows, sessionId);
        var history = new List<Turn>();
        await foreach (var turn in History(rows, sessionId))
            history.Add(turn);
        return Yardstick.Reply(script, sessionId, session, history);
    }

    public async Task StartAsync(Guid sessionId, byte[] tokenHash, StartRequest request)
    {
        var now = DateTime.UtcNow;
        await using var rows = await _contexts.CreateDbContextAsync();
        var session = new SessionRow
        {
            SessionId = sessionId,
            Language = request.Language,
            Round = 1,
            CreatedAt = now,
            RevisionId = script.RevisionId,
            TokenHash = tokenHash,
            StartSubmissionId = Guid.NewGuid(),
        };
        Change(session, script.Start, now);
        rows.Sessions.Add(session);
        AddRows(rows, sessionId, script.Start, null, now);
        await rows.SaveChangesAsync();
    }

    public async Task AnswerAsync(Guid sessionId, StoredStep step, string text)
    {
        var now = DateTime.UtcNow;
        await using var rows = await _contexts.CreateDbContextAsync();
        Change(await Tracked(rows, sessionId), step, now);
        AddRows(rows, sessionId, step, text, now);
        await rows.SaveChangesAsync();
    }

    private static void Change(SessionRow session, StoredStep step, DateTime now)
    {
        session.State = step.State;
        session.LastActivityAt = now;
        session.QuestionCount = step.QuestionCount;
        session.WaitingQuestionId = step.WaitingQuestionId;
        session.FlagCodes = step.FlagCodes;
        session.FilledSlots = step.FilledSlots;
    }

    private void AddRows(Rows rows, Guid sessionId, StoredStep step, string? text, DateTime now)
    {
        foreach (var message in step.Messages)
        {
            rows.Messages.Add(new MessageRow
            {
                SessionId = sessionId,
                Sequence = message.Sequence,
                Role = message.Role,
                QuestionId = message.QuestionId,
                Content = message.IsAnswer ? text! : message.Content,
                Round = message.Round,
                SubmissionId = message.IsAnswer ? Guid.NewGuid() : null,
                Input = message.Input,
                CreatedAt = now,
            });
        }
        rows.Decisions.Add(new DecisionRow
        {
            Id = Guid.CreateVersion7(),
            SessionId = sessionId,
            Sequence = step.Decision.Sequence,
            RevisionId = script.RevisionId,
            QuestionId = step.Decision.QuestionId,
            StopReason = step.Decision.StopReason,
            Details = step.Decision.Details,
            CreatedAt = now,
        });
    }

    private sealed class Rows(DbContextOptions<Rows> options) : DbContext(options)
    {
        public DbSet<SessionRow> Sessions => Set<SessionRow>();

        public DbSet<MessageRow> Messages => Set<MessageRow>();

        public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<SessionRow>(session =>
            {
                session.ToTable("sessions").HasKey(row => row.SessionId);
                session.Property(row => row.State).HasColumnType("jsonb");
                session.Property(row => row.Version).IsRowVersion();
            });
            modelBuilder.Entity<MessageRow>(message =>
            {
                message.ToTable("messages").HasKey(row => row.Id);
                message.Property(row => row.Input).HasColumnType("jsonb");
                message.HasOne<SessionRow>().WithMany().HasForeignKey(row => row.SessionId);
            });
            modelBuilder.Entity<DecisionRow>(decision =>
            {
                decision.ToTable("decision_records").HasKey(row => row.Id);
                decision.Property(row => row.Id).ValueGeneratedNever();
                decision.Property(row => row.Details).HasColumnType("jsonb");
                decision.HasOne<SessionRow>().WithMany().HasForeignKey(row => row.SessionId);
            });
        }
    }

    private sealed class SessionRow
    {
        public Guid SessionId { get; init; }

        public string Language { get; init; } = "";

        public int Round { get; init; }

        public string State { get; set; } = "";

        public string? FinalReport { get; init; }

        public string? ContactName { get; init; }

        public string? ContactEmail { get; init; }

        public string? ContactPhone { get; init; }

        public DateTime CreatedAt { get; init; }

        public DateTime LastActivityAt { get; set; }

        public DateTime? CompletedAt { get; init; }

        public int? RevisionId { get; init; }

        public byte[]? TokenHash { get; init; }

        public Guid? StartSubmissionId { get; init; }

        public int QuestionCount { get; set; }

        public string? WaitingQuestionId { get; set; }

        public string[] FlagCodes { get; set; } = [];

        public string[] FilledSlots { get; set; } = [];

        public uint Version { get; init; }
    }

    private sealed class MessageRow
    {
        public int Id { get; init; }

        public Guid SessionId { get; init; }

        public int Sequence { get; init; }

        public string Role { get; init; } = "";

        public string? QuestionId { get; init; }

        public string Content { get; init; } = "";

        public int? Round { get; init; }

        public Guid? SubmissionId { get; init; }

        public string? Input { get; init; }

        public DateTime CreatedAt { get; init; }
    }

    private sealed class DecisionRow
    {
        public Guid Id { get; init; }

        public Guid SessionId { get; init; }

        public int Sequence { get; init; }

        public int RevisionId { get; init; }

        public string? QuestionId { get; init; }

        public string? StopReason { get; init; }

        public string Details { get; init; } = "";

        public DateTime CreatedAt { get; init; }
    }
}
