using AgentBrain.Domain.Jobs;

namespace AgentBrain.Domain.Webhooks;

/// <summary>An event on its way to an endpoint. There is one for each event and endpoint that wants it.</summary>
public sealed class WebhookDelivery : OutsideWork
{
    private WebhookDelivery()
    {
    }

    private WebhookDelivery(DateTimeOffset now)
        : base(now)
    {
    }

    /// <summary>What is told.</summary>
    public Guid EventId { get; private set; }

    /// <summary>To whom.</summary>
    public Guid EndpointId { get; private set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<TimeSpan> Pauses => WebhookSchedule.Pauses;

    /// <summary>A delivery that is to be made at once.</summary>
    /// <param name="told">What is told.</param>
    /// <param name="endpoint">To whom.</param>
    /// <param name="now">UTC.</param>
    public static WebhookDelivery Of(WebhookEvent told, WebhookEndpoint endpoint, DateTimeOffset now) =>
        new(now) { EventId = told.Id, EndpointId = endpoint.Id };

    /// <summary>What an attempt comes to.</summary>
    /// <param name="answer">What came back.</param>
    /// <param name="isTest">Whether somebody tries whether the receiver answers: that is tried once.</param>
    public AttemptOutcome OutcomeOf(WebhookAnswer answer, bool isTest) => answer switch
    {
        { IsSuccess: true } => new AttemptOutcome.Succeeded(),
        { IsGone: true } => new AttemptOutcome.Refused(answer.Summary),
        _ when isTest => new AttemptOutcome.Refused(answer.Summary),
        _ => new AttemptOutcome.NotNow(answer.Summary, WebhookSchedule.PauseAfter(Attempts, answer.RetryAfter)),
    };
}
