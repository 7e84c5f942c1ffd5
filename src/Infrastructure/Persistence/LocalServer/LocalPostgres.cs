using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>
/// Runs the application's own PostgreSQL server from the installed programs and keeps its data between runs.
/// The server is a process of its own: it outlives a killed application, and the next one that starts on the same
/// data adopts it. The last application to leave stops it.
/// </summary>
public static class LocalPostgres
{
    private static readonly string ApplicationName = $"agentbrain-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    public static async Task<Running> StartAsync(LocalPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        if (OperatingSystem.IsWindows())
            throw new LocalPostgresException("The local PostgreSQL server is not available on Windows. Set ConnectionStrings__AgentBrain.");

        var dataRoot = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataRoot));
        try
        {
            LocalCluster.CreateDirectory(dataRoot);
            await using var turn = await StartLock.TakeAsync(dataRoot, options.StartTimeout * 2, cancellationToken);
            var cluster = await LocalCluster.OpenAsync(dataRoot, options, logger, cancellationToken);
            var (port, startedHere) = await StartOrAdoptAsync(cluster, options, cancellationToken);

            var presence = StartLock.Join(dataRoot);
            var connectionString = cluster.ConnectionString(port, options.Database, ApplicationName);
            if (startedHere)
            {
                // Connections that this process has pooled to an earlier server on the same port are dead.
                await using var earlier = new NpgsqlConnection(connectionString);
                NpgsqlConnection.ClearPool(earlier);
            }

            return new Running(cluster, dataRoot, connectionString, port, startedHere, presence, logger);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException(
                $"The local data in {dataRoot} cannot be used: {exception.Message} " +
                "Give this account access to the directory, run as the account that owns it, or set ConnectionStrings__AgentBrain.", exception);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<(int Port, bool StartedHere)> StartOrAdoptAsync(LocalCluster cluster, LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        var startedHere = false;
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var port = await cluster.FindServerAsync(cancellationToken);
            if (port is null)
            {
                port = await cluster.StartServerAsync(cancellationToken);
                startedHere = true;
            }

            try
            {
                await cluster.EnsureDatabaseAsync(port.Value, options.Database, cancellationToken);
                cluster.LogReady(port.Value, startedHere);
                return (port.Value, startedHere);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
            {
                throw new LocalPostgresException(
                    $"The local PostgreSQL server refuses the password in {cluster.PasswordFile}. " +
                    "Restore that file from a backup, or set ConnectionStrings__AgentBrain.", exception);
            }
            catch (NpgsqlException exception) when (exception is not PostgresException || exception.IsTransient)
            {
                // A server found while it starts, recovers or stops: ask again until it is ready or gone.
                if (waiting.Elapsed > options.StartTimeout)
                {
                    throw new LocalPostgresException(
                        $"The local PostgreSQL server did not accept connections within {options.StartTimeout.TotalSeconds:0} seconds; see {cluster.LogFile}.", exception);
                }
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>A local server in use by this application.</summary>
    public sealed class Running : IAsyncDisposable
    {
        private readonly LocalCluster _cluster;
        private readonly string _dataRoot;
        private readonly ILogger _logger;
        private FileStream? _presence;

        [UnsupportedOSPlatform("windows")]
        internal Running(LocalCluster cluster, string dataRoot, string connectionString, int port, bool startedHere, FileStream presence, ILogger logger)
        {
            _cluster = cluster;
            _dataRoot = dataRoot;
            _presence = presence;
            _logger = logger;
            ConnectionString = connectionString;
            Port = port;
            DataDirectory = cluster.DataDirectory;
            StartedHere = startedHere;
        }

        /// <summary>Names the database. Keep its application name: it tells this application's connections from those of others.</summary>
        public string ConnectionString { get; }

        public int Port { get; }

        /// <summary>True when this call started the server, false when it adopted one that was running.</summary>
        public bool StartedHere { get; }

        /// <summary>Where PostgreSQL keeps the data.</summary>
        public string DataDirectory { get; }

        /// <summary>Stops the server unless another application or another client uses it. A second call does nothing.</summary>
        public async Task StopAsync(CancellationToken cancellationToken = default)
        {
            var presence = Interlocked.Exchange(ref _presence, null);
            if (presence is null || OperatingSystem.IsWindows())
                return;

            try
            {
                await using var turn = await StartLock.TakeAsync(_dataRoot, TimeSpan.FromSeconds(30), cancellationToken);
                await presence.DisposeAsync();
                if (StartLock.IsAnyoneElsePresent(_dataRoot) || await _cluster.HasOtherClientsAsync(Port, ConnectionString, cancellationToken))
                {
                    _logger.LogInformation("The local PostgreSQL server on port {Port} stays up: others use it", Port);
                    return;
                }

                await _cluster.StopServerAsync(cancellationToken);
                _logger.LogInformation("Stopped the local PostgreSQL server on port {Port}", Port);
            }
            catch (Exception exception) when (exception is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                _logger.LogWarning(exception, "The local PostgreSQL server on port {Port} was left running; the next start adopts it", Port);
            }
            finally
            {
                await presence.DisposeAsync();
            }
        }

        public async ValueTask DisposeAsync() => await StopAsync();
    }
}
