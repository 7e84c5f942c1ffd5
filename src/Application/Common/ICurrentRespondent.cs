namespace AgentBrain.Application.Common;

/// <summary>The respondent behind the present request.</summary>
public interface ICurrentRespondent
{
    /// <summary>The random token that the respondent holds; null without one.</summary>
    SecretToken? Token { get; }

    /// <summary>Whether the request comes from a program, for which knowing a session's id may be enough.</summary>
    bool IsProgram { get; }
}
