using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Application.Brain;

/// <summary>A brain that is tried.</summary>
/// <param name="Revision">Number of the revision; null for the working copy.</param>
/// <param name="Language">Language of the interview; see <see cref="Languages"/>.</param>
/// <param name="Revisions">All revisions that can be tried, the newest first.</param>
/// <param name="Problem">Why nothing can be tried; null when it can.</param>
/// <param name="Trial">How the trial stands; null when there is a problem.</param>
public sealed record TryBrainResult(int? Revision, string Language, IReadOnlyList<TrialRevision> Revisions, string? Problem, TrialView? Trial);

/// <summary>A revision that can be tried.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Note">Why it was published.</param>
public sealed record TrialRevision(int Number, string Note);

/// <summary>How a trial stands. Words of the brain are English, where it has English ones; what the respondent sees is in the language of the trial.</summary>
public sealed record TrialView
{
    /// <summary>All steps, to be sent with the next one.</summary>
    public required IReadOnlyList<TrialStep> Steps { get; init; }

    /// <summary>How many of them fit this brain; the others are left out until the next step, which takes their place.</summary>
    public required int Applied { get; init; }

    /// <summary>Why a step does not fit; null when all do.</summary>
    public required TrialMisfit? Misfit { get; init; }

    /// <summary>What happened, in order, without the question that waits.</summary>
    public required IReadOnlyList<TrialTurn> Turns { get; init; }

    /// <summary>The question that waits; null when the interview has ended.</summary>
    public required TrialQuestion? Waiting { get; init; }

    /// <summary>The questions that could be asked, best first. Of an ended interview, those that would have come next.</summary>
    public required IReadOnlyList<TrialCandidate> Ranking { get; init; }

    /// <summary>What settled the choice between equal scores.</summary>
    public required TieBreak TieBreak { get; init; }

    /// <summary>What skip rules leave out, rule by rule.</summary>
    public required IReadOnlyList<TrialSkip> Skipped { get; init; }

    /// <summary>Questions that need a raised risk and have none.</summary>
    public required IReadOnlyList<TrialUnraised> WithoutRisk { get; init; }

    /// <summary>Questions that were asked, the waiting one not among them, in order.</summary>
    public required IReadOnlyList<TrialItem> Asked { get; init; }

    /// <summary>All questions of the brain, in their order.</summary>
    public required IReadOnlyList<TrialItem> Questions { get; init; }

    /// <summary>Questions that are disabled.</summary>
    public required IReadOnlyList<TrialItem> Disabled { get; init; }

    /// <summary>The raised flags.</summary>
    public required IReadOnlyList<TrialFlag> Flags { get; init; }

    /// <summary>Whether the interview ends, and what its end is measured by.</summary>
    public required TrialEnd End { get; init; }

    /// <summary>What is known, slot by slot.</summary>
    public required IReadOnlyList<TimelineFact> Facts { get; init; }

    /// <summary>What every slot can be set to.</summary>
    public required IReadOnlyList<TrialSlot> Slots { get; init; }
}

/// <summary>A step that does not fit the brain.</summary>
/// <param name="Step">Its place among the steps, counted from 0.</param>
/// <param name="Problem">Why not.</param>
public sealed record TrialMisfit(int Step, string Problem);

/// <summary>Something that happened in a trial.</summary>
/// <param name="Entry">What it was.</param>
/// <param name="Step">Place of the step that brought it, counted from 0: the number of steps before it. Null where it followed from another.</param>
public sealed record TrialTurn(TimelineEntry Entry, int? Step);

/// <summary>A question that waits for an answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its place in the interview, counted from 1.</param>
/// <param name="Text">The question as the respondent reads it.</param>
/// <param name="Choice">Why it was chosen.</param>
/// <param name="Slots">What it offers to pick from, in the language of the respondent.</param>
public sealed record TrialQuestion(string Id, int Number, string Text, ChoiceView? Choice, IReadOnlyList<TrialSlot> Slots);

/// <summary>A slot with what can be picked for it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its label.</param>
/// <param name="Options">Keys of its options with their labels, in their order.</param>
/// <param name="Measure">The unit of the quantity that it takes besides; null when it takes none.</param>
public sealed record TrialSlot(string Key, string Label, IReadOnlyList<KeyValuePair<string, string>> Options, MeasureUnit? Measure);

/// <summary>An item of the brain with what it says.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its words.</param>
public sealed record TrialItem(string Id, string Text);

/// <summary>A question that could be asked.</summary>
public sealed record TrialCandidate
{
    /// <summary>1 for the question that is asked.</summary>
    public required int Position { get; init; }

    /// <summary>Where it stood before the last step; null when it could not be asked then, and before the first step.</summary>
    public required int? Before { get; init; }

    /// <summary>Its id, words and arithmetic.</summary>
    public required CandidateView Candidate { get; init; }

    /// <summary>Covered slots of which nothing sure is known, by key.</summary>
    public required IReadOnlyDictionary<string, string> MissingSlots { get; init; }

    /// <summary>Raised flags that it helps to settle.</summary>
    public required IReadOnlyList<TimelineFlag> Risks { get; init; }
}

/// <summary>A skip rule that holds.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Words">When it holds, in words.</param>
/// <param name="SlotKey">Key of the slot that it looks at.</param>
/// <param name="SlotLabel">Label of that slot.</param>
/// <param name="Value">What is known of the slot; empty when nothing is.</param>
/// <param name="Questions">The questions that it leaves out.</param>
public sealed record TrialSkip(string RuleId, string Words, string SlotKey, string SlotLabel, string Value, IReadOnlyList<TrialItem> Questions);

/// <summary>A question that needs a raised risk.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="Risks">The risks of which one has to be raised, each with the condition of its rule in words.</param>
public sealed record TrialUnraised(string Id, string Text, IReadOnlyList<TrialItem> Risks);

/// <summary>A raised flag.</summary>
/// <param name="Flag">The flag.</param>
/// <param name="Words">The condition of its rule, in words.</param>
/// <param name="Rests">What the condition rests on.</param>
public sealed record TrialFlag(TimelineFlag Flag, string Words, IReadOnlyList<TimelineFact> Rests);

/// <summary>Whether a trial ends, and what its end is measured by.</summary>
public sealed record TrialEnd
{
    /// <summary>Why it has ended; null while it goes on. See <see cref="StopDecision"/>.</summary>
    public required string? Reason { get; init; }

    /// <summary>The critical slots; the interview ends when all are established.</summary>
    public required IReadOnlyList<TrialCritical> Critical { get; init; }

    /// <summary>Number of questions asked, the waiting one not counted.</summary>
    public required int Asked { get; init; }

    /// <summary>Most questions that are asked.</summary>
    public required int MaxQuestions { get; init; }

    /// <summary>Number of answers in a row that told nothing new.</summary>
    public required int LowInfoStreak { get; init; }

    /// <summary>Number of them that ends the interview.</summary>
    public required int LowInfoStreakMax { get; init; }
}

/// <summary>A critical slot.</summary>
/// <param name="Fact">What is known of it.</param>
/// <param name="MinConfidence">How sure it has to be, 0 to 1.</param>
/// <param name="Established">Whether it is.</param>
public sealed record TrialCritical(TimelineFact Fact, double MinConfidence, bool Established);
