using System.Diagnostics;

namespace AgentBrain.Web.Common;

/// <summary>
/// Answers every refusal at signing in at the same pace, so that the time that it takes does not tell whether an address has an account: a wrong
/// password is counted and an unknown address is not.
/// </summary>
public sealed class RefusalPace(IConfiguration configuration)
{
    private const int Milliseconds = 300;
    private readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(configuration.GetValue("SignIn:RefusalMilliseconds", Milliseconds));

    /// <summary>When an attempt began.</summary>
    public static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>Waits until a refusal of an attempt may be answered.</summary>
    public Task WaitAsync(long begin, CancellationToken cancellationToken)
    {
        var left = _shortest - Stopwatch.GetElapsedTime(begin);
        return left > TimeSpan.Zero ? Task.Delay(left, cancellationToken) : Task.CompletedTask;
    }
}
