using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Tells a database of the earlier service from one that only waits for its migrations.</summary>
public static class UnadoptedDatabase
{
    private const string Advice =
        "The database has tables of the earlier service, which the migrations would make anew. Adopt it first: 'db adopt --plan' says what that does, 'db adopt' does it.";

    /// <summary>Refuses a database with tables that a pending migration of the baseline makes.</summary>
    /// <param name="database">The database.</param>
    /// <param name="pending">Ids of the pending migrations.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DatabaseNotReadyException">It has such tables; the message says to adopt it.</exception>
    public static async Task RefuseAsync(DatabaseFacade database, IEnumerable<string> pending, CancellationToken cancellationToken)
    {
        var tables = Baseline.Migrations.Join(pending, migration => migration.Id, id => id, (migration, _) => migration)
            .SelectMany(migration => migration.Objects)
            .Where(made => made.Kind == SchemaObjectKind.Table)
            .Select(made => made.Name)
            .ToArray();
        if (tables.Length > 0 && await database.SqlQuery<bool>(
            $"SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY ({tables})) AS \"Value\"").SingleAsync(cancellationToken))
        {
            throw new DatabaseNotReadyException(Advice);
        }
    }
}
