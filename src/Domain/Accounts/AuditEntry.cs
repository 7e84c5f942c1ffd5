namespace AgentBrain.Domain.Accounts;

/// <summary>Who changed what and when. Never changed and never deleted once stored; holds no respondent's words or contact details.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>Id, assigned when the change is made; later entries have higher ones.</summary>
    public Guid Id { get; private set; }

    /// <summary>When it was done (UTC).</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Id of the account; null for the command line, API keys and the application itself.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>Who did it, as people know them: an e-mail address, the name of an API key, or <c>command line</c>.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>What was done, in the form <c>slot.changed</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What it was done to: a key, an id, a number or an address; null when the action says it all.</summary>
    public string? Subject { get; private set; }

    /// <summary>What was there before, as JSON; null when nothing was.</summary>
    public string? Before { get; private set; }

    /// <summary>What is there since, as JSON; null when nothing is.</summary>
    public string? After { get; private set; }

    /// <summary>An entry for what is done now.</summary>
    /// <param name="accountId">Id of the account; null when no account did it.</param>
    /// <param name="actor">1 to <see cref="AccountLimits.Name"/> characters.</param>
    /// <param name="action">1 to <see cref="AccountLimits.Action"/> characters.</param>
    /// <param name="subject">Up to <see cref="AccountLimits.Subject"/> characters.</param>
    /// <param name="before">JSON.</param>
    /// <param name="after">JSON.</param>
    /// <param name="now">UTC.</param>
    public static AuditEntry Of(Guid? accountId, string actor, string action, string? subject, string? before, string? after, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        AccountId = accountId,
        Actor = actor,
        Action = action,
        Subject = subject,
        Before = before,
        After = after,
    };
}
