using AgentBrain.Domain.Webhooks;

namespace AgentBrain.Application.Webhooks;

/// <summary>Sends messages to receivers.</summary>
public interface IWebhookSender
{
    /// <summary>Sends a message once. Whatever a receiver does, it ends within the deadline.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends it because the application ends; then nobody knows whether the receiver has it.</param>
    /// <returns>What came back. What a receiver does wrong is an answer and no exception.</returns>
    /// <exception cref="OperationCanceledException">The application ends.</exception>
    Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken);
}

/// <summary>A message as it goes over the wire.</summary>
/// <param name="Url">Address of the receiver.</param>
/// <param name="Id">Id of the message; the same each time it is sent.</param>
/// <param name="Timestamp">When it is sent, in seconds since 1970.</param>
/// <param name="Signature">The signatures.</param>
/// <param name="Body">The body.</param>
public sealed record WebhookMessage(string Url, string Id, string Timestamp, string Signature, ReadOnlyMemory<byte> Body);
