using System.Text.Json.Serialization;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Brain;

/// <summary>Something done in a trial of a brain. A trial is nothing but its steps: it is stored nowhere.</summary>
[JsonDerivedType(typeof(TrialAnswer), "answer")]
[JsonDerivedType(typeof(TrialFact), "fact")]
public abstract record TrialStep;

/// <summary>An answer to the question that waits.</summary>
public sealed record TrialAnswer : TrialStep
{
    /// <summary>Id of the question that is answered.</summary>
    public required string QuestionId { get; init; }

    /// <summary>What is written, up to <see cref="TextLimits.Answer"/> characters; may be empty with choices or when declined.</summary>
    public string Written
    {
        get;
        init => field = CleanText.Lines(value);
    } = "";

    /// <summary>Options picked from those that the question offers.</summary>
    public IReadOnlyList<ChosenOption> Choices { get; init; } = [];

    /// <summary>"I do not know."</summary>
    public bool Declined { get; init; }
}

/// <summary>A slot that is set by hand, as a respondent can on the page that checks their answers.</summary>
public sealed record TrialFact : TrialStep
{
    /// <summary>Key of the slot.</summary>
    public required string SlotKey { get; init; }

    /// <summary>Keys of the picked options.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>A measure in anybody's words, up to <see cref="CorrectFact.LongestMeasure"/> characters; may be empty.</summary>
    public string Measure
    {
        get;
        init => field = CleanText.Line(value);
    } = "";

    /// <summary>Nobody knows: options and measure do not count then.</summary>
    public bool Unknown { get; init; }

    /// <summary>The answers speak again; nothing else counts then.</summary>
    public bool Restore { get; init; }
}
