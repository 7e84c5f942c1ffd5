namespace AgentBrain.Domain.Webhooks;

/// <summary>What came back from a receiver.</summary>
public sealed record WebhookAnswer
{
    private const int GoneStatus = 410;

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The beginning of what it said, masked, up to <see cref="WebhookLimits.Excerpt"/> characters; null when nothing.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Why there was no answer, up to <see cref="WebhookLimits.Problem"/> characters; null when there was one.</summary>
    public string? Problem { get; init; }

    /// <summary>After what time the receiver wants to be asked again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether the receiver has taken the message: the status is 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the receiver says that it is gone for good.</summary>
    public bool IsGone => Status == GoneStatus;

    /// <summary>What it came to, in a sentence for people.</summary>
    public string Summary => Problem ?? (IsGone
        ? "The receiver answered 410: it is gone and wants no more messages."
        : IsSuccess ? $"The receiver answered {Status}." : $"The receiver answered {Status}; only 200 to 299 count as received.");
}
