using System.Diagnostics;
using System.Text;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>Puts one database in the place of another, whoever is connected.</summary>
/// <param name="beside">A connection to another database of the same server.</param>
/// <param name="settings">Settings for connections to the database.</param>
/// <param name="name">Name of the database.</param>
internal sealed class DatabaseSwap(NpgsqlConnection beside, NpgsqlConnectionStringBuilder settings, string name)
{
    private const int LongestName = 63;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Others = ["postgres", "template1"];

    /// <summary>Connects to a database that is on every server, since nobody can rename the database that they are connected to.</summary>
    public static async Task<NpgsqlConnection> OpenBesideAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        PostgresException? refused = null;
        foreach (var other in Others.Where(other => other != settings.Database))
        {
            try
            {
                return await DatabaseConnection.OpenAsync(With(settings, other), cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectNotInPrerequisiteState)
            {
                refused = exception;
            }
        }
        throw new BackupException($"A restore needs to connect to the database postgres or template1 of the server, too. {refused?.MessageText}", refused!);
    }

    /// <summary>A name that begins with that of the database and is not too long.</summary>
    public static string NameBeside(string name, string ending)
    {
        var start = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(start.ToString() + rune + ending) > LongestName)
                break;
            start.Append(rune);
        }
        return start.Append(ending).ToString();
    }

    /// <summary>Settings for connections to another database of the server.</summary>
    public NpgsqlConnectionStringBuilder To(string other) => With(settings, other);

    /// <exception cref="BackupException">The role lacks a right that is needed.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var check = new NpgsqlCommand(
            """
            SELECT quote_ident(r.rolname), r.rolsuper OR r.rolcreatedb, coalesce(r.rolsuper OR pg_has_role(r.oid, d.datdba, 'USAGE'), true), quote_ident(o.rolname)
            FROM pg_roles r LEFT JOIN pg_database d ON d.datname = $1 LEFT JOIN pg_roles o ON o.oid = d.datdba
            WHERE r.rolname = current_user
            """,
            beside)
        {
            Parameters = { new() { Value = name } },
        };
        await using (var reader = await check.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            var role = reader.GetString(0);
            if (!reader.GetBoolean(1))
                throw new BackupException($"The role {role} may not create databases, which a restore needs. As a superuser: ALTER ROLE {role} CREATEDB; and afterwards, if you like, NOCREATEDB. Nothing was changed.");
            if (!reader.GetBoolean(2))
                throw new BackupException($"The database {name} belongs to {reader.GetString(3)}. Restore as that role, or as a superuser: ALTER DATABASE {Quoted(name)} OWNER TO {role}; Nothing was changed.");
        }
        await CheckSessionsAsync(cancellationToken);
    }

    /// <summary>Makes an empty database that sorts and encodes as the present one does, and belongs to the same role.</summary>
    /// <returns>The role.</returns>
    public async Task<string> CreateAsync(string fresh, CancellationToken cancellationToken)
    {
        // Names of the columns differ between versions of PostgreSQL.
        await using var look = new NpgsqlCommand(
            """
            SELECT pg_get_userbyid(datdba)::text,
                concat_ws(' ', 'ENCODING', quote_literal(pg_encoding_to_char(encoding)), 'LC_COLLATE', quote_literal(datcollate), 'LC_CTYPE', quote_literal(datctype),
                CASE datlocprovider WHEN 'i' THEN 'LOCALE_PROVIDER icu ICU_LOCALE ' WHEN 'b' THEN 'LOCALE_PROVIDER builtin BUILTIN_LOCALE ' ELSE 'LOCALE_PROVIDER libc' END
                    || CASE datlocprovider WHEN 'c' THEN '' ELSE quote_literal(coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')) END)
            FROM pg_database d WHERE datname = $1
            UNION ALL SELECT current_user::text, 'ENCODING ''UTF8''' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = $1)
            """,
            beside)
        {
            Parameters = { new() { Value = name } },
        };
        string owner, like;
        await using (var reader = await look.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (owner, like) = (reader.GetString(0), reader.GetString(1));
        }
        await ExecuteAsync($"CREATE DATABASE {Quoted(fresh)} OWNER {Quoted(owner)} TEMPLATE template0 {like}", cancellationToken);
        return owner;
    }

    /// <summary>Gives the database another name and <paramref name="fresh"/> its name, in one step.</summary>
    /// <returns>The other name; null where there was no such database.</returns>
    public async Task<string?> SwapAsync(string fresh, string keptAs, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(name, cancellationToken))
        {
            await ExecuteAsync($"ALTER DATABASE {Quoted(fresh)} RENAME TO {Quoted(name)}", cancellationToken);
            return null;
        }

        for (var waited = Stopwatch.StartNew(); !await TryRenameAsync(fresh, keptAs, cancellationToken);)
        {
            if (waited.Elapsed > Patience)
                throw new BackupException($"Programs keep connecting to {name}. Stop them and restore again. Nothing was changed.");
        }
        return keptAs;
    }

    public async Task DropAsync(string fresh) => await ExecuteAsync($"DROP DATABASE IF EXISTS {Quoted(fresh)} WITH (FORCE)", CancellationToken.None);

    // While the server tries to rename the database it lets nobody in, and waits some seconds for those who are there to leave.
    private async Task<bool> TryRenameAsync(string fresh, string keptAs, CancellationToken cancellationToken)
    {
        await using var renaming = await OpenBesideAsync(settings, cancellationToken);
        await using var last = await DatabaseConnection.OpenAsync(To(name), cancellationToken);
        await using var rename = new NpgsqlCommand(
            $"BEGIN; ALTER DATABASE {Quoted(name)} RENAME TO {Quoted(keptAs)}; ALTER DATABASE {Quoted(fresh)} RENAME TO {Quoted(name)}; COMMIT", renaming);
        Task renamed = rename.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            while (!renamed.IsCompleted && !await IsAloneAsync(last.ProcessID, cancellationToken))
            {
                await EndSessionsAsync(last.ProcessID, cancellationToken);
                await Task.WhenAny(renamed, Task.Delay(50, cancellationToken));
            }
            if (!renamed.IsCompleted)
            {
                // What nodes remember by number is never meant by another row afterwards: numbers that were given out since the backup are not given out again.
                // From here on nobody is given any.
                await DatabaseNumbers.CarryOnAsync(last, To(fresh), cancellationToken);
                await last.CloseAsync();
            }
            await renamed;
            return true;
        }
        catch (Exception exception)
        {
            // Whatever went wrong here, what was renamed is renamed.
            await renamed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (renamed.IsCompletedSuccessfully)
                return true;
            if (exception is PostgresException { SqlState: PostgresErrorCodes.ObjectInUse })
                return false;
            throw;
        }
    }

    private async Task<bool> IsAloneAsync(int last, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand(
            """
            SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.objid
                    WHERE l.locktype = 'object' AND l.classid = 'pg_database'::regclass AND d.datname = $1 AND l.mode = 'AccessExclusiveLock' AND l.granted)
                AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = $1 AND usename IS NOT NULL AND pid <> $2)
            """,
            beside)
        {
            Parameters = { new() { Value = name }, new() { Value = last } },
        };
        return (bool)(await look.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task CheckSessionsAsync(CancellationToken cancellationToken)
    {
        await using var strangers = new NpgsqlCommand(
            """
            SELECT string_agg(DISTINCT a.usename, ', ') FROM pg_stat_activity a, pg_roles me
            WHERE a.datname = $1 AND a.pid <> pg_backend_pid() AND a.usename IS NOT NULL AND me.rolname = current_user
                AND NOT (me.rolsuper OR pg_has_role(a.usesysid, 'USAGE') OR (pg_has_role('pg_signal_backend', 'USAGE') AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = a.usesysid)))
            """,
            beside)
        {
            Parameters = { new() { Value = name } },
        };
        if (await strangers.ExecuteScalarAsync(cancellationToken) is string roles)
            throw new BackupException($"Somebody is connected to {name} as {roles}, whom this role may not disconnect. Have them leave, or restore as a superuser. Nothing was changed.");
    }

    private async Task EndSessionsAsync(int but, CancellationToken cancellationToken)
    {
        await CheckSessionsAsync(cancellationToken);
        await using var end = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename IS NOT NULL AND pid <> $2", beside)
        {
            Parameters = { new() { Value = name }, new() { Value = but } },
        };
        await end.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<bool> ExistsAsync(string other, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", beside) { Parameters = { new() { Value = other } } };
        return await find.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // names cannot be parameters; they are quoted
        await using var command = new NpgsqlCommand(sql, beside);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlConnectionStringBuilder With(NpgsqlConnectionStringBuilder settings, string database) => new(settings.ConnectionString) { Database = database };

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
