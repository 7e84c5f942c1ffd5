using MimeKit;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>How mail is sent. Section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Mail";

    /// <summary>Name of the mail server; empty to write messages as files.</summary>
    public string Host { get; set; } = "";

    /// <summary>Port of the mail server. Null: 587 with <see cref="MailSecurity.StartTls"/>, 465 with <see cref="MailSecurity.Tls"/>, 25 without either.</summary>
    public int? Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Name to sign in with; empty where the server asks for none.</summary>
    public string UserName { get; set; } = "";

    /// <summary>Password to sign in with.</summary>
    public string Password { get; set; } = "";

    /// <summary>From whom mail comes: <c>reports@example.org</c> or <c>Sauna studio &lt;reports@example.org&gt;</c>. Needed with a mail server.</summary>
    public string From { get; set; } = "";

    /// <summary>Who reads answers, in the same form; empty when nobody does.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>How long one message may take in all, in seconds, 5 to 600.</summary>
    public int DeadlineSeconds { get; set; } = 60;

    /// <summary>A file with certificates (PEM) that the server's certificate must be issued by, in the place of those that the system trusts.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Whether the issuer is asked if the server's certificate was revoked; not asked of issuers in <see cref="AuthorityFile"/>.</summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>Where messages are written without a mail server. Empty: <c>mail</c> in the service's state directory, else <c>.local/mail</c> in the repository or the content root.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Whether there is a mail server.</summary>
    public bool HasServer => !string.IsNullOrWhiteSpace(Host);

    internal int PortOrDefault => Port ?? Security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.None => 25,
        _ => 587,
    };

    internal TimeSpan Deadline => TimeSpan.FromSeconds(DeadlineSeconds);

    internal MailboxAddress Sender => Mailbox(From) ?? new MailboxAddress("Agent Brain", "agentbrain@localhost");

    // As it is written where only ASCII is allowed.
    internal string Domain => MailboxAddress.EncodeAddrspec(Sender.Address).Split('@')[^1];

    internal MailboxAddress? AnswersTo => Mailbox(ReplyTo);

    internal static MailboxAddress? Mailbox(string text) =>
        MailboxAddress.TryParse(ParserOptions.Default, text, out var mailbox) && MailAddresses.IsSendable(mailbox.Address) ? mailbox : null;
}

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>By TLS that both agree on at the start of the conversation (STARTTLS); a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>By TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on this very machine, and for catchers in development.</summary>
    None,
}
