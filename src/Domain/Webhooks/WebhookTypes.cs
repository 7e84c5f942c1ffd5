namespace AgentBrain.Domain.Webhooks;

/// <summary>What receivers can be told of, by the names that payloads bring.</summary>
public static class WebhookTypes
{
    /// <summary>A respondent has finished an interview and its report is made.</summary>
    public const string InterviewCompleted = "interview.completed";

    /// <summary>A flag was raised in an interview, for the first time there.</summary>
    public const string RiskRaised = "risk.raised";

    /// <summary>A respondent has rated their interview.</summary>
    public const string FeedbackReceived = "feedback.received";

    /// <summary>Somebody in the workspace wants to see whether the receiver answers. Nobody subscribes to it.</summary>
    public const string Test = "test";

    /// <summary>What an endpoint can subscribe to.</summary>
    public static IReadOnlyList<string> All { get; } = [InterviewCompleted, RiskRaised, FeedbackReceived];
}
