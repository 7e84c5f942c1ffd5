using AgentBrain.Domain.Privacy;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>
/// Clean-up, held in the middle of erasing an interview. There is one run a day, for all nodes: each round kills one of them with it in hand, and the next
/// round need not wait for its lease.
/// </summary>
public sealed class RetentionUnderFire : WorkUnderFire
{
    private const int Interviews = 5;
    private const int Gate = 7007;
    private static readonly string Waiting = $"FROM pg_locks WHERE locktype = 'advisory' AND objid = {Gate} AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private readonly CancellationTokenSource _ending = new();
    private string _database = "";
    private NpgsqlConnection? _gate;
    private Task _watch = Task.CompletedTask;
    private int _inHand;

    public override string Name => "retention";

    public override int AtOnce => 1;

    public override int InHand => _inHand;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public override int Busy(int nodes) => 1;

    public override async Task AddAsync(AgentBrainApp app, int count)
    {
        _database = await app.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!));
        await ExecuteAsync(
            $"""
            INSERT INTO sessions (session_id, created_at, completed_at) SELECT gen_random_uuid(), now() - interval '3 years', now() - interval '3 years' FROM generate_series(1, {Interviews});
            UPDATE retention_periods SET days = 730 WHERE kind = 'Answers';
            CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared({Gate}); RETURN OLD; END';
            CREATE TRIGGER pass_gate BEFORE DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION pass_gate();
            """);
        // One that goes back to a pool keeps its locks.
        _gate = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString);
        await _gate.OpenAsync();
        await using var close = new NpgsqlCommand($"SELECT pg_advisory_lock({Gate})", _gate);
        await close.ExecuteNonQueryAsync();
        _watch = WatchAsync();
    }

    public override async Task EndRoundAsync()
    {
        await base.EndRoundAsync();
        await ExecuteAsync(
            $"""
            SELECT pg_terminate_backend(pid) {Waiting};
            UPDATE retention_runs SET leased_until = now() - interval '1 second' WHERE leased_until IS NOT NULL;
            """);
    }

    public override void Calm() => _gate!.Dispose();

    public override async Task<int> OpenAsync(AgentBrainDbContext db) => await db.Set<RetentionRun>().CountAsync(run => run.EndedAt == null) + await DueAsync(db);

    public override async Task VerifyAsync(AgentBrainDbContext db)
    {
        (await DueAsync(db)).ShouldBe(0);
        (await db.ErasedInterviews.CountAsync()).ShouldBe(Interviews, "each is erased once");
        (await db.Sessions.IgnoreQueryFilters().CountAsync(session => session.ErasedAt != null)).ShouldBe(Interviews, "each is still counted");
    }

    public override async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watch;
        if (_gate is not null)
            await _gate.DisposeAsync();
        _ending.Dispose();
    }

    private static Task<int> DueAsync(AgentBrainDbContext db) =>
        db.Sessions.CountAsync(session => session.ErasedAt == null && session.CompletedAt < DateTimeOffset.UtcNow.AddYears(-2));

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task WatchAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        while (!_ending.IsCancellationRequested)
        {
            await using (var count = source.CreateCommand($"SELECT count(*)::int {Waiting}"))
                _inHand = (int)(await count.ExecuteScalarAsync())!;
            await Task.Delay(50);
        }
    }
}
