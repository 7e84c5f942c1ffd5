using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>
/// How respondents can be reached. Whatever quotes it goes too, as far as it is told apart from other words today: afterwards nobody could hide it
/// from those who may not see it.
/// </summary>
internal sealed class RetainedContact(IApplicationDbContext db, ContactBook contacts, CompiledBrains brains, ReportWriter reports, AuditTrail audit) : IRetained
{
    public RetentionKind Kind => RetentionKind.ContactDetails;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => db.Sessions
        .Where(session => session.CompletedAt < before && (session.ContactSealed != null || session.ContactName != null || session.ContactEmail != null || session.ContactPhone != null))
        .Select(session => new Retained { SessionId = session.Id, Since = session.CompletedAt!.Value });

    public Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken) => db.UntilStoredAsync(() => db.InSnapshotAsync(async () =>
    {
        var session = await db.SessionAsync(sessionId, cancellationToken);
        if (!(session.CompletedAt < before) || (session.ContactSealed ?? session.ContactName ?? session.ContactEmail ?? session.ContactPhone) is null)
            return false;
        var mask = contacts.MaskOf(session, visible: false);
        var written = ContactBook.Reports(session, contacts.Open(session));
        await RewordAsync(session, mask, cancellationToken);
        session.ForgetContact(StateWithoutContact.Of(session.State, mask));
        session.ReplaceReport(await ReportAsync(session, written, mask, cancellationToken));
        audit.Add("interview.contact_removed", SessionReference.Of(sessionId));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken));

    // What the respondent wrote, what experts quoted, and replies to programs, which nobody repeats any more.
    private async Task RewordAsync(Session session, ContactMask mask, CancellationToken cancellationToken)
    {
        var id = session.Id;
        await db.Messages.Where(message => message.SessionId == id).ForEachAsync(message => message.Reword(mask.Without), cancellationToken);
        await db.ReplacedAnswers.Where(replaced => replaced.SessionId == id).ForEachAsync(replaced => replaced.Reword(mask.Without), cancellationToken);
        await db.Transcripts.Where(transcript => transcript.SessionId == id).ForEachAsync(transcript => transcript.Reword(mask.Without), cancellationToken);
        await db.Feedback.Where(entry => entry.SessionId == id).ForEachAsync(entry => entry.Reword(mask.Without), cancellationToken);
        foreach (var review in await db.ExpertReviews.Where(review => review.SessionId == id)
            .Include(review => review.QuestionReviews).Include(review => review.SummaryReviews).ToListAsync(cancellationToken))
            review.Reword(mask.Without);
        // Values of interviews that began here are options and measures, no words.
        if (session.State.Earlier is not null)
            await db.DecisionRecords.Where(record => record.SessionId == id).ForEachAsync(record => record.Reword(mask.Without), cancellationToken);
        db.IdempotencyKeys.RemoveRange(await db.IdempotencyKeys.Where(key => key.SessionId == id).ToListAsync(cancellationToken));
    }

    // Written anew where the brain is known; the reports of the legacy service stand as they are but for the details.
    private async Task<InterviewReport> ReportAsync(Session session, (string? Full, string? Summary) written, ContactMask mask, CancellationToken cancellationToken)
    {
        if (session.RevisionId is not { } revisionId)
            return new InterviewReport(mask.WithoutInMarkdown(written.Full ?? ""), mask.WithoutInMarkdown(written.Summary ?? written.Full ?? ""));
        var brain = await brains.GetAsync(db, revisionId, cancellationToken);
        return await reports.WriteAsync(session, "", brain, session.Language, session.CompletedAt!.Value, cancellationToken);
    }
}
