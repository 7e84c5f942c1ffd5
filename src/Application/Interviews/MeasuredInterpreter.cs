using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>Has answers understood and measures it; see <see cref="Telemetry"/>.</summary>
/// <param name="interpreter">Understands them.</param>
public sealed class MeasuredInterpreter(IAnswerInterpreter interpreter) : IAnswerInterpreter
{
    /// <inheritdoc/>
    public ValueTask<Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken) =>
        Telemetry.UnderstandAsync(() => interpreter.InterpretAsync(answer, cancellationToken));
}
