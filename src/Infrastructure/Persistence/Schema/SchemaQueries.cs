using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>One query a kind of object: table, name, and its facts as a JSON object of texts.</summary>
internal static class SchemaQueries
{
    /// <summary>
    /// Definitions are written by the server after the settings of the session: the same for every role and database, and with the schema before each name
    /// that is not PostgreSQL's own. All of it ends with the batch, or is put back by <see cref="After"/>.
    /// </summary>
    public const string Before =
        """
        SELECT set_config('agentbrain.' || lower(name), current_setting(name), true), set_config(name, value, true)
        FROM (VALUES ('search_path', ''), ('quote_all_identifiers', 'off'), ('TimeZone', 'UTC'), ('DateStyle', 'ISO, MDY'),
            ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex')) AS wanted (name, value)
        """;

    public const string After =
        """
        SELECT set_config(name, current_setting('agentbrain.' || lower(name)), true)
        FROM unnest(ARRAY['search_path', 'quote_all_identifiers', 'TimeZone', 'DateStyle', 'IntervalStyle', 'extra_float_digits', 'bytea_output']) AS name
        """;

    private const string Members = "SELECT objid FROM pg_depend WHERE deptype = 'e' AND classid =";

    /// <summary>Tables and materialized views.</summary>
    private const string Relations =
        $"""
        WITH r AS (
            SELECT c.*, quote_ident(c.relname) AS named
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'm') AND c.relname <> '__EFMigrationsHistory'
                AND c.oid NOT IN ({Members} 'pg_class'::regclass))
        """;

    private const string Parameters =
        """
        format('AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s %s',
            format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
        """;

    private const string Extensions = "SELECT NULL, quote_ident(extname), '{}' FROM pg_extension ORDER BY 2";

    private const string Enums =
        $"""
        SELECT NULL, quote_ident(t.typname), jsonb_build_object('labels',
            coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), ''))::text
        FROM pg_type t
        WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e' AND t.oid NOT IN ({Members} 'pg_type'::regclass)
        ORDER BY 2
        """;

    private const string Types =
        $"""
        SELECT NULL, quote_ident(t.typname), jsonb_strip_nulls(jsonb_build_object(
            'kind', CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'composite type' END,
            'definition', CASE t.typtype
                WHEN 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
                    'COLLATE ' || (SELECT format('%I.%I', n.nspname, l.collname) FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace
                        JOIN pg_type b ON b.oid = t.typbasetype WHERE l.oid = t.typcollation AND t.typcollation <> b.typcollation),
                    'DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                    (SELECT string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), ' ' ORDER BY k.conname)
                        FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))
                WHEN 'r' THEN (SELECT format('RANGE (SUBTYPE = %s)', format_type(g.rngsubtype, NULL)) FROM pg_range g WHERE g.rngtypid = t.oid)
                ELSE (SELECT format('(%s)', string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum))
                    FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
            END))::text
        FROM pg_type t
        LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE t.typnamespace = 'public'::regnamespace AND (t.typtype IN ('d', 'r') OR c.relkind = 'c') AND t.oid NOT IN ({Members} 'pg_type'::regclass)
        ORDER BY 2
        """;

    /// <summary>Without those of identity columns, which are facts of the column.</summary>
    private const string Sequences =
        $"""
        SELECT NULL, quote_ident(c.relname), jsonb_strip_nulls(jsonb_build_object('parameters', {Parameters},
            'owner', (SELECT format('%I.%I', o.relname, a.attname) FROM pg_depend d
                JOIN pg_class o ON o.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a')))::text
        FROM pg_class c
        JOIN pg_sequence q ON q.seqrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.oid NOT IN ({Members} 'pg_class'::regclass)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
        ORDER BY 2
        """;

    /// <summary>Without those that come with a range type.</summary>
    private const string Functions =
        $"""
        SELECT NULL, format('%I(%s)', p.proname, oidvectortypes(p.proargtypes)), jsonb_strip_nulls(jsonb_build_object(
            'kind', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' END,
            'result', pg_get_function_result(p.oid),
            'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END))::text
        FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.oid NOT IN ({Members} 'pg_proc'::regclass)
            AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.deptype = 'i' AND i.classid = 'pg_proc'::regclass AND i.objid = p.oid)
        ORDER BY 2
        """;

    private const string Tables =
        $"""
        {Relations}
        SELECT NULL, r.named, jsonb_strip_nulls(jsonb_build_object(
            'kind', CASE r.relkind WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table' END,
            'persistence', CASE r.relpersistence WHEN 'u' THEN 'unlogged' END,
            'row security', CASE WHEN r.relrowsecurity AND r.relforcerowsecurity THEN 'enabled and forced'
                WHEN r.relrowsecurity THEN 'enabled' WHEN r.relforcerowsecurity THEN 'forced' END,
            'partition', coalesce(pg_get_expr(r.relpartbound, r.oid), CASE WHEN r.relkind = 'p' THEN pg_get_partkeydef(r.oid) END),
            'inherits', (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = r.oid),
            'options', (SELECT string_agg(o, ', ' ORDER BY o) FROM (
                SELECT unnest(r.reloptions) UNION ALL SELECT 'toast.' || unnest(t.reloptions) FROM pg_class t WHERE t.oid = r.reltoastrelid) AS all_options (o))))::text
        FROM r
        WHERE r.relkind <> 'm'
        ORDER BY 2
        """;

