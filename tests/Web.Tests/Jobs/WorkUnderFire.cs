using AgentBrain.Infrastructure.Persistence;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>One kind of background work while the nodes that do it are killed; see <see cref="KilledJobsTests"/>. Its partner holds what it is given until a node is killed.</summary>
public abstract class WorkUnderFire : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _round = new();
    private int _inHand;
    private bool _calm;

    /// <summary>What it is called where something goes wrong.</summary>
    public abstract string Name { get; }

    /// <summary>Pieces that one node takes in hand at once.</summary>
    public abstract int AtOnce { get; }

    /// <summary>Environment variables that connect nodes with the partner.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Pieces that were in hand when their node was killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Pieces that the nodes have in hand now.</summary>
    public virtual int InHand
    {
        get
        {
            lock (_lock)
                return _inHand;
        }
    }

    /// <summary>How many of some nodes can have a piece in hand at the same time.</summary>
    public virtual int Busy(int nodes) => nodes;

    /// <summary>Number of the present round, counted from 0: each may be held at another point.</summary>
    protected int Round { get; private set; }

    /// <summary>Makes pieces of work, before the first round.</summary>
    public abstract Task AddAsync(AgentBrainApp app, int count);

    /// <summary>How many pieces are not done.</summary>
    public abstract Task<int> OpenAsync(AgentBrainDbContext db);

    /// <summary>Everything was done, and nothing oftener than it had to be.</summary>
    public abstract Task VerifyAsync(AgentBrainDbContext db);

    /// <summary>The nodes have just been killed: what they had in hand is let go.</summary>
    public virtual async Task EndRoundAsync()
    {
        lock (_lock)
        {
            Killed += InHand;
            Round++;
        }
        await _round.CancelAsync();
        _round.Dispose();
        _round = new CancellationTokenSource();
    }

    /// <summary>From now on nothing is held.</summary>
    public virtual void Calm() => _calm = true;

    public abstract ValueTask DisposeAsync();

    /// <summary>Holds a piece until its node is killed. It goes on at once when all is calm.</summary>
    /// <returns>Whether its node was killed.</returns>
    protected async Task<bool> HoldAsync()
    {
        CancellationToken round;
        lock (_lock)
        {
            if (_calm)
                return false;
            _inHand++;
            round = _round.Token;
        }
        try
        {
            await Task.Delay(Timeout.Infinite, round);
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        finally
        {
            lock (_lock)
                _inHand--;
        }
        return true;
    }
}
