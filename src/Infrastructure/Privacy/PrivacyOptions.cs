namespace AgentBrain.Infrastructure.Privacy;

/// <summary>How contact details are kept. Section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Privacy";

    /// <summary>Whether contact details that are not sealed are looked for after the start and every hour, and sealed.</summary>
    public bool SealStoredContacts { get; set; } = true;
}
