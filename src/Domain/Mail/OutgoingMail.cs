using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;

namespace AgentBrain.Domain.Mail;

/// <summary>
/// A mail to a respondent. It holds neither the text nor the address: both are read from the interview when it is sent, so that what is erased
/// there is not kept here.
/// </summary>
public sealed class OutgoingMail : OutsideWork
{
    /// <summary>Longest <see cref="MessageId"/>, in characters.</summary>
    public const int MaxMessageId = 300;

    // About two days in all: a mail server may be away over a weekend.
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(12),
    ];

    private OutgoingMail()
    {
    }

    private OutgoingMail(DateTimeOffset now)
        : base(now)
    {
    }

    /// <summary>The interview that it is about.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>What it is about.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>Language in which it is written; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = Brain.Languages.Lithuanian;

    /// <summary>Its Message-ID without the angle brackets. It is the same at every attempt, so that mail programs show a second copy as the first one.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>Where it went last; null before it was accepted.</summary>
    public MailRoute? Route { get; private set; }

    /// <summary>When it was last accepted (UTC); null before that.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<TimeSpan> Pauses => Retries;

    /// <summary>The report of a finished interview.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="domain">What stands behind the @ of the Message-ID.</param>
    /// <param name="now">The present time.</param>
    public static OutgoingMail Report(Session session, string domain, DateTimeOffset now)
    {
        var mail = new OutgoingMail(now) { SessionId = session.Id, Kind = MailKind.Report, Language = session.Language };
        mail.MessageId = $"{mail.Id:N}@{domain}";
        return mail;
    }

    /// <summary>Notes that it was accepted.</summary>
    /// <param name="route">Where it went.</param>
    /// <param name="at">When.</param>
    public void Accept(MailRoute route, DateTimeOffset at) => (Route, AcceptedAt) = (route, at);
}
