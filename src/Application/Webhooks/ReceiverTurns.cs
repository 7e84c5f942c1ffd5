namespace AgentBrain.Application.Webhooks;

/// <summary>
/// Who on this node works for which endpoint: one at a time, so that a slow receiver never holds more than one worker. Other nodes have workers
/// of their own; that no delivery is made twice says its lease.
/// </summary>
internal sealed class ReceiverTurns
{
    private readonly Dictionary<Guid, Turn> _busy = [];
    private readonly Lock _gate = new();

    /// <summary>Begins to work for an endpoint.</summary>
    /// <returns>Null when somebody does already; they look once more before they end.</returns>
    public Turn? TryBegin(Guid endpointId)
    {
        lock (_gate)
        {
            if (_busy.TryGetValue(endpointId, out var busy))
            {
                busy.AskedAgain = true;
                return null;
            }
            return _busy[endpointId] = new Turn(this, endpointId);
        }
    }

    /// <summary>The work for one endpoint, from its beginning to its end.</summary>
    internal sealed class Turn(ReceiverTurns turns, Guid endpointId) : IDisposable
    {
        /// <summary>Whether somebody came meanwhile.</summary>
        internal bool AskedAgain { get; set; }

        /// <summary>Ends the work unless somebody came meanwhile: what they came for may not have been seen.</summary>
        /// <returns>Whether it has ended.</returns>
        public bool TryEnd()
        {
            lock (turns._gate)
            {
                if (AskedAgain)
                {
                    AskedAgain = false;
                    return false;
                }
                Remove();
                return true;
            }
        }

        /// <summary>Ends the work if it has not ended.</summary>
        public void Dispose()
        {
            lock (turns._gate)
                Remove();
        }

        private void Remove()
        {
            if (turns._busy.TryGetValue(endpointId, out var busy) && busy == this)
                turns._busy.Remove(endpointId);
        }
    }
}
