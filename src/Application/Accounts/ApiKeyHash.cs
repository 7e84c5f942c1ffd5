using System.Security.Cryptography;
using System.Text;

namespace AgentBrain.Application.Accounts;

/// <summary>What is stored of an API key. Keys are 256 random bits, so that a fast hash cannot be guessed backwards.</summary>
public static class ApiKeyHash
{
    /// <summary>SHA-256 of the key as text.</summary>
    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
