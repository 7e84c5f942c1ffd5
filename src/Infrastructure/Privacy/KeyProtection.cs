using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>
/// The keys that seal contact details and sign people in. They lie in the database; where a certificate is configured they are sealed with it, so that a copy of
/// the database alone opens nothing. Settings <c>DataProtection:CertificatePath</c> and <c>DataProtection:CertificatePassword</c> (PKCS #12), and
/// <c>DataProtection:EarlierCertificatePath</c> and <c>…Password</c> for the one before, while it is being replaced.
/// </summary>
internal static class KeyProtection
{
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        // A fixed name: by default keys belong to the folder that the application runs from, and every new release would sign everybody out.
        var keys = services.AddDataProtection().SetApplicationName("AgentBrain").PersistKeysToDbContext<AgentBrainDbContext>();
        var section = configuration.GetSection("DataProtection");
        var certificate = Certificate(section, "Certificate");
        var earlier = Certificate(section, "EarlierCertificate");
        services.AddSingleton(new OpenKeys(certificate));
        if (certificate is not null)
            keys.ProtectKeysWithCertificate(certificate);
        if (earlier is not null)
            keys.UnprotectKeysWithAnyCertificate(earlier);
    }

    private static X509Certificate2? Certificate(IConfigurationSection section, string name)
    {
        var path = section[name + "Path"];
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, section[name + "Password"]);
            return certificate.GetRSAPrivateKey() is not null
                ? certificate
                : throw new DatabaseNotReadyException($"The certificate of {section.Key}:{name}Path has no private RSA key. Export it together with its key as PKCS #12.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseNotReadyException($"The certificate of {section.Key}:{name}Path cannot be read: {exception.Message} Check the path, the rights and {section.Key}:{name}Password.", exception);
        }
    }
}
