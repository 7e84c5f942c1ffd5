using System.Security.Cryptography;
using AgentBrain.Application.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace AgentBrain.Infrastructure.Webhooks;

internal sealed class WebhookSecrets(IDataProtectionProvider protection) : IWebhookSecrets
{
    private readonly IDataProtector _protector = protection.CreateProtector("AgentBrain.Webhooks.Secret");

    public string Protect(string secret) => _protector.Protect(secret);

    public string? Reveal(string stored)
    {
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
