using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>
/// Feedback as whoever asks may see it: which interview it is about is for those who may read interviews, and contact details in comments are for those who
/// may see them.
/// </summary>
public sealed class VisibleFeedback(IApplicationDbContext db, ICurrentAccount account, ContactBook contacts, TimeProvider time)
{
    /// <summary>The rows of some entries, in their order.</summary>
    internal async Task<IReadOnlyList<FeedbackRow>> RowsAsync(IReadOnlyList<FoundFeedback> found, CancellationToken cancellationToken)
    {
        var masks = await MasksAsync([.. found.Select(item => item.Entry.SessionId)], cancellationToken);
        return [.. found.Select(item => Visible(FeedbackRow.Of(item.Entry, item.Language, time, item.Erased), masks))];
    }

    private FeedbackRow Visible(FeedbackRow row, Dictionary<Guid, ContactMask> masks)
    {
        var shown = row.SessionId is { } id && masks.TryGetValue(id, out var mask) ? row with { Comment = mask.In(row.Comment) } : row;
        return account.Can(Permission.ReadInterviews) ? shown : shown with { SessionId = null, Reference = null };
    }

    private async Task<Dictionary<Guid, ContactMask>> MasksAsync(List<Guid?> sessionIds, CancellationToken cancellationToken) =>
        account.Can(Permission.SeeContactDetails)
            ? []
            : await db.Sessions.AsNoTracking()
                .Where(session => sessionIds.Contains(session.Id))
                .ToDictionaryAsync(session => session.Id, session => contacts.MaskOf(session, visible: false), cancellationToken);
}
