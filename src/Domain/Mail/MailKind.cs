namespace AgentBrain.Domain.Mail;

/// <summary>What a mail is about.</summary>
public enum MailKind
{
    /// <summary>The report of an interview, to its respondent.</summary>
    Report,
}
