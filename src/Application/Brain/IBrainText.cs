using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Brain;

/// <summary>The import and export format of brains.</summary>
public interface IBrainText
{
    /// <summary>Writes a whole document. The same document always gives the same text, and reading it gives the same document.</summary>
    string Write(BrainDocument document);

    /// <summary>Reads a document that may lack parts.</summary>
    /// <exception cref="BrainTextException">It is no brain document; the problems say where and what.</exception>
    BrainImport Read(string text);
}

/// <summary>Something that keeps a text from being read as a brain document.</summary>
/// <param name="Line">Line in the text, counted from 1; null when it concerns the whole.</param>
/// <param name="Where">Path of the member, for example <c>slots[2].label_en</c>; null when it has none.</param>
/// <param name="Message">What is wrong and how it should be.</param>
public sealed record BrainTextProblem(int? Line, string? Where, string Message)
{
    /// <summary>The problem as one line of text.</summary>
    public override string ToString() => (Line, Where) switch
    {
        (null, _) => Message,
        (_, null) => $"Line {Line}: {Message}",
        _ => $"Line {Line}, {Where}: {Message}",
    };
}

/// <summary>A text is no brain document.</summary>
public sealed class BrainTextException : FormatException
{
    /// <summary>Names what is wrong.</summary>
    public BrainTextException(IReadOnlyList<BrainTextProblem> problems, Exception? inner = null)
        : base(string.Join('\n', problems), inner) => Problems = problems;

    /// <summary>At least one, in the order of the text.</summary>
    public IReadOnlyList<BrainTextProblem> Problems { get; }
}
