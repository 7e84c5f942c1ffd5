using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>The migrations of the application and their history in a database, on a connection in whose transaction everything happens.</summary>
internal sealed class MigrationSet : IAsyncDisposable
{
    // It is the same for every database, and takes a while to make.
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> _sql = new();

    private readonly AgentBrainDbContext _context;
    private readonly IMigrationsAssembly _assembly;
    private readonly IHistoryRepository _history;
    private readonly NpgsqlConnection _connection;

    public MigrationSet(NpgsqlConnection connection)
    {
        _connection = connection;
        _context = ContextOn(connection);
        _assembly = _context.GetService<IMigrationsAssembly>();
        _history = _context.GetService<IHistoryRepository>();
        var last = Baseline.Migrations[^1].Id;
        Later = new LaterMigrations(_assembly.Migrations.Where(each => string.CompareOrdinal(each.Key, last) > 0).Select(each => (each.Key, Instance(each.Key).UpOperations)));
    }

    public LaterMigrations Later { get; }

    /// <summary>A context that takes part in whatever the connection is in the middle of.</summary>
    public static AgentBrainDbContext ContextOn(NpgsqlConnection connection)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(connection);
        return new AgentBrainDbContext(options.Options);
    }

    /// <summary>Ids of the migrations that the history has.</summary>
    public async Task<HashSet<string>> RecordedAsync(CancellationToken cancellationToken)
    {
        // To ask for the rows of a table that is not there would end the transaction.
        await using var command = new NpgsqlCommand("SELECT to_regclass('public.\"__EFMigrationsHistory\"') IS NOT NULL", _connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))! ? [.. (await _history.GetAppliedMigrationsAsync(cancellationToken)).Select(row => row.MigrationId)] : [];
    }

    /// <summary>The SQL that records migrations, and makes the history where there is none.</summary>
    public IEnumerable<string> Record(IEnumerable<string> ids) =>
        ids.Select(id => _history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())).TrimEnd()).Prepend(_history.GetCreateIfNotExistsScript().TrimEnd());

    /// <summary>Ids of the migrations of the application that a history does not have, in their order.</summary>
    public IReadOnlyList<string> Pending(IReadOnlySet<string> recorded) => [.. _assembly.Migrations.Keys.Where(id => !recorded.Contains(id)).Order(StringComparer.Ordinal)];

    /// <summary>The SQL of a migration, as it is applied.</summary>
    public IReadOnlyList<string> SqlOf(string id) => _sql.GetOrAdd(id, _ =>
    {
        var migration = Instance(id);
        var model = _context.GetService<IModelRuntimeInitializer>().Initialize(migration.TargetModel, designTime: true);
        return [.. _context.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, model).Select(command => command.CommandText)];
    });

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private Migration Instance(string id) => _assembly.CreateMigration(_assembly.Migrations[id], _context.Database.ProviderName!);
}
