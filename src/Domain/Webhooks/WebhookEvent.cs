using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.Webhooks;

/// <summary>
/// Something that receivers may want to know, stored together with the change that it tells of. It holds ids, codes and numbers alone: no answers,
/// no texts and no contact details.
/// </summary>
public sealed class WebhookEvent
{
    /// <summary>How long an event is kept, with what became of it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private WebhookEvent()
    {
    }

    /// <summary>Id, assigned when it happens.</summary>
    public Guid Id { get; private set; }

    /// <summary>One of <see cref="WebhookTypes"/>.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The interview that it is about, with which it goes; null for tests.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>What in the interview it is about, so that it is told once: the code of a flag, the id of an entry; empty for the interview itself.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>What there is to tell, as a JSON object.</summary>
    public string Data { get; private set; } = "{}";

    /// <summary>When it was handed on to the endpoints that want it (UTC); null before that.</summary>
    public DateTimeOffset? SpreadAt { get; private set; }

    /// <summary>The id under which receivers know it; the same in every attempt.</summary>
    public string MessageId => $"msg_{Id:N}";

    /// <summary>An interview was finished.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="now">UTC.</param>
    internal static WebhookEvent InterviewCompleted(Session session, DateTimeOffset now) => Of(WebhookTypes.InterviewCompleted, session, "", now, new
    {
        SessionId = session.Id,
        Reference = SessionReference.Of(session.Id),
        session.Language,
        Revision = session.RevisionId,
        StartedAt = Written(session.CreatedAt),
        CompletedAt = Written(now),
        session.EndedEarly,
        Questions = session.QuestionCount,
        SlotsFilled = session.FilledSlots.Count,
        Flags = session.State.RiskFlags.Select(flag => new { flag.Code, flag.Severity, flag.Confirmed }),
    });

    /// <summary>A flag was raised for the first time in an interview.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="now">UTC.</param>
    internal static WebhookEvent RiskRaised(Session session, RiskFlag flag, DateTimeOffset now) => Of(WebhookTypes.RiskRaised, session, flag.Code, now, new
    {
        SessionId = session.Id,
        Reference = SessionReference.Of(session.Id),
        session.Language,
        Revision = session.RevisionId,
        flag.Code,
        flag.Severity,
        flag.Confirmed,
    });

    /// <summary>Feedback was left.</summary>
    /// <param name="session">The interview that it is about.</param>
    /// <param name="entry">The feedback.</param>
    /// <param name="now">UTC.</param>
    public static WebhookEvent FeedbackReceived(Session session, FeedbackEntry entry, DateTimeOffset now) =>
        Of(WebhookTypes.FeedbackReceived, session, entry.Id.ToString(), now, new
        {
            FeedbackId = entry.Id,
            SessionId = session.Id,
            Reference = SessionReference.Of(session.Id),
            session.Language,
            Revision = session.RevisionId,
            entry.Rating,
            HasComment = entry.Comment is not null,
        });

    /// <summary>Somebody tries whether a receiver answers.</summary>
    /// <param name="endpoint">Whose receiver.</param>
    /// <param name="now">UTC.</param>
    public static WebhookEvent Test(WebhookEndpoint endpoint, DateTimeOffset now)
    {
        var test = Of(WebhookTypes.Test, null, "", now, new { EndpointId = endpoint.Id });
        test.SpreadAt = now;
        return test;
    }

    /// <summary>Notes that every endpoint that wants it has a delivery.</summary>
    /// <param name="now">UTC.</param>
    public void Spread(DateTimeOffset now) => SpreadAt ??= now;

    /// <summary>The body of a message: the same bytes each time for an event that was read from the database.</summary>
    public byte[] Body()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", Type);
            writer.WriteString("timestamp", Written(OccurredAt));
            writer.WritePropertyName("data");
            writer.WriteRawValue(Data);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static WebhookEvent Of(string type, Session? session, string subject, DateTimeOffset now, object data) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        SessionId = session?.Id,
        Subject = subject,
        OccurredAt = now,
        Data = JsonSerializer.Serialize(data, Json),
    };

    private static string Written(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
