using System.Text.Json.Serialization;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>An answer that nobody gave.</summary>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="Text">The answer, 4,000 characters at most.</param>
/// <param name="Slots">Keys of the slots that the question is about.</param>
public sealed record InterpretBody(string Language, string Text, IReadOnlyList<string> Slots);

/// <summary>What the brain understands of an answer.</summary>
/// <param name="Slots">What it says, by key of the slot; of slots that the question is not about, too.</param>
public sealed record InterpretReply(IReadOnlyDictionary<string, UnderstoodFact> Slots)
{
    internal static InterpretReply Of(InterpretedAnswer answer) => new(answer.Slots.ToDictionary(slot => slot.Key, slot => new UnderstoodFact(
        slot.Value.Value!, slot.Value.Confidence, [.. slot.Value.Evidence.Select(evidence => evidence.Quote).OfType<string>().Distinct()])));
}

/// <summary>What an answer says of a slot.</summary>
/// <param name="Value">Keys of options and measures.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">The words of the answer that it rests on.</param>
public sealed record UnderstoodFact(string Value, double Confidence, IReadOnlyList<string> Evidence);

/// <summary>Where an interview stands that nobody gives.</summary>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="InterviewMode">`quick`.</param>
/// <param name="Values">What is known, by key of the slot.</param>
/// <param name="Asked">Ids of the questions asked, in order.</param>
/// <param name="LastQuestionId">Id of the last question; left out before the first.</param>
public sealed record NextQuestionBody(
    string Language, InterviewMode InterviewMode, IReadOnlyDictionary<string, KnownFact> Values, IReadOnlyList<string> Asked, string? LastQuestionId);

/// <summary>What is known of a slot.</summary>
public sealed record KnownFact
{
    /// <summary>Keys of options and measures; a number or true counts as the text of it, and null as nothing.</summary>
    [JsonConverter(typeof(LenientTextConverter))]
    public required string? Value { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }
}

/// <summary>What would be asked next.</summary>
/// <param name="NextQuestionId">Id of the question; null when the interview would end.</param>
/// <param name="StopReason">Why the interview would end; null when it goes on.</param>
/// <param name="Candidates">All enabled questions, best first.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="SkippedQuestionIds">Ids of the questions that skip rules leave out.</param>
public sealed record NextQuestionReply(
    string? NextQuestionId,
    string? StopReason,
    IReadOnlyList<CandidateReply> Candidates,
    IReadOnlyList<Risk> RiskFlags,
    IReadOnlyList<string> SkippedQuestionIds)
{
    internal static NextQuestionReply Of(NextQuestionDecision decision) => new(
        decision.QuestionId,
        decision.StopReason,
        [.. decision.Candidates.Select(candidate => new CandidateReply(candidate.Id, candidate.Eligible, candidate.Reason, candidate.Score, candidate.Terms))],
        Risk.AllOf(decision.Flags),
        decision.SkippedQuestionIds);
}

/// <summary>A question that could be asked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Eligible">Whether it may be asked.</param>
/// <param name="Reason">Why it may not: `asked`, `skipped` or `risk_not_raised`; null when it may.</param>
/// <param name="Score">The sum of the terms.</param>
/// <param name="Terms">What its score is made of, by the name of the weight.</param>
public sealed record CandidateReply(string Id, bool Eligible, Eligibility? Reason, decimal Score, IReadOnlyDictionary<string, decimal> Terms);
