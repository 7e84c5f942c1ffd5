namespace AgentBrain.Application.Webhooks;

/// <summary>Keeps the secrets of receivers so that who reads the database cannot sign.</summary>
public interface IWebhookSecrets
{
    /// <summary>What is stored of a secret.</summary>
    /// <param name="secret">The secret.</param>
    string Protect(string secret);

    /// <summary>The secret again.</summary>
    /// <param name="stored">What <see cref="Protect"/> made of it.</param>
    /// <returns>Null when the keys that protected it are gone; then the secret has to be renewed.</returns>
    string? Reveal(string stored);
}
