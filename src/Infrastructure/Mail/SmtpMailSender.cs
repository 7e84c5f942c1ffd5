using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Mail;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Hands mail to a server. Without the protection that is configured nothing is sent, not even the password.</summary>
internal sealed class SmtpMailSender(MailOptions options, ILogger<SmtpMailSender> logger) : IMailSender
{
    private static readonly TimeSpan PatienceForGoodbye = TimeSpan.FromSeconds(2);

    // RFC 5321, 4.5.3.2.6. Whoever gives up earlier sends a second copy of what the server accepts a little later.
    private static readonly TimeSpan PatienceForVerdict = TimeSpan.FromMinutes(10);

    public string Domain => options.Domain;

    public MailRoute Route => MailRoute.Server;

    public async Task<MailReply> SendAsync(ReportMail mail, CancellationToken cancellationToken)
    {
        if (ReportMessage.Of(mail, options) is not { } message)
            return new MailReply(MailVerdict.Never, "What was left as the address is none that mail can be sent to.");
        using var deadline = new CancellationTokenSource(options.Deadline);
        await using var stopping = cancellationToken.Register(deadline.Cancel);
        using var client = new SmtpClient { Timeout = (int)PatienceForVerdict.TotalMilliseconds };
        Protect(client);
        try
        {
            if (await ConnectAsync(client, deadline.Token) is { } trouble)
                return Told(mail, trouble);
            return await HandOverAsync(client, message, mail, new Handover(deadline, stopping), deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MailReply(MailVerdict.NotNow, $"The mail server did not answer within {options.DeadlineSeconds} seconds.");
        }
        catch (Exception exception) when (IsOfConnection(exception))
        {
            return new MailReply(MailVerdict.NotNow, $"The connection to the mail server failed: {(exception.GetBaseException() as SocketException)?.SocketErrorCode.ToString() ?? exception.GetType().Name}.");
        }
    }

    // What goes wrong here goes wrong with every mail: it is told as a matter of the settings. Null when it went well.
    private async Task<string?> ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(options.Host, options.PortOrDefault, SocketOptions(options.Security), cancellationToken);
        }
        catch (NotSupportedException)
        {
            return "The mail server does not offer STARTTLS. Set Mail:Security to Tls where it expects TLS from the start (mostly port 465), or name another server.";
        }
        catch (SslHandshakeException)
        {
            return "The mail server could not prove who it is: its certificate is not trusted, or not for the name in Mail:Host.";
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            return $"The mail server refuses to talk to this one: {Code(refused)}.";
        }
        if (options.UserName.Length == 0)
            return null;
        try
        {
            await client.AuthenticateAsync(options.UserName, options.Password, cancellationToken);
            return null;
        }
        catch (AuthenticationException)
        {
            return "The mail server refuses Mail:UserName and Mail:Password.";
        }
        catch (NotSupportedException)
        {
            return "The mail server asks nobody to sign in over this connection. Check Mail:Port and Mail:Security, or remove Mail:UserName and Mail:Password.";
        }
    }

    private async Task<MailReply> HandOverAsync(SmtpClient client, MimeMessage message, ReportMail mail, Handover handover, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(SmtpCapabilities.UTF8) && !Ascii.IsValid(mail.Address.AsSpan(0, mail.Address.LastIndexOf('@'))))
            return new MailReply(MailVerdict.Never, "The mail server does not take addresses with letters beyond ASCII.");
        try
        {
            await client.SendAsync(message, cancellationToken, handover);
        }
        catch (SmtpCommandException refused)
        {
            var reason = $"{Code(refused)} {MailReasons.Of(refused.Message, mail)}";
            if ((int)refused.StatusCode < 500)
                return new MailReply(MailVerdict.NotNow, $"The mail server asks to come again: {reason}");
            return refused.ErrorCode == SmtpErrorCode.SenderNotAccepted
                ? Told(mail, $"The mail server does not take mail from Mail:From: {reason}")
                : new MailReply(MailVerdict.Never, $"The mail server refused it: {reason}");
        }
        catch (ServiceNotAuthenticatedException)
        {
            return Told(mail, "The mail server wants whoever sends to sign in. Set Mail:UserName and Mail:Password.");
        }
        await SayGoodbyeAsync(client);
        return new MailReply(MailVerdict.Accepted);
    }

    // It is accepted: what happens now matters to nobody, and must not keep it from being stored.
    private static async Task SayGoodbyeAsync(SmtpClient client)
    {
        using var patience = new CancellationTokenSource(PatienceForGoodbye);
        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || IsOfConnection(exception))
        {
        }
    }

    private MailReply Told(ReportMail mail, string trouble)
    {
        logger.LogError("Mail {MailId} waits: {Trouble}", mail.Id, trouble);
        return new MailReply(MailVerdict.NotConnected, trouble);
    }

    /// <summary>Once the message goes out, its fate is the server's: neither the deadline nor the end of the node leaves before the answer.</summary>
    private sealed class Handover(CancellationTokenSource deadline, CancellationTokenRegistration stopping) : ITransferProgress
    {
        private bool _began;

        public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

        public void Report(long bytesTransferred)
        {
            if (_began)
                return;
            _began = true;
            stopping.Unregister();
            deadline.CancelAfter(PatienceForVerdict);
        }
    }

    private static bool IsOfConnection(Exception exception) =>
        exception is IOException or SocketException or ProtocolException or CommandException or ServiceNotConnectedException or TimeoutException;

    private static string Code(SmtpCommandException refused) => ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static SecureSocketOptions SocketOptions(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private void Protect(SmtpClient client)
    {
        client.CheckCertificateRevocation = options.CheckRevocation && options.AuthorityFile.Length == 0;
        if (options.AuthorityFile.Length > 0)
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => IsIssuedByAuthority(certificate, chain, errors);
    }

    private bool IsIssuedByAuthority(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        // That the issuer is unknown to the system is what the file is for; that the name is another one is not.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(options.AuthorityFile);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(new X509Certificate2(certificate));
    }
}
