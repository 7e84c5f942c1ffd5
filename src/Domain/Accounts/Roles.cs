namespace AgentBrain.Domain.Accounts;

/// <summary>Names of the roles that signed-in people and API keys have.</summary>
public static class Roles
{
    /// <summary>May do everything.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Edits and publishes the brain.</summary>
    public const string Author = "Author";

    /// <summary>Judges interviews.</summary>
    public const string Reviewer = "Reviewer";

    /// <summary>Reads results.</summary>
    public const string Analyst = "Analyst";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } = [Administrator, Author, Reviewer, Analyst];
}
