namespace AgentBrain.Application.Mail;

/// <summary>The messages that were written as files, since no mail server is configured. Each node has its own.</summary>
public interface IMailFolder
{
    /// <summary>Reads a message.</summary>
    /// <param name="mailId">Id of the mail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message; null when there is no file of it on this node.</returns>
    Task<WrittenMail?> ReadAsync(Guid mailId, CancellationToken cancellationToken);

    /// <summary>Where the file of a mail is; nobody looks at what is in it.</summary>
    /// <param name="mailId">Id of the mail.</param>
    /// <returns>Its path; null when there is no file of it on this node.</returns>
    string? Find(Guid mailId);

    /// <summary>The mails of which this node has files.</summary>
    IEnumerable<Guid> Stored();

    /// <summary>Deletes the files of mails, where this node has any.</summary>
    /// <param name="mailIds">Ids of the mails.</param>
    void Delete(IEnumerable<Guid> mailIds);
}

/// <summary>A message as it was written.</summary>
/// <param name="Path">Where its file is.</param>
/// <param name="Headers">Its headers in their order, decoded.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Html">Its HTML, a whole document.</param>
/// <param name="Attachments">Names of what is attached.</param>
public sealed record WrittenMail(string Path, IReadOnlyList<WrittenHeader> Headers, string Text, string Html, IReadOnlyList<string> Attachments);

/// <summary>A header of a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, decoded.</param>
public sealed record WrittenHeader(string Name, string Value);