    private const string Columns =
        $"""
        {Relations}
        SELECT r.named, quote_ident(a.attname), jsonb_strip_nulls(jsonb_build_object(
            'type', format_type(a.atttypid, a.atttypmod),
            'not null', CASE WHEN a.attnotnull THEN 'yes' END,
            'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'generated', CASE a.attgenerated WHEN 's' THEN format('(%s) STORED', pg_get_expr(d.adbin, d.adrelid)) WHEN 'v' THEN format('(%s) VIRTUAL', pg_get_expr(d.adbin, d.adrelid)) END,
            'identity', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END,
            'identity sequence', s.name,
            'parameters', s.parameters,
            'collation', CASE WHEN a.attcollation <> t.typcollation THEN (SELECT format('%I.%I', n.nspname, l.collname)
                FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) END,
            'storage', CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
            'compression', CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END))::text
        FROM r
        JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN LATERAL (
            SELECT quote_ident(c.relname) AS name, {Parameters} AS parameters
            FROM pg_depend i JOIN pg_class c ON c.oid = i.objid JOIN pg_sequence q ON q.seqrelid = c.oid
            WHERE i.classid = 'pg_class'::regclass AND i.deptype = 'i' AND i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum) s ON true
        WHERE r.relkind <> 'm'
        ORDER BY r.named, a.attnum
        """;

    /// <summary>
    /// PostgreSQL 18 lists NOT NULL as constraints, too; here it is a fact of the column. What keeps a foreign key are triggers of the server's own, which can
    /// be switched off.
    /// </summary>
    private const string Constraints =
        $"""
        {Relations}
        SELECT r.named, quote_ident(k.conname), jsonb_strip_nulls(jsonb_build_object(
            'kind', CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion constraint' ELSE 'check' END,
            'definition', pg_get_constraintdef(k.oid),
            'state', CASE WHEN EXISTS (SELECT FROM pg_trigger g WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled = 'D') THEN 'disabled' END))::text
        FROM r
        JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype NOT IN ('n', 't')
        ORDER BY 1, 2
        """;

    private const string Indexes =
        $"""
        {Relations}
        SELECT r.named, quote_ident(c.relname), jsonb_strip_nulls(jsonb_build_object(
            'unique', CASE WHEN i.indisunique THEN 'yes' END,
            'definition', (SELECT substr(d, strpos(d, ' USING ') + 1) FROM pg_get_indexdef(i.indexrelid) AS d),
            'state', CASE WHEN NOT i.indisvalid THEN 'invalid' WHEN NOT i.indisready THEN 'not ready' END))::text
        FROM r
        JOIN pg_index i ON i.indrelid = r.oid
        JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
        ORDER BY 1, 2
        """;

    private const string Statistics =
        $"""
        SELECT NULL, quote_ident(x.stxname), jsonb_build_object('definition', pg_get_statisticsobjdef(x.oid))::text
        FROM pg_statistic_ext x
        WHERE x.stxnamespace = 'public'::regnamespace AND x.oid NOT IN ({Members} 'pg_statistic_ext'::regclass)
        ORDER BY 2
        """;

    private const string Views =
        $"""
        SELECT NULL, quote_ident(c.relname), jsonb_strip_nulls(jsonb_build_object(
            'kind', CASE c.relkind WHEN 'm' THEN 'materialized view' END,
            'options', array_to_string(c.reloptions, ', '),
            'definition', pg_get_viewdef(c.oid)))::text
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm') AND c.oid NOT IN ({Members} 'pg_class'::regclass)
        ORDER BY 2
        """;

    private const string Triggers =
        $"""
        SELECT quote_ident(c.relname), quote_ident(g.tgname), jsonb_strip_nulls(jsonb_build_object(
            'definition', pg_get_triggerdef(g.oid),
            'state', CASE g.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled for replicas alone' WHEN 'A' THEN 'always enabled' END))::text
        FROM pg_trigger g
        JOIN pg_class c ON c.oid = g.tgrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '__EFMigrationsHistory' AND NOT g.tgisinternal
            AND c.oid NOT IN ({Members} 'pg_class'::regclass)
        ORDER BY 1, 2
        """;

    private const string Rules =
        $"""
        {Relations}
        SELECT r.named, quote_ident(w.rulename), jsonb_strip_nulls(jsonb_build_object(
            'definition', pg_get_ruledef(w.oid), 'state', CASE WHEN w.ev_enabled <> 'O' THEN 'disabled' END))::text
        FROM r
        JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
        ORDER BY 1, 2
        """;

    private const string Policies =
        $"""
        {Relations}
        SELECT r.named, quote_ident(p.polname), jsonb_build_object('definition', concat_ws(' ',
            CASE WHEN p.polpermissive THEN 'AS PERMISSIVE' ELSE 'AS RESTRICTIVE' END,
            'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
            'TO ' || (SELECT string_agg(CASE WHEN o = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o)) END, ', ' ORDER BY 1) FROM unnest(p.polroles) AS o),
            'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
            'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'))::text
        FROM r
        JOIN pg_policy p ON p.polrelid = r.oid
        ORDER BY 1, 2
        """;

    public static IReadOnlyList<(Kind Kind, string Sql)> All { get; } =
    [
        (Kind.Extension, Extensions),
        (Kind.Enum, Enums),
        (Kind.Type, Types),
        (Kind.Sequence, Sequences),
        (Kind.Function, Functions),
        (Kind.Table, Tables),
        (Kind.Column, Columns),
        (Kind.Constraint, Constraints),
        (Kind.Index, Indexes),
        (Kind.Statistics, Statistics),
        (Kind.View, Views),
        (Kind.Trigger, Triggers),
        (Kind.Rule, Rules),
        (Kind.Policy, Policies),
    ];
}
