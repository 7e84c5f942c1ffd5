namespace AgentBrain.Infrastructure.Privacy;

/// <summary>A key under which e-mail addresses are hashed, sealed with the data protection keys. Rows are added and never changed.</summary>
public sealed class FingerprintKey
{
    /// <summary>Its number, counted from 1.</summary>
    public int Id { get; private set; }

    /// <summary>The key, sealed.</summary>
    public string Sealed { get; private set; } = "";

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
