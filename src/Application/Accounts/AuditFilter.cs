using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Which entries of the audit log are looked for.</summary>
public sealed record AuditFilter
{
    /// <summary>Longest text to look for, in characters.</summary>
    public const int TextLength = 200;

    /// <summary>What entries are about: what stands before the point in their actions, in the order in which people look for it.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["slot", "question", "risk_rule", "skip_rule", "scoring", "modes", "report", "revision", "interview", "retention", "feedback", "mail", "account", "invitation", "api_key", "webhook", "consent", "audit"];

    /// <summary>A part of the name of who did it, whether in capitals or not; empty for anybody.</summary>
    public string Who
    {
        get;
        init => field = (value ?? "").Trim();
    } = "";

    /// <summary>One of <see cref="Kinds"/>; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>A part of the key, id or address of what was acted upon, whether in capitals or not; empty for anything.</summary>
    public string Item
    {
        get;
        init => field = (value ?? "").Trim();
    } = "";

    /// <summary>The first day on which it may have been done; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it may have been done; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The entries that pass.</summary>
    internal IQueryable<AuditEntry> In(IApplicationDbContext db, TimeProvider time)
    {
        var entries = db.AuditEntries.AsNoTracking();
        var (from, until) = time.Span(From, To);
        if (from is not null)
            entries = entries.Where(entry => entry.At >= from);
        if (until is not null)
            entries = entries.Where(entry => entry.At < until);
        if (Kind is { } kind)
            entries = entries.Where(entry => entry.Action.StartsWith(kind + "."));
#pragma warning disable CA1304, CA1311, CA1862 // The database compares, not .NET.
        if (Who.Length > 0)
            entries = entries.Where(entry => entry.Actor.ToLower().Contains(Who.ToLower()));
        if (Item.Length > 0)
            entries = entries.Where(entry => entry.Subject!.ToLower().Contains(Item.ToLower()));
#pragma warning restore CA1304, CA1311, CA1862
        return entries;
    }

    /// <summary>The rules of whatever looks for entries.</summary>
    internal static void Rules(InlineValidator<AuditFilter> rules)
    {
        rules.RuleFor(filter => filter.Kind).Must(kind => kind is null || Kinds.Contains(kind)).WithMessage("Choose one of the kinds of entries.");
        rules.RuleFor(filter => filter.To).Must((filter, to) => !(to < filter.From)).WithMessage("Choose a last day that is not before the first one.");
        foreach (var text in (System.Linq.Expressions.Expression<Func<AuditFilter, string>>[])[filter => filter.Who, filter => filter.Item])
        {
            rules.RuleFor(text)
                .MaximumLength(TextLength).WithMessage($"Look for {TextLength} characters at most.")
                .Must(value => !value.Contains('\0', StringComparison.Ordinal)).WithMessage("Look for letters, digits and marks alone.");
        }
    }
}

/// <summary>An entry of the audit log.</summary>
public sealed record AuditRow
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was done (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, as people know them.</summary>
    public required string Actor { get; init; }

    /// <summary>Id of the account; null for the command line, API keys and the application itself.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>What was done, in the form <c>slot.changed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to; null when the action says it all.</summary>
    public required string? Subject { get; init; }

    /// <summary>What was there before, as JSON; null when nothing was.</summary>
    public required string? Before { get; init; }

    /// <summary>What is there since, as JSON; null when nothing is.</summary>
    public required string? After { get; init; }

    /// <summary>What it is about: <see cref="Action"/> up to its point.</summary>
    public string Kind => Action.Split('.')[0];

    internal static AuditRow Of(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Actor = entry.Actor,
        AccountId = entry.AccountId,
        Action = entry.Action,
        Subject = entry.Subject,
        Before = entry.Before,
        After = entry.After,
    };
}
