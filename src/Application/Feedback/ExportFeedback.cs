using System.Runtime.CompilerServices;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>All feedback that passes a filter, newest first. That it is taken is entered in the audit log.</summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record ExportFeedback : IRequest<FeedbackExport>
{
    /// <summary>Which is looked for.</summary>
    public FeedbackFilter Filter { get; init; } = new();
}

/// <summary>Feedback that is read while it is written out, however much there is.</summary>
/// <param name="Rows">The entries; to be read once, within the request that asked for them.</param>
public sealed record FeedbackExport(IAsyncEnumerable<FeedbackRow> Rows);

/// <summary>Validates <see cref="ExportFeedback"/>.</summary>
public sealed class ExportFeedbackValidator : AbstractValidator<ExportFeedback>
{
    /// <summary>Sets the rules.</summary>
    public ExportFeedbackValidator() => RuleFor(request => request.Filter).ChildRules(FeedbackFilter.Rules);
}

/// <summary>Handles <see cref="ExportFeedback"/>.</summary>
public sealed class ExportFeedbackHandler(IApplicationDbContext db, VisibleFeedback visible, AuditTrail audit, TimeProvider time) : IRequestHandler<ExportFeedback, FeedbackExport>
{
    // A query that may be repeated is held in memory whole: it is asked for in pieces.
    private const int PieceSize = 1000;

    /// <inheritdoc/>
    public async Task<FeedbackExport> Handle(ExportFeedback request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        // Not the text that was looked for, which may be a respondent's words.
        audit.Add("feedback.exported", null, after: new { filter.MinRating, filter.MaxRating, filter.From, filter.To, filter.Language, ByText = filter.Text.Length > 0 });
        await db.SaveChangesAsync(cancellationToken);
        return new FeedbackExport(RowsAsync(filter, cancellationToken));
    }

    private async IAsyncEnumerable<FeedbackRow> RowsAsync(FeedbackFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = filter.In(db, time).OrderByDescending(item => item.Entry.CreatedAt).ThenByDescending(item => item.Entry.Id);
        (DateTimeOffset At, Guid Id)? last = null;
        while (true)
        {
            var piece = await (last is var (at, id)
                    ? found.Where(item => item.Entry.CreatedAt < at || (item.Entry.CreatedAt == at && item.Entry.Id.CompareTo(id) < 0))
                    : found)
                .Take(PieceSize)
                .ToListAsync(cancellationToken);
            foreach (var row in await visible.RowsAsync(piece, cancellationToken))
                yield return row;
            if (piece.Count < PieceSize)
                yield break;
            last = (piece[^1].Entry.CreatedAt, piece[^1].Entry.Id);
        }
    }
}
