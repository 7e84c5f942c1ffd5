using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Says at the start what is wrong with the settings for mail, and what to do about it.</summary>
internal sealed class MailOptionsCheck(IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    private const int ShortestDeadline = 5;
    private const int LongestDeadline = 600;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(MailOptions options)
    {
        if (options.DeadlineSeconds is < ShortestDeadline or > LongestDeadline)
            yield return $"Mail:DeadlineSeconds is {options.DeadlineSeconds}: set it to {ShortestDeadline} to {LongestDeadline}.";
        if (options.ReplyTo.Length > 0 && options.AnswersTo is null)
            yield return "Mail:ReplyTo is not an address: write it like reports@example.org or \"Sauna studio <reports@example.org>\".";
        if (options.From.Length > 0 && MailOptions.Mailbox(options.From) is null)
            yield return "Mail:From is not an address: write it like reports@example.org or \"Sauna studio <reports@example.org>\".";
        if (!options.HasServer)
        {
            if (options.UserName.Length > 0 || options.Password.Length > 0)
                yield return "Mail:UserName or Mail:Password is set, and Mail:Host is not: set Mail:Host to the name of the mail server, or remove both.";
            yield break;
        }
        if (options.From.Length == 0)
            yield return "Mail:Host is set, and Mail:From is not: set it to the address that mail comes from, for example \"Sauna studio <reports@example.org>\".";
        if (!IsHost(options.Host))
            yield return "Mail:Host is not the name of a host: write it like smtp.example.org, with the port in Mail:Port.";
        if (options.Port is < 1 or > 65535)
            yield return $"Mail:Port is {options.Port}: set it to 587 for StartTls or 465 for Tls, as the provider says.";
        if (options.UserName.Length > 0 != options.Password.Length > 0)
            yield return "Of Mail:UserName and Mail:Password one alone is set: set both, or neither where the server asks for none.";
        if (options.Security == MailSecurity.None && !IsLoopback(options.Host) && !environment.IsDevelopment())
            yield return "Mail:Security is None, and Mail:Host is another machine: reports and the password would cross the network in clear text. Set it to StartTls (port 587) or Tls (port 465).";
        if (Trouble(options.AuthorityFile) is { } trouble)
            yield return trouble;
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string? Trouble(string authorityFile)
    {
        if (authorityFile.Length == 0)
            return null;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(authorityFile);
            return certificates.Count > 0 ? null : $"Mail:AuthorityFile ({authorityFile}) holds no certificate: it must be in the form PEM.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"Mail:AuthorityFile ({authorityFile}) cannot be read: name a file with certificates in the form PEM that the application may read.";
        }
    }
}
