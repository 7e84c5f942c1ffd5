using AgentBrain.Application.Mail;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Mail;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>The outbox in words.</summary>
public static class OutboxWords
{
    /// <summary>Where a mail stands, and the kind of tag that shows it.</summary>
    public static (string Kind, string Words) State(MailRow row) => row switch
    {
        { Status: WorkStatus.Running } => ("info", "Being sent"),
        { Status: WorkStatus.Failed } => ("danger", "Failed"),
        { Status: WorkStatus.Done, Route: MailRoute.File } => ("good", "Written to a file"),
        { Status: WorkStatus.Done } => ("good", "Accepted"),
        { Attempts: > 0 } => ("warning", "Waiting to be tried again"),
        _ => ("info", "Waiting"),
    };

    /// <summary>What became of the wish to send a mail again.</summary>
    public static string Of(SendMailAgainResult result) => result == SendMailAgainResult.Queued
        ? "The mail is being sent. Load the page again to see what becomes of it."
        : "The mail was being sent just then. Load the page again to see what became of it.";
}
