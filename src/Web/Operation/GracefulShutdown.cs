namespace AgentBrain.Web.Operation;

/// <summary>
/// The order in which the application goes: readiness fails at once, so that nobody sends new requests; then the server stops to accept, which the
/// framework does after all services were told; requests that are being answered end. Section <c>Shutdown</c>.
/// </summary>
internal sealed class GracefulShutdown(IHostApplicationLifetime lifetime, TimeSpan notice, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>
    /// How long the whole takes at most before connections are cut. The end of the process follows within 30 s of the signal, although a collector that
    /// does not answer is then waited for: 5 s for traces and 5 s for metrics.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(18);

    private const string NoticeKey = "Shutdown:ReadinessSeconds";
    private const int DefaultNoticeSeconds = 5;
    private const int MostNoticeSeconds = 15;
    private volatile bool _stopping;

    /// <summary>Whether the end has begun.</summary>
    public bool HasBegun => _stopping || lifetime.ApplicationStopping.IsCancellationRequested;

    public static TimeSpan Notice(IConfiguration configuration, IHostEnvironment environment)
    {
        var seconds = configuration.GetValue<int?>(NoticeKey) ?? (environment.IsProduction() ? DefaultNoticeSeconds : 0);
        return seconds is >= 0 and <= MostNoticeSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{NoticeKey} is {seconds}. It may be 0 to {MostNoticeSeconds}, so that requests have time to end.");
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        if (notice > TimeSpan.Zero)
            await Task.Delay(notice, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
