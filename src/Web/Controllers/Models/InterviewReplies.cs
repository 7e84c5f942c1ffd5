using System.Text.Json.Serialization;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>An interview that has begun.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Round">Its round, 1 to 3.</param>
/// <param name="Questions">The question that waits.</param>
/// <param name="InterviewMode">`quick` or `precise`.</param>
/// <param name="SessionToken">Opens everything about the interview: send it as `Authorization: Bearer`.</param>
public sealed record StartReply(Guid SessionId, int Round, IReadOnlyList<Question> Questions, string InterviewMode, string SessionToken);

/// <summary>A question.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question in the language of the interview.</param>
/// <param name="RoundHint">The round that it is meant for; null for any.</param>
public sealed record Question(string Id, string Text, int? RoundHint)
{
    internal static IReadOnlyList<Question> AllOf(params IEnumerable<AskedQuestion?> asked) =>
        [.. asked.OfType<AskedQuestion>().Select(question => new Question(question.Id, question.Text, question.RoundHint))];
}

/// <summary>What was heard.</summary>
/// <param name="Transcript">The words.</param>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="Confidence">0 to 1; null when the recognition does not say.</param>
public sealed record TranscriptReply(string Transcript, string Language, double? Confidence);

/// <summary>A raised risk.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">`low`, `medium` or `high`.</param>
/// <param name="Note">What it means, in the language of the interview.</param>
/// <param name="Evidence">Keys of the slots that it rests on.</param>
public sealed record Risk(string Code, string Severity, string Note, IReadOnlyList<string> Evidence)
{
    internal static IReadOnlyList<Risk> AllOf(IEnumerable<RiskFlag> flags) => [.. flags.Select(flag => new Risk(flag.Code, flag.Severity, flag.Note, flag.Evidence))];
}

/// <summary>What is known of a slot.</summary>
/// <param name="Value">Keys of options and measures; null when nothing is known.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record Fact(string? Value, double Confidence)
{
    internal static IReadOnlyDictionary<string, Fact> AllOf(SessionState state) => AllOf(state.Slots);

    internal static IReadOnlyDictionary<string, Fact> AllOf(IReadOnlyDictionary<string, SlotValue> slots) =>
        slots.OrderBy(slot => slot.Key, StringComparer.Ordinal).ToDictionary(slot => slot.Key, slot => new Fact(slot.Value.Value, slot.Value.Confidence));
}

/// <summary>How far a slot is filled.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="Label">Its label in the language of the interview.</param>
/// <param name="Status">How far.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record SlotProgress(string SlotKey, string Label, SlotFilling Status, double Confidence)
{
    internal static IReadOnlyList<SlotProgress> AllOf(IEnumerable<SlotStatus> slots) => [.. slots.Select(slot => new SlotProgress(slot.SlotKey, slot.Label, slot.Status, slot.Confidence))];
}

/// <summary>Where the interview stands after an answer.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Round">Its round, 1 to 3.</param>
/// <param name="SlotsUpdated">Keys of the slots that the answer filled or changed.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="RoundSummary">A summary of the round; null without one.</param>
/// <param name="NextQuestions">The question that waits; empty when nothing more is asked.</param>
/// <param name="IsComplete">Whether nothing more is asked: finalize the interview.</param>
/// <param name="ClarificationQuestion">What needs to be clarified first; null when nothing.</param>
/// <param name="SlotStatus">How far each slot is filled.</param>
/// <param name="ProgressPercent">0 to 100.</param>
public sealed record AnswerResponse(
    Guid SessionId,
    int Round,
    IReadOnlyList<string> SlotsUpdated,
    IReadOnlyList<Risk> RiskFlags,
    string? RoundSummary,
    IReadOnlyList<Question> NextQuestions,
    bool IsComplete,
    string? ClarificationQuestion,
    IReadOnlyList<SlotProgress> SlotStatus,
    int ProgressPercent)
{
    internal static AnswerResponse Of(Guid id, AnswerReply reply) => new(
        id,
        reply.Round,
        reply.SlotsUpdated,
        Risk.AllOf(reply.RiskFlags),
        reply.RoundSummary,
        Question.AllOf(reply.NextQuestions),
        IsComplete: reply.NextQuestions.Count == 0,
        ClarificationQuestion: null,
        SlotProgress.AllOf(reply.SlotStatus),
        reply.ProgressPercent);
}

/// <summary>A finished interview.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="FinalMarkdown">The summary that the respondent reads.</param>
/// <param name="Slots">What is known, by key of the slot.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="EmailSent">Whether the mail server has accepted the report.</param>
public sealed record FinalizeReply(Guid SessionId, string FinalMarkdown, IReadOnlyDictionary<string, Fact> Slots, IReadOnlyList<Risk> RiskFlags, bool EmailSent)
{
    internal static FinalizeReply Of(SessionView session) =>
        new(session.SessionId, session.Summary ?? "", Fact.AllOf(session.State), Risk.AllOf(session.State.RiskFlags), session.EmailSent);
}

