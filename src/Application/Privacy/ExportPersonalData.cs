using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Everything that is stored of an interview, to be handed to its respondent. That it is taken is entered in the audit log.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record ExportPersonalData(Guid SessionId) : IRequest<PersonalData>;

/// <summary>An archive of what is stored of an interview.</summary>
/// <param name="Reference">The interview's short reference.</param>
/// <param name="Language">Its language.</param>
/// <param name="Archive">A ZIP file.</param>
public sealed record PersonalData(string Reference, string Language, byte[] Archive)
{
    /// <summary>What the file is called.</summary>
    public string FileName => $"interview-{Reference}.zip";
}

/// <summary>Handles <see cref="ExportPersonalData"/>.</summary>
public sealed class ExportPersonalDataHandler(IApplicationDbContext db, PersonalArchive archive, AuditTrail audit) : IRequestHandler<ExportPersonalData, PersonalData>
{
    /// <inheritdoc/>
    public async Task<PersonalData> Handle(ExportPersonalData request, CancellationToken cancellationToken)
    {
        var data = await archive.MakeAsync(await db.SessionAsync(request.SessionId, cancellationToken), cancellationToken);
        audit.Add("interview.handed_over", data.Reference);
        await db.SaveChangesAsync(cancellationToken);
        return data;
    }
}
