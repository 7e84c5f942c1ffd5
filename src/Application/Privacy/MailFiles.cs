using AgentBrain.Application.Common;
using AgentBrain.Application.Mail;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Mail that was written as files on this node.</summary>
internal sealed class MailFiles(IApplicationDbContext db, IMailFolder folder) : IPersonalFiles
{
    private const int BatchSize = 500;

    public async Task<IReadOnlyList<PersonalFile>> OfAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var files = new List<PersonalFile>();
        foreach (var id in await db.Mail.Where(mail => mail.SessionId == sessionId).OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync(cancellationToken))
        {
            // Not read: one that cannot be must not keep its interview from being erased.
            if (folder.Find(id) is { } file)
                files.Add(new PersonalFile($"mail/{id:N}.eml", () => File.OpenRead(file), () => folder.Delete([id])));
        }
        return files;
    }

    public async Task RemoveForgottenAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in folder.Stored().ToList().Chunk(BatchSize))
        {
            var known = await db.Mail.Where(mail => batch.Contains(mail.Id)).Select(mail => mail.Id).ToListAsync(cancellationToken);
            folder.Delete(batch.Except(known));
        }
    }
}
