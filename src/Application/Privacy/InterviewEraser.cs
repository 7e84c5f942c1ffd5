using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.Privacy;

/// <summary>Erases interviews: see <c>docs/adr/0027</c>.</summary>
public sealed partial class InterviewEraser(
    IApplicationDbContext db, IStoredRows rows, IEnumerable<IPersonalFiles> files, AuditTrail audit, TimeProvider time, ILogger<InterviewEraser> logger)
{
    /// <summary>
    /// Erases an interview with everything that belongs to it, and leaves figures that tell of nobody. Whatever somebody adds to it meanwhile makes the
    /// database refuse: then it begins anew and takes that too. Files go when the rows are gone; what a crash leaves of them is removed by the next
    /// clean-up, since no row belongs to them any more.
    /// </summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="cause">On whose wish.</param>
    /// <param name="stillDue">Whether it is still to be erased, as it stands; null for always.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    /// <returns>Whether it was erased; false where it was not due any more.</returns>
    /// <exception cref="NotFoundException">There is no such interview.</exception>
    /// <exception cref="ErasedException">It was erased before.</exception>
    public Task<bool> EraseAsync(Guid sessionId, ErasureCause cause, Func<Session, bool>? stillDue, CancellationToken cancellationToken) => RemoveAsync(
        sessionId,
        session =>
        {
            if (stillDue?.Invoke(session) == false)
                return Task.FromResult(false);
            audit.Add("interview.erased", SessionReference.Of(sessionId), after: new { Cause = cause });
            return Task.FromResult(true);
        },
        keepsFigures: true,
        cancellationToken);

    /// <summary>Erases an interview with everything that belongs to it, and leaves no figures either: it was none that anybody should count.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="note">Notes what goes, within the transaction; more than once where it has to begin anew.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    /// <exception cref="NotFoundException">There is no such interview.</exception>
    /// <exception cref="ErasedException">It was erased before.</exception>
    public Task DeleteAsync(Guid sessionId, Func<Task> note, CancellationToken cancellationToken) => RemoveAsync(
        sessionId,
        async _ =>
        {
            await note();
            return true;
        },
        keepsFigures: false,
        cancellationToken);

    /// <summary>Removes files to which no row belongs any more.</summary>
    public async Task RemoveForgottenFilesAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in files)
            await folder.RemoveForgottenAsync(cancellationToken);
    }

    private async Task<bool> RemoveAsync(Guid sessionId, Func<Session, Task<bool>> begin, bool keepsFigures, CancellationToken cancellationToken)
    {
        var tried = false;
        List<PersonalFile> personal = [];
        var erased = await db.UntilStoredAsync(() => db.InSnapshotAsync(async () =>
        {
            var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == sessionId, cancellationToken);
            if (session is null)
            {
                // A simultaneous twin was first, or it was done although the confirmation got lost.
                var missing = await db.MissingAsync(sessionId, cancellationToken);
                return tried && missing is ErasedException ? true : throw missing;
            }
            if (!await begin(session))
                return false;
            var now = time.GetUtcNow();
            var ratings = await db.Feedback.AsNoTracking().Where(entry => entry.SessionId == sessionId).ToListAsync(cancellationToken);
            var reviews = await db.ExpertReviews.AsNoTracking().Where(review => review.SessionId == sessionId)
                .Include(review => review.QuestionReviews).Include(review => review.SummaryReviews).ToListAsync(cancellationToken);
            var links = await db.ResumeLinks.Where(link => link.SessionId == sessionId).Select(link => link.TokenHash).ToListAsync(cancellationToken);

            personal = [];
            foreach (var folder in files)
                personal.AddRange(await folder.OfAsync(sessionId, cancellationToken));

            tried = true;
            await rows.RemoveAsync(sessionId, cancellationToken);

            if (keepsFigures)
            {
                var anonymous = session.Anonymous(now);
                db.Sessions.Add(anonymous);
                db.Feedback.AddRange(ratings.Select(entry => entry.Anonymous(anonymous.Id, now)));
                db.ExpertReviews.AddRange(reviews.Select(review => review.Anonymous(anonymous.Id)));
            }
            db.ErasedInterviews.Add(ErasedInterview.Note(sessionId, session.Language, links, now));
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken));
        if (erased)
            personal.ForEach(file => Remove(file, sessionId));
        return erased;
    }

    private void Remove(PersonalFile file, Guid sessionId)
    {
        try
        {
            file.Remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFileLeft(sessionId, exception.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A file of interview {SessionId}, which was erased, cannot be removed now ({Kind}); the daily clean-up tries again")]
    private partial void LogFileLeft(Guid sessionId, string kind);
}

/// <summary>On whose wish an interview was erased.</summary>
public enum ErasureCause
{
    /// <summary>On its respondent's.</summary>
    Respondent,

    /// <summary>An administrator's.</summary>
    Administrator,

    /// <summary>Its time had come.</summary>
    Retention,

    /// <summary>It had been erased before, and a backup brought it back.</summary>
    Restored,
}
