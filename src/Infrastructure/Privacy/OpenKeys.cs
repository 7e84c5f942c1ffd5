using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>Seals keys with the certificate that were stored before one was configured: otherwise a copy of the database would open by them as long as they are there.</summary>
/// <param name="Certificate">The certificate; null where none is configured.</param>
internal sealed record OpenKeys(X509Certificate2? Certificate)
{
    private static readonly XNamespace Names = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Seals them. Callers keep two nodes from doing this at once.</summary>
    public async Task SealAsync(AgentBrainDbContext db, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (Certificate is null)
            return;
        var encryptor = new CertificateXmlEncryptor(Certificate, loggers);
        foreach (var key in await db.DataProtectionKeys.ToListAsync(cancellationToken))
        {
            var document = XElement.Parse(key.Xml!);
            var open = document.Descendants().Where(element => (bool?)element.Attribute(Names + "requiresEncryption") == true).ToList();
            foreach (var element in open)
            {
                var encrypted = encryptor.Encrypt(new XElement(element));
                // As the framework stores a key that is sealed from the start.
                element.ReplaceWith(new XElement(Names + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
            }
            if (open.Count > 0)
                key.Xml = document.ToString(SaveOptions.DisableFormatting);
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
