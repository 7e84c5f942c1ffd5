using System.Text;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>The form in which e-mail addresses are compared.</summary>
public static class ContactEmail
{
    /// <summary>An address as others of the same meaning are written: without space around it, in lower case, its letters composed. Empty for none.</summary>
    /// <param name="email">The address; null for none.</param>
    public static string Normalized(string? email)
    {
        var text = (email ?? "").Trim();
        try
        {
            return text.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character. Nobody has such an address, and it equals itself.
            return text.ToLowerInvariant();
        }
    }
}
