using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>
/// Seals contact details with the data protection keys: two sealed texts with a dot between them, first what is masked and then everything. The interview's id
/// is part of the purpose, so that what was sealed for one interview does not open for another one.
/// </summary>
internal sealed class ContactSeal(IDataProtectionProvider protection, FingerprintKeys keys) : IContactSeal
{
    private const string Purpose = "AgentBrain.Contact.v1";
    private const string Masked = "masked";
    private const string Whole = "whole";
    private const char Between = '.';

    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Of what the legacy service stored nobody knows how deep it is.
        MaxDepth = 1010,
    };

    public async Task<SealedContact> SealAsync(Guid sessionId, ContactContent content, MaskedContact masked, CancellationToken cancellationToken)
    {
        byte[]? hash = null;
        if (Normalized(content.Details.Email ?? LegacyEmail(content)) is { Length: > 0 } email)
            hash = Hash((await keys.ReadAsync(makeOne: true, cancellationToken))[0], email);
        return new SealedContact(Sealed(sessionId, Masked, masked) + Between + Sealed(sessionId, Whole, content), hash);
    }

    public ContactContent? Open(Guid sessionId, string text) => Open<ContactContent>(sessionId, Whole, text.IndexOf(Between, StringComparison.Ordinal) is var dot and >= 0 ? text[(dot + 1)..] : "");

    public MaskedContact? OpenMasked(Guid sessionId, string text) => Open<MaskedContact>(sessionId, Masked, text.IndexOf(Between, StringComparison.Ordinal) is var dot and >= 0 ? text[..dot] : "");

    public async Task<IReadOnlyList<byte[]>> FingerprintsAsync(string email, CancellationToken cancellationToken) =>
        [.. (await keys.ReadAsync(makeOne: false, cancellationToken)).Select(key => Hash(key, Normalized(email)))];

    private static string? LegacyEmail(ContactContent content) => new LegacyContact(content.Stated, content.StatedEarlier).Details.Email;

    private static string Normalized(string? email) => ContactEmail.Normalized(email);

    private static byte[] Hash(byte[] key, string email) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email));

    private IDataProtector Protector(Guid sessionId, string part) => protection.CreateProtector(Purpose, part, sessionId.ToString("N"));

    private string Sealed<T>(Guid sessionId, string part, T content) =>
        WebEncoders.Base64UrlEncode(Protector(sessionId, part).Protect(JsonSerializer.SerializeToUtf8Bytes(content, Options)));

    private T? Open<T>(Guid sessionId, string part, string text)
        where T : class
    {
        try
        {
            // A key that was revoked is believed no longer where people sign in; here it is what stands between a respondent's address and its loss.
            var bytes = ((IPersistedDataProtector)Protector(sessionId, part)).DangerousUnprotect(WebEncoders.Base64UrlDecode(text), ignoreRevocationErrors: true, out _, out _);
            return JsonSerializer.Deserialize<T>(bytes, Options);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
