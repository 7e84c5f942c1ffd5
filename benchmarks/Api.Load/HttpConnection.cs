using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentBrain.Api.Load;

/// <summary>
/// One connection that is kept open, with one request on its way at a time. As little HTTP as the measured servers speak, because whatever the
/// driver takes of the processors is missing on the other side.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return connection;
    }

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string method, string path, string? token = null, string? body = null)
    {
        var head = new StringBuilder().Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
        if (token is not null)
            head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        if (body is not null)
            head.Append("Content-Type: application/json\r\nContent-Length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").Append(body).ToString());
    }

    /// <summary>Sends a request and reads the whole response. The body is valid until the next request.</summary>
    public async ValueTask<Reply> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        // Requests are far smaller than the socket's buffer, which takes them whole.
        await _socket.SendAsync(request, cancellationToken);
        var filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            filled += await ReceiveAsync(filled, cancellationToken);
        var body = head + 4;
        var (status, length) = ReadHead(_buffer.AsSpan(0, body));
        if (length is { } known)
        {
            while (filled < body + known)
                filled += await ReceiveAsync(filled, cancellationToken);
            return new Reply(status, _buffer.AsMemory(body, known));
        }

        // Chunks are moved together as they come.
        var (end, next) = (body, body);
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(next, filled - next).IndexOf("\r\n"u8)) < 0)
                filled += await ReceiveAsync(filled, cancellationToken);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(next, line), out int size, out _, 'x'))
                throw new InvalidDataException("A chunk without a size was received.");
            var chunk = next + line + 2;
            while (filled < chunk + size + 2)
                filled += await ReceiveAsync(filled, cancellationToken);
            _buffer.AsSpan(chunk, size).CopyTo(_buffer.AsSpan(end));
            (end, next) = (end + size, chunk + size + 2);
            if (size == 0)
                break;
        }
        return new Reply(status, _buffer.AsMemory(body, end - body));
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int filled, CancellationToken cancellationToken)
    {
        if (filled == _buffer.Length)
            Array.Resize(ref _buffer, 2 * filled);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancellationToken);
        return received > 0 ? received : throw new IOException("The server closed the connection.");
    }

    private static (int Status, int? Length) ReadHead(ReadOnlySpan<byte> head)
    {
        if (!Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _))
            throw new InvalidDataException("Something else than HTTP/1.1 was received.");
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return (status, null);
        return Utf8Parser.TryParse(head[(at + "\r\nContent-Length: ".Length)..], out int length, out _)
            ? (status, length)
            : throw new InvalidDataException("A response with an unreadable length was received.");
    }
}

/// <summary>A response.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Body)
{
    /// <exception cref="InvalidOperationException">It is not 2xx: figures of a server that refuses would say nothing.</exception>
    public void MustBeSuccess(string what)
    {
        if (Status is < 200 or > 299)
            throw new InvalidOperationException($"{what} was answered with {Status}: {Encoding.UTF8.GetString(Body.Span)}");
    }
}
