using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>Turns an answer's text into slot values with evidence.</summary>
public interface IAnswerInterpreter
{
    /// <summary>Understands one answer. Never fails on any text: what cannot be understood is simply not there.</summary>
    ValueTask<Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken);
}

/// <summary>An answer and what is needed to understand it.</summary>
public sealed record AnswerToInterpret
{
    /// <summary>The brain whose slots and options the answer may be about. The same instance for all answers under one revision.</summary>
    public required BrainDocument Brain { get; init; }

    /// <summary>Language of the interview; see <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>The answer as the respondent gave it.</summary>
    public required string Text { get; init; }

    /// <summary>Keys of the slots that the question is about.</summary>
    public IReadOnlyCollection<string> AskedSlots { get; init; } = [];
}
