namespace AgentBrain.Domain.Webhooks;

/// <summary>What one attempt to deliver came to. Never changed once stored.</summary>
public sealed class WebhookAttempt
{
    private WebhookAttempt()
    {
    }

    /// <summary>Id, assigned when it is made.</summary>
    public Guid Id { get; private set; }

    /// <summary>The delivery.</summary>
    public Guid DeliveryId { get; private set; }

    /// <summary>When the message was sent (UTC): what the header with the time says, to the second.</summary>
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>The signatures that it carried.</summary>
    public string Signature { get; private set; } = "";

    /// <summary>How long it took, in milliseconds.</summary>
    public int Milliseconds { get; private set; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; private set; }

    /// <summary>The beginning of the answer, masked; null when it said nothing.</summary>
    public string? Excerpt { get; private set; }

    /// <summary>Why there was no answer; null when there was one.</summary>
    public string? Problem { get; private set; }

    /// <summary>An attempt that was made.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="sentAt">When the message was sent.</param>
    /// <param name="signature">The signatures that it carried.</param>
    /// <param name="answer">What came back.</param>
    public static WebhookAttempt Of(Guid deliveryId, DateTimeOffset sentAt, string signature, WebhookAnswer answer) => new()
    {
        Id = Guid.CreateVersion7(sentAt),
        DeliveryId = deliveryId,
        SentAt = sentAt,
        Signature = signature,
        Milliseconds = (int)Math.Min(answer.Duration.TotalMilliseconds, int.MaxValue),
        Status = answer.Status,
        Excerpt = answer.Excerpt,
        Problem = answer.Problem,
    };
}