/// <summary>How the respondent can be reached.</summary>
/// <param name="Name">The name; null when none was left.</param>
/// <param name="Email">The e-mail address; null when none was left.</param>
/// <param name="Phone">The telephone number; null when none was left.</param>
/// <param name="Unreadable">`true` when something was left that cannot be opened, since keys are missing; not given otherwise.</param>
public sealed record ContactInfo(
    string? Name,
    string? Email,
    string? Phone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Unreadable = null)
{
    /// <summary>Null for whoever may see nothing of it.</summary>
    internal static ContactInfo? Of(ContactView? contact) => contact is null or { Masked: true } ? null : new ContactInfo(contact.Name, contact.Email, contact.Phone, contact.Unreadable ? true : null);
}

/// <summary>What was said.</summary>
/// <param name="Role">`agent` (a question) or `user` (an answer).</param>
/// <param name="QuestionId">Id of the question asked or answered.</param>
/// <param name="Text">The words.</param>
/// <param name="Round">The round, 1 to 3.</param>
public sealed record Turn(string Role, string? QuestionId, string Text, int? Round);

/// <summary>The interview as it stands.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Round">Its round, 1 to 3.</param>
/// <param name="State">What is known, asked and raised.</param>
/// <param name="FinalReport">The full report in Markdown; null before the end.</param>
/// <param name="CreatedAt">When it started (UTC).</param>
/// <param name="CompletedAt">When the report was made (UTC); null before that.</param>
/// <param name="InterviewMode">`quick` or `precise`.</param>
/// <param name="SlotStatus">How far each slot is filled.</param>
/// <param name="ProgressPercent">0 to 100.</param>
public sealed record StateReply(
    Guid SessionId,
    int Round,
    InterviewState State,
    string? FinalReport,
    DateTime CreatedAt,
    DateTime? CompletedAt,
    string InterviewMode,
    IReadOnlyList<SlotProgress> SlotStatus,
    int ProgressPercent)
{
    internal static StateReply Of(SessionView session) => new(
        session.SessionId,
        session.Round,
        InterviewState.Of(session),
        session.FullReport,
        session.CreatedAt.UtcDateTime,
        session.CompletedAt?.UtcDateTime,
        session.State.InterviewMode,
        SlotProgress.AllOf(session.SlotStatus),
        session.ProgressPercent);
}

/// <summary>What is known, asked and raised.</summary>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="InterviewMode">`quick` or `precise`.</param>
/// <param name="Round">The round, 1 to 3.</param>
/// <param name="History">What was said, in order.</param>
/// <param name="Slots">What is known, by key of the slot.</param>
/// <param name="UnknownSlots">Keys of slots of which nothing is known.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="RoundSummary">A summary of the round; null without one.</param>
/// <param name="AskedQuestionIds">Ids of the questions asked, in order.</param>
/// <param name="NextQuestions">The question that waits; empty when nothing more is asked.</param>
/// <param name="ContactInfo">How the respondent can be reached; null without the session's token.</param>
public sealed record InterviewState(
    string Language,
    string InterviewMode,
    int Round,
    IReadOnlyList<Turn> History,
    IReadOnlyDictionary<string, Fact> Slots,
    IReadOnlyList<string> UnknownSlots,
    IReadOnlyList<Risk> RiskFlags,
    string? RoundSummary,
    IReadOnlyList<string> AskedQuestionIds,
    IReadOnlyList<Question> NextQuestions,
    ContactInfo? ContactInfo)
{
    internal static InterviewState Of(SessionView session) => new(
        session.State.Language,
        session.State.InterviewMode,
        session.Round,
        [.. session.History.Select(turn => new Turn(turn.Role, turn.QuestionId, turn.Text, turn.Round))],
        Fact.AllOf(session.State),
        session.State.UnknownSlots,
        Risk.AllOf(session.State.RiskFlags),
        session.State.RoundSummary,
        session.State.AskedQuestionIds,
        Question.AllOf(session.State.NextQuestions),
        Models.ContactInfo.Of(session.Contact));
}

/// <summary>What a finished interview came to.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="FinalMarkdown">The summary that the respondent reads.</param>
/// <param name="Slots">What is known, by key of the slot.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="CompletedAt">When the report was made (UTC).</param>
/// <param name="EmailSent">Whether the mail server has accepted the report.</param>
/// <param name="ContactEmail">The respondent's e-mail address, masked without the session's token; null when none was left.</param>
/// <param name="ContactUnreadable">`true` when contact details were left that cannot be opened, since keys are missing; not given otherwise.</param>
public sealed record ResultsReply(
    Guid SessionId,
    string FinalMarkdown,
    IReadOnlyDictionary<string, Fact> Slots,
    IReadOnlyList<Risk> RiskFlags,
    DateTime CompletedAt,
    bool EmailSent,
    string? ContactEmail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? ContactUnreadable = null)
{
    internal static ResultsReply Of(SessionView session) => new(
        session.SessionId,
        session.Summary ?? "",
        Fact.AllOf(session.State),
        Risk.AllOf(session.State.RiskFlags),
        session.CompletedAt!.Value.UtcDateTime,
        session.EmailSent,
        session.Contact?.Email,
        session.Contact?.Unreadable == true ? true : null);
}

/// <summary>A report in another language.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="OriginalLanguage">Language of the interview.</param>
/// <param name="TargetLanguage">Language of this report.</param>
/// <param name="TranslatedMarkdown">The summary that the respondent reads.</param>
public sealed record TranslatedReportReply(Guid SessionId, string OriginalLanguage, string TargetLanguage, string TranslatedMarkdown);

/// <summary>Something was done.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="Message">What was done.</param>
public sealed record Done(bool Success, string Message);
