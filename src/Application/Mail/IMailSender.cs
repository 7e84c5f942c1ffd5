using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Mail;

namespace AgentBrain.Application.Mail;

/// <summary>Hands mail over for delivery.</summary>
public interface IMailSender
{
    /// <summary>What stands behind the @ of Message-IDs.</summary>
    string Domain { get; }

    /// <summary>Where mail goes as things are configured.</summary>
    MailRoute Route { get; }

    /// <summary>Hands a report over once.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Gives up; whether the server has accepted it is not known then.</param>
    Task<MailReply> SendAsync(ReportMail mail, CancellationToken cancellationToken);
}

/// <summary>A report that is to be mailed.</summary>
public sealed record ReportMail
{
    /// <summary>Id of the mail.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its Message-ID without the angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was asked for (UTC): the date that the message bears at every attempt.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The respondent's address, as it was left.</summary>
    public required string Address { get; init; }

    /// <summary>The respondent's name, as it was left; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>The reference of the interview that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>The full report in Markdown.</summary>
    public required string Report { get; init; }
}

/// <summary>What came of handing a mail over.</summary>
/// <param name="Verdict">Whether it was accepted, and if not, whether it may be later.</param>
/// <param name="Reason">Why it was not accepted, as the server said it, without anything of the respondent; null when it was.</param>
public sealed record MailReply(MailVerdict Verdict, string? Reason = null);

/// <summary>Whether a mail was accepted.</summary>
public enum MailVerdict
{
    /// <summary>It was: it is the server's from now on, or stands in its file.</summary>
    Accepted,

    /// <summary>Not now; another time it may be.</summary>
    NotNow,

    /// <summary>The mail server cannot be used as things are configured; when that is put right it may be accepted.</summary>
    NotConnected,

    /// <summary>Never: the address or the message was refused.</summary>
    Never,
}
