using System.Runtime.CompilerServices;
using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>All entries of the audit log that pass a filter, newest first. That they are taken is an entry itself.</summary>
[RequiresPermission(Permission.ReadAudit)]
public sealed record ExportAudit : IRequest<AuditExport>
{
    /// <summary>Which are looked for.</summary>
    public AuditFilter Filter { get; init; } = new();
}

/// <summary>Entries that are read while they are written out, however many there are.</summary>
/// <param name="Rows">The entries; to be read once, within the request that asked for them.</param>
public sealed record AuditExport(IAsyncEnumerable<AuditRow> Rows);

internal sealed class ExportAuditValidator : AbstractValidator<ExportAudit>
{
    public ExportAuditValidator() => RuleFor(request => request.Filter).ChildRules(AuditFilter.Rules);
}

internal sealed class ExportAuditHandler(IApplicationDbContext db, AuditTrail audit, TimeProvider time) : IRequestHandler<ExportAudit, AuditExport>
{
    // A query that may be repeated is held in memory whole: it is asked for in pieces.
    private const int PieceSize = 500;

    public async Task<AuditExport> Handle(ExportAudit request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        audit.Add("audit.exported", null, after: new { filter.Who, filter.Kind, filter.Item, filter.From, filter.To });
        await db.SaveChangesAsync(cancellationToken);
        return new AuditExport(RowsAsync(filter, cancellationToken));
    }

    private async IAsyncEnumerable<AuditRow> RowsAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = filter.In(db, time).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id);
        (DateTimeOffset At, Guid Id)? last = null;
        while (true)
        {
            var piece = await (last is var (at, id) ? found.Where(entry => entry.At < at || (entry.At == at && entry.Id.CompareTo(id) < 0)) : found)
                .Take(PieceSize)
                .ToListAsync(cancellationToken);
            foreach (var entry in piece)
                yield return AuditRow.Of(entry);
            if (piece.Count < PieceSize)
                yield break;
            last = (piece[^1].At, piece[^1].Id);
        }
    }
}
