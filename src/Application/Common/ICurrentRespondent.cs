namespace AgentBrain.Application.Common;

/// <summary>The respondent behind the present request.</summary>
public interface ICurrentRespondent
{
    /// <summary>The random token that the respondent holds; null without one.</summary>
    SecretToken? Token { get; }
}
