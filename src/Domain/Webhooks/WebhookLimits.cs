namespace AgentBrain.Domain.Webhooks;

/// <summary>Limits that validators, the database and deliveries share.</summary>
public static class WebhookLimits
{
    /// <summary>Most endpoints. As many deliveries can be on their way at once, so that none waits for another one's receiver.</summary>
    public const int Endpoints = 20;

    /// <summary>Longest address, in characters.</summary>
    public const int Url = 2000;

    /// <summary>Longest description, in characters.</summary>
    public const int Description = 200;

    /// <summary>Longest name of a type, in characters.</summary>
    public const int Type = 32;

    /// <summary>Longest protected secret, in characters.</summary>
    public const int ProtectedSecret = 1000;

    /// <summary>How much is kept of what a receiver answers, in characters.</summary>
    public const int Excerpt = 500;

    /// <summary>How much is kept of why an attempt failed, in characters.</summary>
    public const int Problem = 300;
}
