using AgentBrain.Application.Mail;
using AgentBrain.Domain.Mail;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Microsoft.Extensions.Hosting;
using MimeKit;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Writes messages as files in the place of sending them, one file a mail. Only the account that the application runs as can read them.</summary>
internal sealed class MailFolder(MailOptions options, IHostEnvironment environment) : IMailSender, IMailFolder
{
    // Set by systemd.
    private const string StateDirectory = "STATE_DIRECTORY";
    private const UnixFileMode OwnDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Domain => options.Domain;

    public MailRoute Route => MailRoute.File;

    private string Path { get; } = PathOf(options, environment);

    /// <summary>Where the files are.</summary>
    public static string PathOf(MailOptions options, IHostEnvironment environment) => System.IO.Path.GetFullPath(
        options.Folder is { Length: > 0 } chosen ? chosen
        : Environment.GetEnvironmentVariable(StateDirectory) is { Length: > 0 } state ? System.IO.Path.Combine(state.Split(':')[0], "mail")
        : System.IO.Path.Combine(LocalPostgresOptions.ForContentRoot(environment.ContentRootPath).DataRoot, "mail"));

    /// <summary>Whether messages can be written there.</summary>
    public static bool IsWritable(string path)
    {
        try
        {
            MakeFolder(path);
            var trial = System.IO.Path.Combine(path, $"{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public async Task<MailReply> SendAsync(ReportMail mail, CancellationToken cancellationToken)
    {
        if (ReportMessage.Of(mail, options) is not { } message)
            return new MailReply(MailVerdict.Never, "What was left as the address is none that mail can be sent to.");
        try
        {
            MakeFolder(Path);
            var file = FileOf(mail.Id);
            // Written whole or not at all: nobody ever reads half a message.
            var draft = $"{file}.{Guid.NewGuid():N}.tmp";
            await WriteAsync(message, draft, cancellationToken);
            File.Move(draft, file, overwrite: true);
            return new MailReply(MailVerdict.Accepted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new MailReply(MailVerdict.NotConnected, $"The message could not be written to {Path}: make it a folder that the application may write to, or set Mail:Folder to one, or Mail:Host to a mail server.");
        }
    }

    public async Task<WrittenMail?> ReadAsync(Guid mailId, CancellationToken cancellationToken)
    {
        if (Find(mailId) is not { } file)
            return null;
        using var message = await MimeMessage.LoadAsync(file, cancellationToken);
        return new WrittenMail(
            file,
            [.. message.Headers.Select(header => new WrittenHeader(header.Field, header.Value ?? ""))],
            message.TextBody ?? "",
            message.HtmlBody ?? "",
            [.. message.Attachments.OfType<MimePart>().Select(part => part.FileName ?? "")]);
    }

    public string? Find(Guid mailId) => FileOf(mailId) is var file && File.Exists(file) ? file : null;

    public IEnumerable<Guid> Stored() => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*.eml*")
            .Select(file => Guid.TryParseExact(System.IO.Path.GetFileName(file).Split('.')[0], "N", out var id) ? id : (Guid?)null)
            .OfType<Guid>().Distinct()
        : [];

    public void Delete(IEnumerable<Guid> mailIds)
    {
        if (!Directory.Exists(Path))
            return;
        foreach (var id in mailIds)
        {
            File.Delete(FileOf(id));
            foreach (var draft in Directory.EnumerateFiles(Path, $"{id:N}.eml.*.tmp"))
                File.Delete(draft);
        }
    }

    private string FileOf(Guid mailId) => System.IO.Path.Combine(Path, $"{mailId:N}.eml");

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnDirectory);
    }

    private static async Task WriteAsync(MimeMessage message, string file, CancellationToken cancellationToken)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnFile;
        await using var stream = new FileStream(file, how);
        await message.WriteToAsync(stream, cancellationToken);
        stream.Flush(flushToDisk: true);
    }
}
