using System.Text.Json;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Accounts;

/// <summary>Writes what the present account does into the audit log, in the same transaction as the change itself.</summary>
public sealed class AuditTrail(IApplicationDbContext db, ICurrentAccount account, TimeProvider time)
{
    /// <summary>Adds an entry; the caller saves.</summary>
    /// <param name="action">In the form <c>slot.changed</c>.</param>
    /// <param name="subject">Key, id, number or address of what is acted upon; null when the action says it all.</param>
    /// <param name="before">What is there now; null when nothing is. Never a respondent's words or contact details, never a secret.</param>
    /// <param name="after">What will be there; null when nothing will.</param>
    public void Add(string action, string? subject, object? before = null, object? after = null) => db.AuditEntries.Add(AuditEntry.Of(
        account.Id,
        account.Name ?? "Agent Brain",
        action,
        subject,
        Json(before),
        Json(after),
        time.GetUtcNow()));

    /// <summary>Adds an entry for what somebody does who is not signed in yet; the caller saves.</summary>
    /// <param name="accountId">Id of the account.</param>
    /// <param name="actor">Its e-mail address.</param>
    /// <param name="action">In the form <c>account.created</c>.</param>
    /// <param name="subject">What is acted upon.</param>
    /// <param name="after">What will be there; null when the action says it all.</param>
    public void AddFor(Guid accountId, string actor, string action, string subject, object? after = null) =>
        db.AuditEntries.Add(AuditEntry.Of(accountId, actor, action, subject, null, Json(after), time.GetUtcNow()));

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), BrainDocument.Json);
}
