using System.Text.Json.Nodes;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>A page of the audit log, newest first.</summary>
[RequiresPermission(Permission.ReadAudit)]
public sealed record ListAuditEntries : IRequest<AuditList>
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Which are looked for.</summary>
    public AuditFilter Filter { get; init; } = new();

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">What stands on it.</param>
/// <param name="Subjects">What entries are about that is still there, by the ids of the entries.</param>
public sealed record AuditList(PageOf<AuditRow> Entries, IReadOnlyDictionary<Guid, AuditSubject> Subjects);

/// <summary>Something that an entry of the audit log is about and that is still there; one of the members says what.</summary>
public sealed record AuditSubject
{
    /// <summary>An item of the working copy.</summary>
    public BrainAddress? Item { get; init; }

    /// <summary>Number of a revision.</summary>
    public int? Revision { get; init; }

    /// <summary>Id of an interview.</summary>
    public Guid? Interview { get; init; }

    /// <summary>Id of an account.</summary>
    public Guid? Account { get; init; }

    /// <summary>Id of an API key, revoked or not.</summary>
    public Guid? ApiKey { get; init; }

    /// <summary>Id of an endpoint of webhooks.</summary>
    public Guid? Webhook { get; init; }
}

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntries>
{
    public ListAuditEntriesValidator() => RuleFor(request => request.Filter).ChildRules(AuditFilter.Rules);
}

internal sealed class ListAuditEntriesHandler(IApplicationDbContext db, IAccounts accounts, TimeProvider time) : IRequestHandler<ListAuditEntries, AuditList>
{
    public async Task<AuditList> Handle(ListAuditEntries request, CancellationToken cancellationToken)
    {
        var found = request.Filter.In(db, time);
        var total = await found.CountAsync(cancellationToken);
        var (number, pages, skip) = PageOf<AuditRow>.Place(request.Page, ListAuditEntries.PageSize, total);
        var entries = await found
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Skip(skip).Take(ListAuditEntries.PageSize)
            .ToListAsync(cancellationToken);
        var rows = entries.Select(AuditRow.Of).ToList();
        return new AuditList(new PageOf<AuditRow>(rows, number, pages, total), await SubjectsAsync(rows, cancellationToken));
    }

    // A question for each kind on the page, not for each entry.
    private async Task<Dictionary<Guid, AuditSubject>> SubjectsAsync(List<AuditRow> rows, CancellationToken cancellationToken)
    {
        var subjects = new Dictionary<Guid, AuditSubject>();
        foreach (var kind in rows.GroupBy(row => row.Kind))
        {
            var ids = kind.Select(row => row.Subject).OfType<string>().Distinct().ToList();
            switch (kind.Key)
            {
                case "slot":
                    Items(kind, BrainSection.Slots, await db.Slots.Where(slot => ids.Contains(slot.Key)).Select(slot => slot.Key).ToListAsync(cancellationToken));
                    break;
                case "question":
                    Items(kind, BrainSection.Questions, await db.Questions.Where(question => ids.Contains(question.Id)).Select(question => question.Id).ToListAsync(cancellationToken));
                    break;
                case "risk_rule":
                    Items(kind, BrainSection.RiskRules, await db.RiskRules.Where(rule => ids.Contains(rule.Id)).Select(rule => rule.Id).ToListAsync(cancellationToken));
                    break;
                case "skip_rule":
                    Items(kind, BrainSection.SkipRules, await db.SkipRules.Where(rule => ids.Contains(rule.Id)).Select(rule => rule.Id).ToListAsync(cancellationToken));
                    break;
                case "scoring":
                    Settings(kind, BrainSection.Scoring);
                    break;
                case "modes":
                    Settings(kind, BrainSection.Modes);
                    break;
                case "report":
                    Settings(kind, BrainSection.Report);
                    break;
                case "revision":
                    var checksums = kind.Select(row => After(row, "checksum")).OfType<string>().Distinct().ToList();
                    var revisions = await db.BrainRevisions.Where(revision => checksums.Contains(revision.Checksum))
                        .Select(revision => new { revision.Id, revision.Checksum, revision.PublishedAt })
                        .ToListAsync(cancellationToken);
                    // One that was restored says the same as the one before: that of the same moment is meant.
                    foreach (var row in kind)
                    {
                        var meant = revisions.Where(revision => revision.Checksum == After(row, "checksum"))
                            .OrderBy(revision => (revision.PublishedAt - row.At).Duration()).ThenByDescending(revision => revision.Id)
                            .FirstOrDefault();
                        if (meant is not null)
                            subjects[row.Id] = new AuditSubject { Revision = meant.Id };
                    }
                    break;
                case "interview" or "mail":
                    var interviews = kind.Select(row => Id(row, "session_id")).OfType<Guid>().Distinct().ToList();
                    var stored = await db.Sessions.Where(session => interviews.Contains(session.Id)).Select(session => session.Id).ToListAsync(cancellationToken);
                    foreach (var row in kind.Where(row => Id(row, "session_id") is { } id && stored.Contains(id)))
                        subjects[row.Id] = new AuditSubject { Interview = Id(row, "session_id") };
                    break;
                case "account":
                    foreach (var email in ids)
                    {
                        if (await accounts.FindByEmailAsync(email, cancellationToken) is not { } account)
                            continue;
                        foreach (var row in kind.Where(row => row.Subject == email))
                            subjects[row.Id] = new AuditSubject { Account = account.Id };
                    }
                    break;
                case "api_key":
                    var keys = kind.Select(row => Id(row, "id")).OfType<Guid>().Distinct().ToList();
                    var known = await db.ApiKeys.Where(key => keys.Contains(key.Id)).Select(key => key.Id).ToListAsync(cancellationToken);
                    foreach (var row in kind.Where(row => Id(row, "id") is { } id && known.Contains(id)))
                        subjects[row.Id] = new AuditSubject { ApiKey = Id(row, "id") };
                    break;
                case "webhook":
                    var endpoints = kind.Select(row => Id(row, "id")).OfType<Guid>().Distinct().ToList();
                    var connected = await db.WebhookEndpoints.Where(endpoint => endpoints.Contains(endpoint.Id)).Select(endpoint => endpoint.Id).ToListAsync(cancellationToken);
                    foreach (var row in kind.Where(row => Id(row, "id") is { } id && connected.Contains(id)))
                        subjects[row.Id] = new AuditSubject { Webhook = Id(row, "id") };
                    break;
            }
        }
        return subjects;

        void Items(IEnumerable<AuditRow> about, BrainSection section, List<string> present)
        {
            foreach (var row in about.Where(row => row.Subject is null || present.Contains(row.Subject)))
                subjects[row.Id] = new AuditSubject { Item = new BrainAddress(section, row.Subject) };
        }

        void Settings(IEnumerable<AuditRow> about, BrainSection section)
        {
            foreach (var row in about)
                subjects[row.Id] = new AuditSubject { Item = new BrainAddress(section, row.Subject) };
        }
    }

    private static Guid? Id(AuditRow row, string member) => Guid.TryParse(After(row, member), out var id) ? id : null;

    private static string? After(AuditRow row, string member) =>
        JsonNode.Parse(row.After ?? row.Before ?? "null") is JsonObject said && said[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
