namespace AgentBrain.Infrastructure.Webhooks;

/// <summary>How receivers are reached.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";
    internal const double LongestDeadline = 60;

    /// <summary>Whether receivers may have addresses of the server itself and of its own network, and be reached without TLS.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Address of an HTTP proxy that all messages go through, which then judges where they may go; empty for none.</summary>
    public string? Proxy { get; set; }

    /// <summary>How long an attempt may take in all, in seconds, 1 to 60.</summary>
    public double DeadlineSeconds { get; set; } = 15;

    internal TimeSpan Deadline => TimeSpan.FromSeconds(DeadlineSeconds);
}
