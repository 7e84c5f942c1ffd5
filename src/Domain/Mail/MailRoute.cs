namespace AgentBrain.Domain.Mail;

/// <summary>Where mail goes.</summary>
public enum MailRoute
{
    /// <summary>To a mail server, which delivers it.</summary>
    Server,

    /// <summary>Into a file on the node that wrote it, since no mail server is configured.</summary>
    File,
}
