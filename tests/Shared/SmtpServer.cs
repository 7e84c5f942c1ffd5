using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AgentBrain.Testing;

/// <summary>A mail server on this machine that keeps what it accepts. What it says to a command is its own, or what a test has it say instead.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>What a script answers for the connection to break without a word.</summary>
    public const string HangUp = "hang up";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<Received> _accepted = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _listening;

    public SmtpServer()
    {
        _certificate = Certify("localhost");
        AuthorityFile = Path.Combine(Path.GetTempPath(), $"agentbrain-smtp-{Guid.NewGuid():N}.pem");
        File.WriteAllText(AuthorityFile, _certificate.ExportCertificatePem());
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listening = ListenAsync();
    }

    /// <summary>The host that its certificate is for.</summary>
    public static string Host => "localhost";

    public int Port { get; }

    /// <summary>A file with the certificate that proves who it is.</summary>
    public string AuthorityFile { get; }

    /// <summary>Whether it speaks TLS from the first byte.</summary>
    public bool TlsFromTheStart { get; init; }

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool OffersStartTls { get; init; } = true;

    /// <summary>Whether it takes addresses with letters beyond ASCII.</summary>
    public bool OffersUtf8 { get; init; }

    /// <summary>Who may send; null for anybody.</summary>
    public (string Name, string Password)? Account { get; init; }

    /// <summary>
    /// What it says to a command instead of its usual answer; null for the usual one. The first argument is the command (CONNECT, EHLO, STARTTLS, AUTH,
    /// MAIL, RCPT, DATA, QUIT, and MESSAGE at the end of the data), the second one what follows it;
    /// with QUIT that is the Message-ID of what was accepted last. It may take its time.
    /// </summary>
    public Func<string, string, Task<string?>> Script { get; set; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>What it has accepted, in order.</summary>
    public IReadOnlyList<Received> Accepted => [.. _accepted];

    /// <summary>All commands that it was given, each with whether the connection was encrypted.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    /// <summary>A server with <paramref name="script"/> as its <see cref="Script"/>.</summary>
    public static SmtpServer With(Func<string, string, string?> script) => new() { Script = (command, rest) => Task.FromResult(script(command, rest)) };

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _listening;
        File.Delete(AuthorityFile);
        _certificate.Dispose();
        _ending.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var conversation = new Conversation(this, client.GetStream());
                await conversation.HoldAsync(_ending.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException or SocketException)
            {
                // The other side, or the test, is gone.
            }
        }
    }

    // It proves for whom it is, to those who were given it as their authority.
    private static X509Certificate2 Certify(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Servers need it with its key in one piece.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A message that was accepted.</summary>
    /// <param name="From">The sender on the envelope.</param>
    /// <param name="To">The recipients on the envelope.</param>
    /// <param name="Raw">The message as it came, without the escaped points.</param>
    public sealed record Received(string From, IReadOnlyList<string> To, string Raw)
    {
        /// <summary>Its headers, unfolded, without the body.</summary>
        public IReadOnlyList<string> Headers { get; } = [.. Raw.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n")];

        /// <summary>Its Message-ID without the angle brackets.</summary>
        public string MessageId => Headers.Single(header => header.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Split('<', '>')[1];
    }

    private sealed class Conversation(SmtpServer server, Stream plain) : IAsyncDisposable
    {
        private Stream _stream = plain;
        private StreamReader _reader = null!;
        private string _from = "";
        private List<string> _to = [];
        private string _lastAccepted = "";
        private bool _signedIn;

        public async Task HoldAsync(CancellationToken cancellationToken)
        {
            if (server.TlsFromTheStart)
                await EncryptAsync(cancellationToken);
            else
                Listen();
            if (!await AnswerAsync("CONNECT", "", "220 localhost ready"))
                return;
            while (await _reader.ReadLineAsync(cancellationToken) is { } line)
            {
                server._said.Enqueue($"{(_stream is SslStream ? "encrypted" : "clear")} {line}");
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                var (command, rest) = space < 0 ? (line.ToUpperInvariant(), "") : (line[..space].ToUpperInvariant(), line[(space + 1)..]);
                if (!await ObeyAsync(command, rest, cancellationToken))
                    return;
            }
        }

        public ValueTask DisposeAsync() => _stream.DisposeAsync();

        private async Task<bool> ObeyAsync(string command, string rest, CancellationToken cancellationToken)
        {
            switch (command)
            {
                case "EHLO":
                    return await AnswerAsync(command, rest, Capabilities());
                case "STARTTLS":
                    var began = await SayAsync(command, rest, "220 go ahead");
                    if (began == true)
                        await EncryptAsync(cancellationToken);
                    return began is not null;
                case "AUTH":
                    _signedIn = server.Account is { } account && rest.StartsWith("PLAIN ", StringComparison.Ordinal)
                        && Encoding.UTF8.GetString(Convert.FromBase64String(rest[6..])) == $"\0{account.Name}\0{account.Password}";
                    return await AnswerAsync(command, rest, _signedIn ? "235 welcome" : "535 5.7.8 bad user name or password");
                case "MAIL":
                    (_from, _to) = (rest, []);
                    return await AnswerAsync(command, rest, server.Account is null || _signedIn ? "250 ok" : "530 5.7.0 sign in first");
                case "RCPT":
                    var known = await SayAsync(command, rest, "250 ok");
                    if (known == true)
                        _to.Add(rest);
                    return known is not null;
                case "DATA":
                    var taken = await SayAsync(command, rest, "354 go on");
                    return taken == true ? await TakeAsync(cancellationToken) : taken is not null;
                case "QUIT":
                    await AnswerAsync(command, _lastAccepted, "221 bye");
                    return false;
                default:
                    return await AnswerAsync(command, rest, "250 ok");
            }
        }

        private async Task<bool> TakeAsync(CancellationToken cancellationToken)
        {
            var message = new StringBuilder();
            while (await _reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line == ".")
                {
                    var received = new Received(_from, _to, message.ToString());
                    var answer = await server.Script("MESSAGE", received.Raw) ?? "250 accepted";
                    if (answer == HangUp)
                        return false;
                    // Before it is said: whoever hears it may look at once.
                    if (answer.StartsWith('2'))
                    {
                        server._accepted.Enqueue(received);
                        _lastAccepted = received.MessageId;
                    }
                    await SayAsync(answer);
                    return true;
                }
                message.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            }
            return false;
        }

        private string Capabilities()
        {
            List<string> offered = ["localhost", "8BITMIME"];
            if (server.OffersStartTls && _stream is not SslStream)
                offered.Add("STARTTLS");
            if (server.OffersUtf8)
                offered.Add("SMTPUTF8");
            if (server.Account is not null)
                offered.Add("AUTH PLAIN");
            return string.Join("\r\n", offered.Select((line, place) => $"250{(place == offered.Count - 1 ? ' ' : '-')}{line}"));
        }

        private async Task<bool> AnswerAsync(string command, string rest, string usual) => await SayAsync(command, rest, usual) is not null;

        // Whether it took the command; null where it hung up.
        private async Task<bool?> SayAsync(string command, string rest, string usual)
        {
            var answer = await server.Script(command, rest) ?? usual;
            if (answer == HangUp)
                return null;
            await SayAsync(answer);
            return answer[0] is '2' or '3';
        }

        private async Task SayAsync(string answer)
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"));
            await _stream.FlushAsync();
        }

        private async Task EncryptAsync(CancellationToken cancellationToken)
        {
            var encrypted = new SslStream(_stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server._certificate }, cancellationToken);
            _stream = encrypted;
            Listen();
        }

        private void Listen() => _reader = new StreamReader(_stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);
    }
}
