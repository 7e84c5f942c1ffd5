namespace AgentBrain.Domain.Accounts;

/// <summary>Lengths that validators and the database share, in characters.</summary>
public static class AccountLimits
{
    /// <summary>Longest e-mail address, and so longest name of whoever does something.</summary>
    public const int Name = 256;

    /// <summary>Longest name of a role.</summary>
    public const int Role = 32;

    /// <summary>Longest name of an audited action.</summary>
    public const int Action = 64;

    /// <summary>Longest name of what was acted upon.</summary>
    public const int Subject = 256;

    /// <summary>Longest name of an API key; the audit log writes a word before it.</summary>
    public const int KeyName = 100;

    /// <summary>Longest description of a browser.</summary>
    public const int Browser = 256;

    /// <summary>Longest stamp of an account.</summary>
    public const int Stamp = 64;

    /// <summary>Longest name of a person.</summary>
    public const int DisplayName = 100;

    /// <summary>Shortest password.</summary>
    public const int ShortestPassword = 12;

    /// <summary>Longest password.</summary>
    public const int LongestPassword = 128;
}
