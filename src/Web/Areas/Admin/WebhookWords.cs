using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Webhooks in words.</summary>
public static class WebhookWords
{
    /// <summary>What a kind of event tells of.</summary>
    public static string Meaning(string type) => type switch
    {
        WebhookTypes.InterviewCompleted => "a respondent has finished an interview",
        WebhookTypes.RiskRaised => "a flag was raised in an interview for the first time",
        WebhookTypes.FeedbackReceived => "a respondent has rated their interview",
        _ => "somebody tries whether the receiver answers",
    };

    /// <summary>Why an endpoint is disabled.</summary>
    public static string Reason(WebhookDisabling because) => because switch
    {
        WebhookDisabling.Gone => "The receiver answered 410: it is gone and wants no more messages.",
        WebhookDisabling.Failing => $"Every attempt had failed for {WebhookEndpoint.Patience.TotalDays:0} days.",
        _ => "Somebody disabled it here.",
    };

    /// <summary>The state of an endpoint as a <c>status-tag</c>.</summary>
    public static (string Kind, string Words) State(WebhookDisabling? disabled, DateTimeOffset? failingSince) => (disabled, failingSince) switch
    {
        (WebhookDisabling.ByHand, _) => ("neutral", "Disabled"),
        ({ }, _) => ("danger", "Disabled"),
        (null, { }) => ("warning", "Failing"),
        _ => ("good", "Enabled"),
    };

    /// <summary>The state of a delivery as a <c>status-tag</c>.</summary>
    public static (string Kind, string Words) State(WorkStatus status, string? lastError) => status switch
    {
        WorkStatus.Done => ("good", "Delivered"),
        WorkStatus.Failed => ("danger", "Given up"),
        WorkStatus.Running => ("info", "Being sent"),
        _ => lastError is null ? ("info", "Waiting") : ("warning", "Waiting to be sent again"),
    };
}
