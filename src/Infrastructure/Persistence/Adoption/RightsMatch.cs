using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Looks for what would keep the migrations from changing tables: other owners, and views over columns that get another type.</summary>
internal sealed class RightsMatch(Draft draft)
{
    private const string Owners =
        """
        SELECT c.relname, pg_get_userbyid(c.relowner), current_user
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY ($1) AND NOT pg_has_role(c.relowner, 'USAGE')
        ORDER BY 1
        """;

    private const string Functions =
        """
        SELECT p.oid::regprocedure::text, pg_get_userbyid(p.proowner), current_user
        FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname = 'update_updated_at_column' AND p.pronargs = 0 AND NOT pg_has_role(p.proowner, 'USAGE')
        """;

    private const string Views =
        """
        SELECT DISTINCT v.oid::regclass::text, CASE v.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, t.relname, a.attname
        FROM pg_depend d
        JOIN pg_rewrite r ON r.oid = d.objid
        JOIN pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
        JOIN pg_class t ON t.oid = d.refobjid AND t.relnamespace = 'public'::regnamespace
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND v.oid <> t.oid
        ORDER BY 1, 3, 4
        """;

    public async Task CompareRightsAsync(CancellationToken cancellationToken)
    {
        var tables = draft.Expected.Objects.Where(made => made.Kind == SchemaObjectKind.Table).Select(made => made.Name).ToArray();
        foreach (var (table, owner, user) in await draft.RowsAsync(Owners, row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken, (object)tables))
            draft.Conflict($"The table {table} belongs to the role {owner}: the role {user} may not change it.", $"ALTER TABLE {table} OWNER TO \"{user}\";");
        foreach (var (function, owner, user) in await draft.RowsAsync(Functions, row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken))
            draft.Conflict($"The function {function} belongs to the role {owner}: the role {user} may not change it.", $"ALTER FUNCTION {function} OWNER TO \"{user}\";");
        if (!(await draft.RowsAsync("SELECT has_schema_privilege('public', 'CREATE')", row => row.GetBoolean(0), cancellationToken))[0])
            draft.Conflict("The role of the connection may not create tables in the schema public.", "GRANT CREATE ON SCHEMA public TO …;");
    }

    public async Task CompareViewsAsync(CancellationToken cancellationToken)
    {
        foreach (var (view, kind, table, column) in await draft.RowsAsync(Views, row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), cancellationToken))
        {
            if (!draft.Later.Retypes.TryGetValue((table, column), out var retyped)
                || !draft.Live.Objects.Any(found => found.Kind == SchemaObjectKind.Column && found.Table == table && Names.Bare(found.Name) == column && found[SchemaFact.Type] != retyped.Type))
                continue;
            draft.Conflict(
                $"The view {view} reads {table}.{column}, to which the migration {retyped.Migration} gives another type: PostgreSQL refuses that while the view is there.",
                $"DROP {kind} {view}; -- keep what pg_get_viewdef('{view}'::regclass) says, and create it again after db migrate");
        }
    }
}
