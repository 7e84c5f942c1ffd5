using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>One interview as those who read it see it: what was asked and why, what was said, and what followed from it.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record GetTimeline(Guid SessionId) : IRequest<TimelineView>;

/// <summary>One interview. Times are in the time zone of the application; words of the brain are English, where it has English ones.</summary>
public sealed record TimelineView
{
    /// <summary>Its id.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>A short reference that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Number of the revision that it is held under; null for those of the legacy service that were not gone on with.</summary>
    public required int? RevisionId { get; init; }

    /// <summary>Whether the legacy service began it.</summary>
    public required bool BeganEarlier { get; init; }

    /// <summary>Where it stands.</summary>
    public required InterviewStanding Standing { get; init; }

    /// <summary>Whether its respondent ended it before it was complete.</summary>
    public required bool EndedEarly { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its respondent last did something.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>When the report was made; null before that.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How the respondent can be reached, masked for those who may not see it.</summary>
    public required ContactView Contact { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<TimelineEntry> Entries { get; init; }

    /// <summary>What is known in the end, slot by slot.</summary>
    public required IReadOnlyList<TimelineFact> Facts { get; init; }

    /// <summary>The flags that are raised in the end.</summary>
    public required IReadOnlyList<TimelineFlag> Flags { get; init; }

    /// <summary>The full report in Markdown, contact details masked for those who may not see them; null before it was made.</summary>
    public required string? Report { get; init; }

    /// <summary>The summary that the respondent reads, likewise.</summary>
    public required string? Summary { get; init; }

    /// <summary>The feedback, newest first.</summary>
    public required IReadOnlyList<TimelineFeedback> Feedback { get; init; }

    /// <summary>Number of experts' reviews.</summary>
    public required int Reviews { get; init; }

    /// <summary>Whether whoever asks may make a link by which its respondent goes on with it.</summary>
    public required bool MayGiveLink { get; init; }

    /// <summary>Whether whoever asks may delete it.</summary>
    public required bool MayDelete { get; init; }
}

/// <summary>Something that happened in an interview.</summary>
public sealed record TimelineEntry
{
    /// <summary>What it was.</summary>
    public required TimelineEvent Event { get; init; }

    /// <summary>When it was; null where it is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Place of the question in the interview, counted from 1; null for anything else, and for a question that another one took the place of.</summary>
    public int? Number { get; init; }

    /// <summary>Id of the question that was asked, or of which the answer changed; null where there is none.</summary>
    public string? QuestionId { get; init; }

    /// <summary>The question as it was put; null where there is none.</summary>
    public string? QuestionText { get; init; }

    /// <summary>Why it was chosen; null where no record says so.</summary>
    public ChoiceView? Choice { get; init; }

    /// <summary>The answer; null where there is none.</summary>
    public TimelineAnswer? Answer { get; init; }

    /// <summary>What became known, changed or was taken back.</summary>
    public IReadOnlyList<FactChange> Facts { get; init; } = [];

    /// <summary>Flags that came, went or became certain.</summary>
    public IReadOnlyList<FlagChange> Flags { get; init; } = [];

    /// <summary>Why the interview ended; null unless it did. See <see cref="StopDecision"/>.</summary>
    public string? StopReason { get; init; }

    /// <summary>Whether it was before the legacy service, which left no trace of what it understood.</summary>
    public bool IsEarlier { get; init; }
}

/// <summary>What happened in an interview.</summary>
public enum TimelineEvent
{
    /// <summary>A question was asked, and perhaps answered.</summary>
    Question,

    /// <summary>A question waited, and another one took its place before it was answered.</summary>
    Withdrawn,

    /// <summary>The respondent changed an answer.</summary>
    AnswerChanged,

    /// <summary>The respondent set a fact by hand, or took that back.</summary>
    SetByHand,

    /// <summary>The respondent ended the interview before it was complete.</summary>
    EndedEarly,

    /// <summary>The respondent took an interview up again that they had ended.</summary>
    TakenUpAgain,

    /// <summary>No further question was asked.</summary>
    Stopped,

    /// <summary>Something was said that is neither a question of the brain nor an answer to one; in interviews of the legacy service.</summary>
    Remark,
}

/// <summary>An answer, with what was understood of it.</summary>
public sealed record TimelineAnswer
{
    /// <summary>The answer in pieces; those on which something rests are marked.</summary>
    public required IReadOnlyList<TextPiece> Pieces { get; init; }

    /// <summary>When it was given or last changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the respondent said by a button that they do not know.</summary>
    public bool Declined { get; init; }

    /// <summary>What was understood.</summary>
    public IReadOnlyList<UnderstoodView> Understood { get; init; } = [];

    /// <summary>What the respondent had answered before, oldest first.</summary>
    public IReadOnlyList<FormerAnswer> Former { get; init; } = [];
}

/// <summary>A piece of an answer.</summary>
/// <param name="Text">The words.</param>
/// <param name="Marked">Whether something that was understood rests on them.</param>
public sealed record TextPiece(string Text, bool Marked);

/// <summary>An answer that was changed since.</summary>
/// <param name="Text">What was said.</param>
/// <param name="SaidAt">When.</param>
/// <param name="ReplacedAt">When another answer took its place.</param>
public sealed record FormerAnswer(string Text, DateTimeOffset SaidAt, DateTimeOffset ReplacedAt);

/// <summary>Something that was understood of an answer.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="Label">Label of the slot.</param>
/// <param name="Text">The option or the measure.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Quote">The words it rests on; null where they are not known.</param>
/// <param name="Denied">Whether the answer says that it is not so.</param>
public sealed record UnderstoodView(string SlotKey, string Label, string Text, double Confidence, string? Quote, bool Denied);

/// <summary>What is known of a slot.</summary>
/// <param name="Key">Key of the slot.</param>
/// <param name="Label">Its label.</param>
/// <param name="Text">Its options and measures; empty when nothing is known.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="SetByHand">Whether the respondent set it by hand.</param>
/// <param name="Declined">Whether the respondent does not know.</param>
public sealed record TimelineFact(string Key, string Label, string Text, double Confidence, bool SetByHand, bool Declined);

/// <summary>A change of what is known of a slot.</summary>
/// <param name="Key">Key of the slot.</param>
/// <param name="Label">Its label.</param>
/// <param name="Before">What was known; empty when nothing was.</param>
/// <param name="After">What is known since; empty when nothing is.</param>
public sealed record FactChange(string Key, string Label, string Before, string After);

/// <summary>A raised flag.</summary>
/// <param name="Code">Its code.</param>
/// <param name="RuleId">Id of the rule that raises it; null where the revision is not known.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Note">What it means.</param>
/// <param name="Confirmed">False when some slot that it rests on has no value yet.</param>
public sealed record TimelineFlag(string Code, string? RuleId, string Severity, string Note, bool Confirmed);

/// <summary>A flag that came, went or became certain.</summary>
/// <param name="Flag">The flag, as it is since; as it was when it went.</param>
/// <param name="Kind">What became of it.</param>
public sealed record FlagChange(TimelineFlag Flag, FlagChangeKind Kind);

/// <summary>What became of a flag.</summary>
public enum FlagChangeKind
{
    /// <summary>It was raised.</summary>
    Raised,

    /// <summary>It became certain.</summary>
    Confirmed,

    /// <summary>It is no longer certain.</summary>
    Doubted,

    /// <summary>It was cleared.</summary>
    Cleared,
}

/// <summary>Feedback as it was left.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rating">1 to 5 stars.</param>
/// <param name="Comment">What the respondent added; null when nothing.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Superseded">Whether a newer entry counts in its place.</param>
public sealed record TimelineFeedback(Guid Id, int Rating, string? Comment, DateTimeOffset CreatedAt, bool Superseded);

/// <summary>Handles <see cref="GetTimeline"/>.</summary>
public sealed class GetTimelineHandler(IApplicationDbContext db, CompiledBrains brains, ICurrentAccount account, ContactBook contacts, TimeProvider time)
    : IRequestHandler<GetTimeline, TimelineView>
{
    /// <inheritdoc/>
    public async Task<TimelineView> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        var id = request.SessionId;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == id, cancellationToken) ?? throw await db.MissingAsync(id, cancellationToken);
        var brain = session.RevisionId is { } revision ? await brains.GetAsync(db, revision, cancellationToken) : null;
        var words = new BrainWords(brain);
        var mask = contacts.MaskOf(session, account.Can(Permission.SeeContactDetails));
        var entries = TimelineEntries.Of(
            session,
            words,
            mask,
            await db.Messages.AsNoTracking().Where(message => message.SessionId == id).OrderBy(message => message.Sequence).ToListAsync(cancellationToken),
            await db.DecisionRecords.AsNoTracking().Where(record => record.SessionId == id).OrderBy(record => record.Sequence).ToListAsync(cancellationToken),
            await db.ReplacedAnswers.AsNoTracking().Where(replaced => replaced.SessionId == id).OrderBy(replaced => replaced.ReplacedAt).ToListAsync(cancellationToken));
        var feedback = await db.Feedback.AsNoTracking().Where(entry => entry.SessionId == id).OrderByDescending(entry => entry.CreatedAt).ToListAsync(cancellationToken);

        return new TimelineView
        {
            SessionId = id,
            Reference = SessionReference.Of(id),
            Language = session.Language,
            RevisionId = session.RevisionId,
            BeganEarlier = session.RevisionId is null || session.State.Earlier is not null,
            Standing = InterviewStandings.Of(session.CompletedAt, session.LastActivityAt, time.AbandonedSince()),
            EndedEarly = session.EndedEarly,
            StartedAt = Local(session.CreatedAt),
            LastActivityAt = Local(session.LastActivityAt),
            CompletedAt = session.CompletedAt is { } completedAt ? Local(completedAt) : null,
            Contact = mask.Contact,
            Entries = [.. entries.Select(entry => InLocalTime(Masked(entry, mask)))],
            Facts = [.. words.Facts(session.State).Select(fact => fact with { Text = mask.In(fact.Text) })],
            Flags = [.. session.State.RiskFlags.Select(flag => Masked(words.Flag(flag.Code, flag.Severity, flag.Confirmed, flag.Note), mask))],
            Report = mask.FullReport,
            Summary = mask.Summary,
            Feedback = [.. feedback.Select(entry => new TimelineFeedback(entry.Id, entry.Rating, mask.In(entry.Comment), Local(entry.CreatedAt), entry.Superseded))],
            Reviews = await db.ExpertReviews.CountAsync(review => review.SessionId == id, cancellationToken),
            MayGiveLink = account.Can(Permission.GiveResumeLinks),
            MayDelete = account.Can(Permission.DeleteInterviews),
        };
    }

    // Answers are masked already. The legacy service kept words as they were said, and a language model wrote some of its questions and notes.
    private static TimelineEntry Masked(TimelineEntry entry, ContactMask mask) => !mask.HidesDetails ? entry : entry with
    {
        QuestionText = mask.In(entry.QuestionText),
        Facts = [.. entry.Facts.Select(fact => fact with { Before = mask.In(fact.Before), After = mask.In(fact.After) })],
        Flags = [.. entry.Flags.Select(change => change with { Flag = Masked(change.Flag, mask) })],
    };

    private static TimelineFlag Masked(TimelineFlag flag, ContactMask mask) => flag with { Note = mask.In(flag.Note) };

    private TimelineEntry InLocalTime(TimelineEntry entry) => entry with
    {
        At = entry.At is { } at ? Local(at) : null,
        Answer = entry.Answer is null ? null : entry.Answer with
        {
            At = Local(entry.Answer.At),
            Former = [.. entry.Answer.Former.Select(former => former with { SaidAt = Local(former.SaidAt), ReplacedAt = Local(former.ReplacedAt) })],
        },
    };

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
}
