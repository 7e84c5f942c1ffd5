namespace AgentBrain.Application.Privacy;

/// <summary>Files outside of the database that hold what respondents said or who they are, one implementation for each folder.</summary>
public interface IPersonalFiles
{
    /// <summary>The files of an interview, found by its rows.</summary>
    Task<IReadOnlyList<PersonalFile>> OfAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Removes the files to which no row belongs any more: a crash came between, or the file was written while its interview was erased. Repeatable.</summary>
    Task RemoveForgottenAsync(CancellationToken cancellationToken);
}

/// <summary>A file of an interview.</summary>
/// <param name="Name">What it is called in an archive, for example <c>mail/report.eml</c>.</param>
/// <param name="Open">Opens it to be read.</param>
/// <param name="Remove">Removes it, or does nothing where it is gone; an <see cref="IOException"/> says that it cannot now.</param>
public sealed record PersonalFile(string Name, Func<Stream> Open, Action Remove);
