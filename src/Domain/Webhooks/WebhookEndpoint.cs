namespace AgentBrain.Domain.Webhooks;

/// <summary>Where a receiver is told of what happens.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>How long an endpoint may fail without one success in between, until it is disabled.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    private WebhookEndpoint()
    {
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which of the <see cref="WebhookLimits.Endpoints"/> places it has, from 1: two never have the same.</summary>
    public int Place { get; private set; }

    /// <summary>Address of the receiver, up to <see cref="WebhookLimits.Url"/> characters.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What it is for, up to <see cref="WebhookLimits.Description"/> characters; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>What it wants to be told of: at least one of <see cref="WebhookTypes.All"/>.</summary>
    public IReadOnlyList<string> Types { get; private set; } = [];

    /// <summary>The secret that signs, protected.</summary>
    public string ProtectedSecret { get; private set; } = "";

    /// <summary>The secret before it, protected; null when there is none or it was dropped.</summary>
    public string? PreviousSecret { get; private set; }

    /// <summary>Until when the secret before it signs too (UTC).</summary>
    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    /// <summary>When it was disabled (UTC); null while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Why it was disabled; null while it is enabled.</summary>
    public WebhookDisabling? DisabledBecause { get; private set; }

    /// <summary>Since when every attempt has failed (UTC); null when the last one succeeded or there was none.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Who created it, as the audit log knows them.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Counts changes of its settings: of two people who change it at once one is refused. What deliveries note does not count.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is told of what happens.</summary>
    public bool IsEnabled => DisabledAt is null;

    /// <summary>The host of its address. The rest of an address may be a secret.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out var address) ? address.Authority : "";

    /// <summary>What people call it: what it is for, else its host.</summary>
    public string Name => Description.Length > 0 ? Description : Host;

    /// <summary>A new endpoint, enabled.</summary>
    /// <param name="place">A free place, 1 to <see cref="WebhookLimits.Endpoints"/>.</param>
    /// <param name="url">Address of the receiver.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="types">What it wants to be told of.</param>
    /// <param name="protectedSecret">Its secret, protected.</param>
    /// <param name="createdBy">Who creates it.</param>
    /// <param name="now">UTC.</param>
    public static WebhookEndpoint Create(
        int place, string url, string description, IReadOnlyList<string> types, string protectedSecret, string createdBy, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            Place = place,
            Url = url,
            Description = description,
            Types = types,
            ProtectedSecret = protectedSecret,
            CreatedBy = createdBy,
            CreatedAt = now,
        };

    /// <summary>Changes its settings.</summary>
    /// <param name="url">Address of the receiver.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="types">What it wants to be told of.</param>
    public void Change(string url, string description, IReadOnlyList<string> types)
    {
        // What failed, failed elsewhere.
        if (url != Url)
            FailingSince = null;
        (Url, Description, Types) = (url, description, types);
        Version++;
    }

    /// <summary>Gives it a new secret. The one before signs beside it for <see cref="WebhookSecret.Overlap"/>.</summary>
    /// <param name="protectedSecret">The new secret, protected.</param>
    /// <param name="now">UTC.</param>
    public void RenewSecret(string protectedSecret, DateTimeOffset now)
    {
        (PreviousSecret, PreviousSecretUntil) = (ProtectedSecret, now + WebhookSecret.Overlap);
        ProtectedSecret = protectedSecret;
        Version++;
    }

    /// <summary>The secrets that sign, protected, the newest first.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        PreviousSecret is { } previous && now < PreviousSecretUntil ? [ProtectedSecret, previous] : [ProtectedSecret];

    /// <summary>Tells it again of what happens.</summary>
    /// <returns>Whether it was disabled until now.</returns>
    public bool Enable()
    {
        if (IsEnabled)
            return false;
        (DisabledAt, DisabledBecause, FailingSince) = (null, null, null);
        Version++;
        return true;
    }

    /// <summary>Tells it no longer of what happens.</summary>
    /// <param name="because">Why.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Whether it was enabled until now.</returns>
    public bool Disable(WebhookDisabling because, DateTimeOffset now)
    {
        if (!IsEnabled)
            return false;
        (DisabledAt, DisabledBecause) = (now, because);
        Version++;
        return true;
    }

    /// <summary>
    /// Notes what an attempt came to. One whose receiver says that it is gone is disabled; so is one that has failed for <see cref="Patience"/>, when
    /// another delivery was given up.
    /// </summary>
    /// <param name="answer">What came back.</param>
    /// <param name="givenUp">Whether that was the delivery's last attempt.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Whether there was anything to note.</returns>
    public bool Note(WebhookAnswer answer, bool givenUp, DateTimeOffset now)
    {
        var before = (FailingSince, DisabledAt);
        FailingSince = answer.IsSuccess ? null : FailingSince ?? now;
        if (answer.IsGone)
            Disable(WebhookDisabling.Gone, now);
        else if (givenUp && now - FailingSince >= Patience)
            Disable(WebhookDisabling.Failing, now);
        return before != (FailingSince, DisabledAt);
    }
}

/// <summary>Why an endpoint was disabled.</summary>
public enum WebhookDisabling
{
    /// <summary>Somebody did it in the workspace.</summary>
    ByHand,

    /// <summary>Its receiver answered 410: it is gone.</summary>
    Gone,

    /// <summary>Every attempt failed for <see cref="WebhookEndpoint.Patience"/>.</summary>
    Failing,
}
