namespace AgentBrain.Domain.Interviews;

/// <summary>Lengths of what respondents write, in characters; shared by validators, the database and pages.</summary>
public static class TextLimits
{
    /// <summary>Longest answer.</summary>
    public const int Answer = 4000;

    /// <summary>Longest contact name.</summary>
    public const int ContactName = 255;

    /// <summary>Longest e-mail address.</summary>
    public const int ContactEmail = 255;

    /// <summary>Longest telephone number.</summary>
    public const int ContactPhone = 50;

    /// <summary>Longest feedback comment.</summary>
    public const int FeedbackComment = 2000;
}
